import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { useId } from 'react';
import { stepTexts } from '../texts.ts';
import { LongList } from './long-list.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  statement: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: '10px' },
  icon: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex', paddingTop: '2px' },
});

/** What was found and holds, one sentence each. */
export function StatementList({ statements }: { readonly statements: readonly string[] }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  if (statements.length === 0) return null;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {stepTexts.right}
      </h2>
      <LongList items={statements} keyOf={(statement, index) => `${index} ${statement}`} height={20}>
        {(statement) => (
          <div className={styles.statement}>
            <span className={styles.icon} aria-hidden>
              <CheckmarkCircle16Filled />
            </span>
            <p className={mergeClasses(surface.text)}>{statement}</p>
          </div>
        )}
      </LongList>
    </section>
  );
}

/** What the step takes as given, leaves alone or cannot see: neither right nor a doubt. */
export function LimitList({ limits }: { readonly limits: readonly string[] }) {
  const surface = useSurfaceStyles();
  const id = useId();
  if (limits.length === 0) return null;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {stepTexts.limits}
      </h2>
      <LongList items={limits} keyOf={(limit, index) => `${index} ${limit}`} height={20}>
        {(limit) => <p className={surface.text}>{limit}</p>}
      </LongList>
    </section>
  );
}
