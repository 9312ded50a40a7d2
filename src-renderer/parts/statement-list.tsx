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

/** What was found and holds, one sentence each; below it what the step cannot see. */
export function StatementList({
  statements,
  limits = [],
}: {
  readonly statements: readonly string[];
  readonly limits?: readonly string[];
}) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  if (statements.length + limits.length === 0) return null;
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
      {limits.map((limit) => (
        <p className={surface.text} key={limit}>
          {limit}
        </p>
      ))}
    </section>
  );
}
