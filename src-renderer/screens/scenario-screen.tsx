import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ScenarioView } from '../../flows/bridge/contract.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { commandTexts, scenarioTexts, triageTexts } from '../texts.ts';

const useStyles = makeStyles({
  proof: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', rowGap: '8px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: '12px' },
});

/** What the chosen sight means, the proof to collect, and whether this server is the place to change anything. */
export function ScenarioScreen({ scenario }: { readonly scenario: ScenarioView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <>
      <ScreenHeading title={scenario.title}>
        {triageTexts.expected}: <b>{scenario.expected}</b> · {triageTexts.action}: <b>{scenario.action}</b>
      </ScreenHeading>
      {scenario.endsHere && (
        <Notice intent="success" title={scenarioTexts.endsTitle}>
          {scenarioTexts.endsBody}
        </Notice>
      )}
      <section className={surface.section} aria-labelledby="means-heading">
        <h2 className={surface.h2} id="means-heading">
          {scenarioTexts.means}
        </h2>
        {scenario.explanation.map((paragraph) => (
          <p className={surface.text} key={paragraph}>
            {paragraph}
          </p>
        ))}
      </section>
      {scenario.proof.length > 0 && (
        <section className={mergeClasses(surface.card, surface.section)} aria-labelledby="proof-heading">
          <div className={styles.head}>
            <h2 className={surface.h2} id="proof-heading">
              {scenarioTexts.proof}
            </h2>
            <CopyButton text={scenario.proof.join('\r\n')} name={commandTexts.copyAll} word={commandTexts.copy} />
          </div>
          <p className={surface.text}>{scenarioTexts.proofLead}</p>
          <ol className={styles.proof}>
            {scenario.proof.map((proof) => (
              <li className={surface.text} key={proof}>
                {proof}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
