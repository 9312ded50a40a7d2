import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { EyeOff20Filled } from '@fluentui/react-icons/svg/eye-off';
import { useId } from 'react';
import type { NotCheckedView } from '../../flows/bridge/contract.ts';
import { stepTexts } from '../texts.ts';
import { LongList } from './long-list.tsx';
import { useSurfaceStyles } from './surface-styles.ts';
import { Termed } from './termed.tsx';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '12px',
    borderLeft: `4px solid ${tokens.colorStatusWarningBorder2}`,
  },
  icon: { color: tokens.colorStatusWarningForeground3, display: 'inline-flex' },
});

/** What could not be looked at, as plainly as what was found: what, why, and how to find out. */
export function NotCheckedList({
  items,
  heading = stepTexts.notChecked,
}: {
  readonly items: readonly NotCheckedView[];
  readonly heading?: string;
}) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {heading} ({items.length})
      </h2>
      <LongList items={items} keyOf={({ what }, index) => `${index} ${what}`} height={120}>
        {({ what, why, next }) => (
          <article className={mergeClasses(surface.card, styles.card)}>
            <span className={styles.icon} aria-hidden>
              <EyeOff20Filled />
            </span>
            <div className={surface.stack}>
              <h3 className={surface.h3}>{what}</h3>
              <p className={surface.text}>
                <b>{stepTexts.why}:</b> <Termed text={why} />
              </p>
              <p className={surface.text}>
                <b>{stepTexts.next}:</b> <Termed text={next} />
              </p>
            </div>
          </article>
        )}
      </LongList>
    </section>
  );
}
