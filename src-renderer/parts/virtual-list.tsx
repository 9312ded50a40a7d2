import {
  type CSSProperties,
  createContext,
  type FocusEvent,
  Fragment,
  type ReactNode,
  type Ref,
  use,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, WindowVirtualizer } from 'virtua';
import { useSurfaceStyles } from './surface-styles.ts';
import { useScroller } from './use-scroller.ts';

export interface LongListProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item, index: number) => string;
  readonly children: (item: Item, index: number) => ReactNode;
  /** About how high an item is, before it was ever drawn. */
  readonly height: number;
  /** Rows of a table rather than cards. */
  readonly dense?: boolean;
  readonly ordered?: boolean;
}

/** How far beyond the part in sight items are drawn, in pixels: the keyboard leads from one to the next. */
const BESIDE = 600;
/** How many are drawn before it is known what is in sight. */
const AT_FIRST = 10;
const GAP = 12;

/** How many items the list has, and whether they stand apart. */
const ListContext = createContext({ count: 0, apart: true });

/** The items near the part in sight, and the one that has the focus; each says which of how many it is. */
export function VirtualList<Item>({ items, keyOf, children, height, dense = false, ordered = false }: LongListProps<Item>) {
  const top = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLElement>(null);
  const { scroller, above } = useScroller(top);
  box.current = scroller === 'page' ? null : scroller;
  const [focused, setFocused] = useState<readonly number[]>([]);
  const shape = useMemo(() => ({ count: items.length, apart: !dense }), [items.length, dense]);
  const list = {
    data: items,
    as: ordered ? OrderedList : PlainList,
    item: ListItem,
    itemSize: dense ? height : height + GAP,
    bufferSize: BESIDE,
    ssrCount: AT_FIRST,
    children: (item: Item, index: number) => <Fragment key={keyOf(item, index)}>{children(item, index)}</Fragment>,
  };
  return (
    <ListContext value={shape}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it takes no act of its own; it only keeps what has the focus */}
      <div
        ref={top}
        onFocus={({ target }) => setFocused((last) => same(last, placeOf(target)))}
        onBlur={(event) => isLeft(event) && setFocused((last) => same(last, []))}
      >
        {scroller === 'page' ? (
          <WindowVirtualizer {...list} />
        ) : (
          <Virtualizer key={scroller === null ? 'unknown' : 'box'} {...list} scrollRef={box} startMargin={above} keepMounted={focused} />
        )}
      </div>
    </ListContext>
  );
}

interface ListProps {
  readonly style: CSSProperties;
  readonly children: ReactNode;
  readonly ref?: Ref<never>;
}

function PlainList(props: ListProps) {
  return <ul className={useSurfaceStyles().rows} {...props} />;
}

function OrderedList(props: ListProps) {
  return <ol className={useSurfaceStyles().rows} {...props} />;
}

function ListItem({ style, index, children, ref }: ListProps & { readonly index: number }) {
  const { count, apart } = use(ListContext);
  return (
    <li
      ref={ref}
      style={apart ? { ...style, paddingBottom: GAP } : style}
      data-place={index}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      {children}
    </li>
  );
}

function placeOf(target: Element): readonly number[] {
  const place = target.closest('[data-place]')?.getAttribute('data-place');
  return typeof place === 'string' ? [Number(place)] : [];
}

/** What has not changed stays the same value, so that nothing is drawn for it. */
function same(last: readonly number[], next: readonly number[]): readonly number[] {
  return last.length === next.length && last[0] === next[0] ? last : next;
}

function isLeft({ currentTarget, relatedTarget }: FocusEvent): boolean {
  return !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
}
