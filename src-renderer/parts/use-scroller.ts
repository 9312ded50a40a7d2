import { type RefObject, useEffect, useState } from 'react';

export interface Scroller {
  /** What scrolls a list: a part of the frame, or on narrow windows the whole page; `null` before that is known. */
  readonly scroller: HTMLElement | 'page' | null;
  /** How far below the top of what is scrolled the list begins. */
  readonly above: number;
}

/** What scrolls the list, kept up to date while the window changes its width and the things above the list their height. */
export function useScroller(list: RefObject<HTMLElement | null>): Scroller {
  const [found, setFound] = useState<Scroller>({ scroller: null, above: 0 });
  useEffect(() => {
    const look = () => {
      if (list.current === null) return;
      const now = scrollerOf(list.current);
      setFound((last) => (last.scroller === now.scroller && last.above === now.above ? last : now));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(document.documentElement);
    for (let box = list.current?.parentElement; box; box = box.parentElement) sizes.observe(box);
    return () => sizes.disconnect();
  }, [list]);
  return found;
}

function scrollerOf(list: HTMLElement): Scroller {
  const { top } = list.getBoundingClientRect();
  for (let box = list.parentElement; box !== null && box !== document.body; box = box.parentElement) {
    if (!['auto', 'scroll'].includes(getComputedStyle(box).overflowY)) continue;
    return { scroller: box, above: Math.round(top - box.getBoundingClientRect().top - box.clientTop + box.scrollTop) };
  }
  return { scroller: 'page', above: Math.round(top + window.scrollY) };
}
