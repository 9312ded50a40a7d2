import { useSurfaceStyles } from './surface-styles.ts';
import { type LongListProps, VirtualList } from './virtual-list.tsx';

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
