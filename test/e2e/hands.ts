import type { Locator, Page } from 'playwright';

/** How somebody works in the window. */
export interface Hand {
  /** Presses a button. */
  press(target: Locator): Promise<void>;
  /** Ticks a box. */
  tick(target: Locator): Promise<void>;
  write(target: Locator, text: string): Promise<void>;
}

/** Points at what is meant. */
export const mouse = (): Hand => ({
  press: (target) => target.click(),
  tick: (target) => target.check(),
  write: async (target, text) => {
    await target.click();
    await target.pressSequentially(text);
  },
});

/** Nobody should have to press a key so often to get to anything of the lab. */
const MOST_PRESSES = 250;

/** Goes from where the focus is, key by key, and looks at each stop whether the focus can be seen there. */
export function keyboard(page: Page): Hand {
  const reach = async (target: Locator) => {
    for (let presses = 0; presses < MOST_PRESSES; presses++) {
      const { way, complaint } = await target.evaluate(lookAtFocus);
      if (complaint !== '') throw new Error(complaint);
      if (way === 'here') return;
      await page.keyboard.press(way);
    }
    throw new Error(`${target} was not reached with ${MOST_PRESSES} keys`);
  };
  return {
    press: async (target) => {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    tick: async (target) => {
      await reach(target);
      await page.keyboard.press('Space');
    },
    write: async (target, text) => {
      await reach(target);
      await page.keyboard.type(text);
    },
  };
}

/** Runs in the page. Out: the key that leads on to the target, and what is wrong with the place where the focus is now. */
function lookAtFocus(target: Element): { readonly way: 'here' | 'Tab' | 'Shift+Tab' | 'Enter'; readonly complaint: string } {
  const at = document.activeElement;
  if (at === null || at === document.body) return { way: 'Tab', complaint: '' };
  const name = `<${at.tagName.toLowerCase()}> ${at.getAttribute('aria-label') ?? at.textContent?.trim().slice(0, 60)}`;
  return { way: wayFrom(at), complaint: complaintAt(at) };

  function wayFrom(place: Element): 'here' | 'Tab' | 'Shift+Tab' | 'Enter' {
    if (place === target) return 'here';
    const skips = place.matches('a[href^="#"]') ? document.getElementById(place.getAttribute('href')?.slice(1) ?? '') : null;
    if (skips?.contains(target)) return 'Enter';
    return place.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING ? 'Tab' : 'Shift+Tab';
  }

  function complaintAt(place: Element): string {
    if (place.getAttribute('tabindex') === '-1' || place.hasAttribute('data-tabster-dummy')) return '';
    if (!isMarked(place)) return `the focus cannot be seen on ${name}`;
    return isInSight(place) ? '' : `something lies over the focused ${name}`;
  }

  function isMarked(place: Element): boolean {
    // Fluent marks the box around a field, not the field.
    const marked = place.matches('input, textarea') ? [place, place.parentElement ?? place] : [place];
    return marked
      .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
      .some(
        ({ outlineStyle, outlineWidth, boxShadow, content, borderBottomWidth }) =>
          (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) ||
          boxShadow !== 'none' ||
          (content !== 'none' && content !== 'normal' && Number.parseFloat(borderBottomWidth) > 0),
      );
  }

  function isInSight(place: Element): boolean {
    const { left, right, top, bottom } = place.getBoundingClientRect();
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const over = document.elementFromPoint(x, y);
    return over !== null && (place.contains(over) || over.contains(place));
  }
}
