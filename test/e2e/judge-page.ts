import axe from 'axe-core';
import type { Page } from 'playwright';

/** Every rule of WCAG 2.2 A and AA, target size among them, and what axe calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What the system of the administrator asks for. */
const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;

export type Look = keyof typeof LOOKS;

export const looks: readonly Look[] = ['light', 'dark', 'forced'];

export async function setLook(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ ...LOOKS[look], reducedMotion: 'reduce' });
}

/** What axe finds on the page as it is shown now: one line a rule and place. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => Reflect.has(globalThis, 'axe')))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    // Fluent's sentinels at both ends of the page hand the focus on to what is beside them: nobody stays on one.
    // In forced colours Chromium says the author's colour of the fill of a text, which axe reads, and paints another.
    const painted = matchMedia('(forced-colors: active)').matches ? [...document.body.querySelectorAll<HTMLElement>('*')] : [];
    for (const element of painted) element.style?.setProperty('-webkit-text-fill-color', getComputedStyle(element).color);
    const found = await Reflect.get(globalThis, 'axe').run(
      { exclude: [['[data-tabster-dummy]']] },
      {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
        rules: { 'target-size': { enabled: true } },
      },
    );
    for (const element of painted) element.style?.removeProperty('-webkit-text-fill-color');
    return found.violations.flatMap((rule: axe.Result) =>
      rule.nodes.map(({ target, failureSummary = '' }) => `${rule.id} at ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`),
    );
  }, TAGS);
}

/** Text that is beyond the edge of the window, or cut off by a box that cannot be scrolled: one line each. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    /** How far a text may go: to the edges of the boxes around it that hide what is beyond, up to one that scrolls. */
    const isWithin = (box: DOMRect, around: Element | null): boolean => {
      if (around === null || around === document.documentElement)
        return box.left >= -1 && box.right <= document.documentElement.clientWidth + 1;
      const { overflowX, overflowY } = getComputedStyle(around);
      if (overflowX === 'auto' || overflowX === 'scroll') return true;
      const edge = around.getBoundingClientRect();
      if (edge.width <= 1) return true; // for screen readers only
      const hides = ({ left, right, top, bottom }: DOMRect) =>
        (overflowX !== 'visible' && (left < edge.left - 1 || right > edge.right + 1)) ||
        (['hidden', 'clip'].includes(overflowY) && (top < edge.top - 2 || bottom > edge.bottom + 2));
      return !hides(box) && isWithin(box, around.parentElement);
    };
    /** A skip link waits beyond the left edge. */
    const fits = (text: Range, parent: Element): boolean =>
      [...text.getClientRects()].every((box) => box.width === 0 || box.right <= 0 || isWithin(box, parent));
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const found = new Set(wide > 0 ? [`the page is ${wide} px wider than the window`] : []);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || (node.textContent ?? '').trim() === '' || !parent.checkVisibility()) continue;
      range.selectNodeContents(node);
      if (fits(range, parent)) continue;
      // Spaces may hang over the edge where a line is broken: only words count.
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(/\S+/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (!fits(range, parent)) found.add(`cut off: ${(node.textContent ?? '').trim().slice(0, 60)}`);
      }
    }
    return [...found];
  });
}
