import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { GuideTable, ScenarioView } from '../../flows/bridge/contract.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Termed } from '../parts/termed.tsx';
import { commandTexts, scenarioTexts, triageTexts } from '../texts.ts';

const useStyles = makeStyles({
  proof: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', rowGap: '8px' },
  guide: { borderCollapse: 'collapse', width: '100%', tableLayout: 'fixed' },
  caption: { textAlign: 'left', paddingBottom: '8px' },
  cell: { textAlign: 'left', verticalAlign: 'top', padding: '8px 16px 8px 0', fontWeight: 'inherit' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: '12px', rowGap: '4px', flexWrap: 'wrap' },
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
            <Termed text={paragraph} />
          </p>
        ))}
      </section>
      {scenario.tables?.map((table) => (
        <Guide key={table.title} table={table} />
      ))}
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
                <Termed text={proof} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

/** One table of guidance: on the left what is seen, on the right what it says. */
function Guide({ table }: { readonly table: GuideTable }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <section className={mergeClasses(surface.card, surface.section)}>
      <table className={styles.guide}>
        <caption className={mergeClasses(surface.h2, styles.caption)}>{table.title}</caption>
        <thead>
          <tr>
            {table.head.map((text) => (
              <th className={mergeClasses(surface.label, styles.cell)} key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([left, right]) => (
            <tr key={left}>
              <th className={mergeClasses(surface.text, styles.cell)} scope="row">
                {left}
              </th>
              <td className={mergeClasses(surface.text, styles.cell)}>{right}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
