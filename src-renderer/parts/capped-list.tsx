import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { listTexts } from '../texts.ts';
import { useSurfaceStyles } from './surface-styles.ts';

interface CappedListProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item, index: number) => string;
  readonly children: (item: Item, index: number) => ReactNode;
  /** How many are shown at first, and how many more with each press. */
  readonly step?: number;
  /** Rows of a table rather than cards. */
  readonly dense?: boolean;
}

/** A list that shows its first items and the next ones on demand, so that 500 applications do not stop the window. */
export function CappedList<Item>({ items, keyOf, children, step = 20, dense = false }: CappedListProps<Item>) {
  const surface = useSurfaceStyles();
  const [shown, setShown] = useState(step);
  const left = items.length - shown;
  return (
    <>
      <ul className={dense ? surface.rows : surface.list}>
        {items.slice(0, shown).map((item, index) => (
          <li key={keyOf(item, index)}>{children(item, index)}</li>
        ))}
      </ul>
      {left > 0 && (
        <div>
          <Button onClick={() => setShown(shown + step)}>{listTexts.more(Math.min(step, left), left)}</Button>
        </div>
      )}
    </>
  );
}
