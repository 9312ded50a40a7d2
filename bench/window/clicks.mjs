// How soon a click is answered, in the page's own clock: from the click to the frame that has its first visible answer, and to the one
// that has what was asked for.

/**
 * @typedef {{name: string, first: number, answered: number, byFirst: boolean}} Click milliseconds; `byFirst` where the first visible
 *   answer counts: a dialog fades
 * @typedef {{selector: string, text?: string, gone?: boolean}} Shown what is there (or no longer there) once the click is answered
 */

/** Has to be called before the page is opened. @param {import('playwright').Page} page */
export async function watchClicks(page) {
  await page.addInitScript(() => {
    const watched = ['aria-expanded', 'aria-busy', 'aria-current', 'aria-pressed', 'aria-disabled'];
    const isShown = (/** @type {Shown} */ { selector, text, gone = false }) =>
      [...document.querySelectorAll(selector)].some((node) => text === undefined || node.textContent === text) !== gone;
    const watch = (/** @type {Shown} */ shown) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('nothing answered for a minute')), 60_000);
        /** @type {{began?: number, first?: number}} */
        const seen = {};
        const painted = (/** @type {(now: number) => void} */ then) =>
          requestAnimationFrame(() => setTimeout(() => then(performance.now())));
        const lookForMotion = () => {
          const { began = 0 } = seen;
          if (seen.first !== undefined) return;
          const isNew = (/** @type {Animation} */ { startTime }) => startTime === null || Number(startTime) >= began;
          if (!document.getAnimations().some(isNew)) return void requestAnimationFrame(lookForMotion);
          seen.first = Number.NaN;
          painted((now) => (seen.first = now - began));
        };
        const begin = (/** @type {Event} */ { timeStamp }) => {
          seen.began = timeStamp;
          requestAnimationFrame(lookForMotion);
        };
        addEventListener('click', begin, { capture: true, once: true });
        const observer = new MutationObserver(() => {
          const { began } = seen;
          if (began === undefined) return;
          if (seen.first === undefined) {
            seen.first = Number.NaN;
            painted((now) => (seen.first = now - began));
          }
          if (!isShown(shown)) return;
          observer.disconnect();
          painted((now) => resolve({ first: Number.isNaN(seen.first) ? now - began : seen.first, answered: now - began }));
        });
        observer.observe(document, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: watched });
      });
    Object.assign(window, { watchClick: watch });
  });
}

/**
 * @param {import('playwright').Page} page
 * @param {{name: string, click: import('playwright').Locator, shown: Shown, byFirst?: boolean}} given
 * @returns {Promise<Click>}
 */
export async function timeClick(page, { name, click, shown, byFirst = false }) {
  await click.waitFor();
  await page.evaluate((wanted) => void Object.assign(window, { clicked: Reflect.get(window, 'watchClick')(wanted) }), shown);
  await click.click();
  const { first, answered } = await page
    .evaluate(() => Reflect.get(window, 'clicked'))
    .catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
  return { name, first, answered, byFirst };
}
