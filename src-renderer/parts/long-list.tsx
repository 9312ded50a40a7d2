import type { ReactNode } from 'react';
import { useSurfaceStyles } from './surface-styles.ts';
import { VirtualList } from './virtual-list.tsx';

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

/** Lists up to here are drawn whole. */
const drawnWhole = 30;

/** A list of any length; of a long one only what is near the part in sight is drawn, so that a server of 500 applications scrolls smoothly. */
export function LongList<Item>(props: LongListProps<Item>) {
  const surface = useSurfaceStyles();
  const { items, keyOf, children, dense = false, ordered = false } = props;
  if (items.length > drawnWhole) return <VirtualList {...props} />;
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className={dense ? surface.rows : surface.list}>
      {items.map((item, index) => (
        <li key={keyOf(item, index)}>{children(item, index)}</li>
      ))}
    </List>
  );
}
