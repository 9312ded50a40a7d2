// How a server of 500 applications and 1,000 service principal names scrolls: long tasks of the page and gaps between its frames.
import { serveViews } from '../../scripts/serve-views.mjs';

const APPLICATIONS = 500;
const NAMES = 1_000;
/** One turn of a wheel, fast: a screen in a fifth of a second. */
const TURN = 160;
const TURNS = 500;

/** @typedef {{name: string, pixels: number, frames: number, longestFrame: number, longTasks: number, longestTask: number}} Scroll milliseconds */

/**
 * In: a sample view of a step, with one finding, one change and one read at least. Out: the same step on a large server.
 * @param {any} sample
 */
export function largeServer(sample) {
  const many = (/** @type {number} */ count, /** @type {(at: number) => unknown} */ make) =>
    Array.from({ length: count }, (_, at) => make(at));
  const { step, commands } = sample;
  const subject = (/** @type {number} */ at) => `Default Web Site/App${at + 1}`;
  const name = (/** @type {number} */ at) => `HTTP/app${at + 1}.contoso.com`;
  return {
    ...sample,
    applications: many(APPLICATIONS, subject),
    commands: many(NAMES, (at) => ({ ...commands[at % commands.length], text: `setspn.exe -Q ${name(at)}` })),
    step: {
      ...step,
      findings: many(NAMES, (at) => ({
        ...step.findings[0],
        subject: name(at),
        summary: `${name(at)} is registered on the wrong account`,
      })),
      changes: many(APPLICATIONS, (at) => ({ ...step.changes[0], target: subject(at) })),
      statements: many(NAMES, (at) => `${name(at)} is registered on CONTOSO\\svc-smp and on no other account.`),
    },
  };
}

/**
 * @param {import('playwright').Browser} browser
 * @param {{renderer: string, view: object}} given
 * @returns {Promise<Scroll[]>}
 */
export async function measureScrolling(browser, { renderer, view }) {
  const host = await serveViews(renderer, view);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await page.locator('#screen-heading').waitFor();
    await page.getByRole('button', { name: /earlier/ }).click();
    await page.waitForTimeout(1_000);
    return await scrollParts(page);
  } finally {
    await context.close();
    host.close();
  }
}

/**
 * Scrolls the step that is shown and its commands, each down and up again.
 * @param {import('playwright').Page} page
 * @returns {Promise<Scroll[]>}
 */
export async function scrollParts(page) {
  /** @type {Scroll[]} */
  const scrolls = [];
  for (const [name, place] of [
    ['the step', 'main'],
    ['its commands', 'aside'],
  ]) {
    await page.locator(place).hover();
    await page.locator(place).evaluate(findBox);
    await scrollTo(page, 0);
    await page.waitForTimeout(500);
    scrolls.push(await scroll(page, `${name}, down`, TURN));
    await scrollTo(page, Number.MAX_SAFE_INTEGER);
    await page.waitForTimeout(500);
    scrolls.push(await scroll(page, `${name}, up from its end`, -TURN));
  }
  return scrolls;
}

/**
 * @param {import('playwright').Page} page
 * @param {string} name
 * @param {number} turn
 * @returns {Promise<Scroll>}
 */
async function scroll(page, name, turn) {
  const top = () => page.evaluate(() => Reflect.get(window, 'scrolledBox').scrollTop);
  const before = await top();
  await page.evaluate(watchFrames);
  for (let at = 0; at < TURNS; at++) {
    await page.mouse.wheel(0, turn);
    await page.waitForTimeout(8);
  }
  const seen = await page.evaluate(() => Reflect.get(window, 'endOfFrames')());
  return { name, pixels: Math.abs((await top()) - before), ...seen };
}

/** @param {import('playwright').Page} page @param {number} top */
function scrollTo(page, top) {
  return page.evaluate((to) => Reflect.get(window, 'scrolledBox').scrollTo(0, Math.min(to, 1e9)), top);
}

/** Runs in the page. In: a part of the frame. Remembers what scrolls its long list. @param {Element} part */
function findBox(part) {
  const boxes = [part, ...part.querySelectorAll('*')];
  const tall = (/** @type {Element} */ box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowY) && box.scrollHeight > 10_000;
  Object.assign(window, { scrolledBox: boxes.find(tall) ?? part });
}

/** Runs in the page. */
function watchFrames() {
  let [frames, longestFrame, last, goesOn] = [0, 0, performance.now(), true];
  const tick = () => {
    const now = performance.now();
    frames++;
    longestFrame = Math.max(longestFrame, now - last);
    last = now;
    if (goesOn) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  /** @type {number[]} */
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const end = () => {
    goesOn = false;
    observer.disconnect();
    return { frames, longestFrame, longTasks: tasks.length, longestTask: Math.max(0, ...tasks) };
  };
  Object.assign(window, { endOfFrames: end });
}
