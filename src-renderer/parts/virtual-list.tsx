import { defaultRangeExtractor, type Range, useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, memo, type ReactNode, useCallback, useRef, useState } from 'react';
import type { LongListProps } from './long-list.tsx';
import { useSurfaceStyles } from './surface-styles.ts';
import { type Scroller, useScroller } from './use-scroller.ts';

/** How many are drawn on either side of the part in sight: the keyboard leads from one to the next. */
const BESIDE = 4;
/** The part in sight before it is known. */
const FIRST_SIGHT = { width: 0, height: 800 };

/** The items near the part in sight, and the one that has the focus; each says which of how many it is. */
export function VirtualList<Item>(list: LongListProps<Item>) {
  const surface = useSurfaceStyles();
  const top = useRef<HTMLDivElement>(null);
  const scrolled = useScroller(top);
  const [focused, setFocused] = useState(-1);
  const rows = { list, above: scrolled.above, focused, setFocused };
  return (
    <div className={surface.rows} ref={top}>
      {scrolled.scroller === 'page' ? <RowsOfPage {...rows} /> : <RowsOfBox {...rows} box={scrolled.scroller} />}
    </div>
  );
}

interface RowsProps<Item> extends Pick<Scroller, 'above'> {
  readonly list: LongListProps<Item>;
  /** The item that has the focus: it stays, wherever one scrolls; -1 where none has. */
  readonly focused: number;
  readonly setFocused: (index: number) => void;
}

function RowsOfBox<Item>({ box, ...rows }: RowsProps<Item> & { readonly box: Element | null }) {
  const virtual = useVirtualizer<Element, HTMLLIElement>({ ...useOptions(rows), getScrollElement: () => box });
  return <Rows {...rows} virtual={virtual} />;
}

function RowsOfPage<Item>(rows: RowsProps<Item>) {
  const virtual = useWindowVirtualizer<HTMLLIElement>(useOptions(rows));
  return <Rows {...rows} virtual={virtual} />;
}

/** A new function for the keys would have every item of the list looked at again with each turn of the wheel. */
function useOptions<Item>({ list: { items, keyOf, height, dense = false }, above, focused }: RowsProps<Item>) {
  const getItemKey = useCallback((index: number) => keyOf(itemAt(items, index), index), [items, keyOf]);
  return {
    count: items.length,
    estimateSize: () => height,
    getItemKey,
    scrollMargin: above,
    gap: dense ? 0 : 12,
    overscan: BESIDE,
    initialRect: FIRST_SIGHT,
    rangeExtractor: (range: Range) => withFocused(range, focused),
  };
}

interface DrawnProps<Item> extends RowsProps<Item> {
  readonly virtual: Pick<Virtualizer<Element, HTMLLIElement>, 'getTotalSize' | 'getVirtualItems' | 'measureElement'>;
}

function Rows<Item>({ list: { items, children, ordered = false }, above, setFocused, virtual }: DrawnProps<Item>) {
  const surface = useSurfaceStyles();
  const List = ordered ? 'ol' : 'ul';
  return (
    <List
      className={surface.rows}
      style={{ position: 'relative', height: virtual.getTotalSize() }}
      onFocus={({ target }) => setFocused(Number(target.closest('[data-index]')?.getAttribute('data-index') ?? -1))}
      onBlur={(event) => {
        if (isLeft(event)) setFocused(-1);
      }}
    >
      {virtual.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={virtual.measureElement}
          data-index={index}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{ position: 'absolute', insetInline: 0, top: start - above }}
        >
          <Content item={itemAt(items, index)} index={index} draw={children} />
        </li>
      ))}
    </List>
  );
}

/** Drawn anew with the list, not with each turn of the wheel. */
const Content = memo(function Content<Item>({ item, index, draw }: ContentProps<Item>) {
  return draw(item, index);
}) as <Item>(props: ContentProps<Item>) => ReactNode;

interface ContentProps<Item> {
  readonly item: Item;
  readonly index: number;
  readonly draw: (item: Item, index: number) => ReactNode;
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`The list has no item ${index}`);
  return item;
}

function withFocused(range: Range, focused: number): number[] {
  const near = defaultRangeExtractor(range);
  if (focused < 0 || focused >= range.count || near.includes(focused)) return near;
  return [...near, focused].sort((one, other) => one - other);
}

function isLeft({ currentTarget, relatedTarget }: FocusEvent): boolean {
  return !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
}
