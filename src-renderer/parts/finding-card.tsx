import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Info20Filled } from '@fluentui/react-icons/svg/info';
import { Lightbulb20Filled } from '@fluentui/react-icons/svg/lightbulb';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import { type ReactNode, useId } from 'react';
import type { FindingView, NotCheckedView } from '../../flows/bridge/contract.ts';
import { severityWords, stepTexts } from '../texts.ts';
import { useStory } from './help-context.ts';
import { useSurfaceStyles } from './surface-styles.ts';
import { Termed } from './termed.tsx';
import { Why } from './why.tsx';

const useStyles = makeStyles({
  card: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: '12px' },
  body: { display: 'flex', flexDirection: 'column', rowGap: '8px', minWidth: 0 },
  facts: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr)',
    columnGap: '12px',
    rowGap: '6px',
    margin: 0,
    '@media (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '2px' },
  },
  fact: { margin: 0 },
  term: { lineHeight: '20px' },
  problem: { color: tokens.colorStatusDangerForeground3 },
  advice: { color: tokens.colorStatusWarningForeground3 },
  information: { color: tokens.colorNeutralForeground2 },
  severity: { fontSize: tokens.fontSizeBase200, lineHeight: '16px', fontWeight: tokens.fontWeightSemibold },
});

const icons: Record<FindingView['severity'], ReactNode> = {
  problem: <Warning20Filled />,
  advice: <Lightbulb20Filled />,
  information: <Info20Filled />,
};

interface FindingCardProps {
  readonly finding: FindingView;
  /** Why nothing is offered for it, and what to do instead. */
  readonly withheld?: NotCheckedView | undefined;
}

/** What is so, what shows it, what it means, why no change is offered where none is, who says so. */
export function FindingCard({ finding, withheld }: FindingCardProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  const story = useStory(finding.id);
  const tone = styles[finding.severity];
  return (
    <article className={mergeClasses(surface.card, styles.card)} aria-labelledby={id}>
      <span className={tone} aria-hidden>
        {icons[finding.severity]}
      </span>
      <div className={styles.body}>
        <div>
          <div className={mergeClasses(styles.severity, tone)}>{severityWords[finding.severity]}</div>
          <h3 className={surface.h3} id={id}>
            {finding.summary}
          </h3>
          <p className={surface.label}>{finding.subject}</p>
        </div>
        <dl className={styles.facts}>
          <dt className={mergeClasses(surface.label, styles.term)}>{stepTexts.evidence}</dt>
          <dd className={mergeClasses(surface.mono, styles.fact)}>{finding.evidence}</dd>
          <dt className={mergeClasses(surface.label, styles.term)}>{stepTexts.meaning}</dt>
          <dd className={mergeClasses(surface.text, styles.fact)}>
            <Termed text={finding.meaning} />
          </dd>
          {withheld !== undefined && (
            <>
              <dt className={mergeClasses(surface.label, styles.term)}>{stepTexts.withheld}</dt>
              <dd className={mergeClasses(surface.text, styles.fact)}>
                <Termed text={withheld.why} />
              </dd>
              {withheld.next !== finding.meaning && (
                <>
                  <dt className={mergeClasses(surface.label, styles.term)}>{stepTexts.next}</dt>
                  <dd className={mergeClasses(surface.text, styles.fact)}>
                    <Termed text={withheld.next} />
                  </dd>
                </>
              )}
            </>
          )}
          {story === undefined && <Source finding={finding} />}
        </dl>
        {story !== undefined && <Why of={finding.summary} story={story} />}
      </div>
    </article>
  );
}

/** Who says so, where there is no story that tells it. */
function Source({ finding: { source, rule } }: { readonly finding: FindingView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <>
      <dt className={mergeClasses(surface.label, styles.term)}>{stepTexts.source}</dt>
      <dd className={mergeClasses(surface.text, styles.fact)}>{source}</dd>
      {rule !== undefined && (
        <>
          <dt className={mergeClasses(surface.label, styles.term)}>{stepTexts.rule}</dt>
          <dd className={mergeClasses(surface.text, styles.fact)}>{stepTexts.ruleReviewed(rule.id, rule.reviewedOn)}</dd>
        </>
      )}
    </>
  );
}
