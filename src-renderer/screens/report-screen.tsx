import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { AdminEvent, FailureView, ReportView, SurpriseView } from '../../flows/bridge/contract.ts';
import { Breakable } from '../parts/breakable.tsx';
import { Busy } from '../parts/busy.tsx';
import { CappedList } from '../parts/capped-list.tsx';
import { ChangeCard } from '../parts/change-card.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { FindingCard } from '../parts/finding-card.tsx';
import { KeptOnPurpose } from '../parts/kept-on-purpose.tsx';
import { LongList } from '../parts/long-list.tsx';
import { NotCheckedList } from '../parts/not-checked-list.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { StepStateMark } from '../parts/state-mark.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { reportTexts } from '../texts.ts';

const useStyles = makeStyles({
  step: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: '16px',
    alignItems: 'start',
    paddingBottom: '8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});

interface ReportScreenProps {
  readonly report: ReportView;
  /** What went wrong while everything was taken back. */
  readonly failure: FailureView | null;
  readonly undoing: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** What the administrator keeps: the verdict, each step, what was found, not checked and changed. */
export function ReportScreen({ report, failure, undoing, send }: ReportScreenProps) {
  // Where no step was looked at, nothing is known about any.
  const isLookedAt = report.steps.some(({ state }) => state !== 'to-do');
  return (
    <>
      <ScreenHeading title={reportTexts.heading} stage={String(report.undone)} />
      {undoing && <Busy text={reportTexts.undoing} />}
      {failure !== null && (
        <>
          <Notice intent="error" title={reportTexts.undoFailedTitle}>
            {failure.what}
          </Notice>
          <FailureBox failure={failure} />
        </>
      )}
      {report.undone && (
        <Notice intent="info" title={reportTexts.undoneTitle}>
          {reportTexts.undoneBody}
        </Notice>
      )}
      <Notice intent={report.healthy ? 'success' : 'warning'} title={report.verdict} />
      {isLookedAt && <KeptOnPurpose findings={report.findings} />}
      {report.surprise !== undefined && <Surprise surprise={report.surprise} ask={() => send({ type: 'surprise.asked' })} />}
      {isLookedAt && <Steps report={report} />}
      {isLookedAt && (report.unread === true ? <Notice intent="warning" title={reportTexts.unread} /> : <Findings report={report} />)}
      <NotCheckedList items={report.notChecked} />
      <Changes report={report} />
    </>
  );
}

/** What the practice lab chose: told to whoever asks, and to nobody else. */
function Surprise({ surprise, ask }: { readonly surprise: SurpriseView | null; readonly ask: () => void }) {
  const surface = useSurfaceStyles();
  const id = useId();
  return (
    <section className={mergeClasses(surface.card, surface.section)} aria-labelledby={id} aria-live="polite">
      <h2 className={surface.h2} id={id}>
        {reportTexts.surprise}
      </h2>
      {surprise === null ? (
        <>
          <p className={surface.text}>{reportTexts.surpriseLead}</p>
          <div>
            <Button onClick={ask}>{reportTexts.surpriseAsk}</Button>
          </div>
        </>
      ) : (
        <>
          <p className={surface.strong}>{surprise.title}</p>
          <p className={surface.text}>{reportTexts.surpriseNoticed(surprise.symptom)}</p>
          <p className={surface.text}>{reportTexts.surpriseGaveAway}</p>
          <CappedList items={surprise.gaveAway} keyOf={(finding, index) => `${index} ${finding.id}`} step={5}>
            {(finding) => <FindingCard finding={finding} />}
          </CappedList>
        </>
      )}
    </section>
  );
}

function Steps({ report: { steps } }: { readonly report: ReportView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  return (
    <section className={mergeClasses(surface.card, surface.section)} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {reportTexts.perStep}
      </h2>
      <ol className={surface.list}>
        {steps.map((step) => (
          <li className={styles.step} key={step.id}>
            <div>
              <h3 className={surface.h3}>
                <Breakable text={step.title} />
              </h3>
              {step.note !== '' && <p className={surface.text}>{step.note}</p>}
            </div>
            <StepStateMark state={step.state} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Findings({ report: { findings } }: { readonly report: ReportView }) {
  const surface = useSurfaceStyles();
  const id = useId();
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {reportTexts.findings} ({findings.length})
      </h2>
      {findings.length === 0 && <p className={surface.text}>{reportTexts.noFindings}</p>}
      <LongList items={findings} keyOf={(finding, index) => `${index} ${finding.id}`} height={220}>
        {(finding) => <FindingCard finding={finding} />}
      </LongList>
    </section>
  );
}

function Changes({ report: { steps, undone } }: { readonly report: ReportView }) {
  const surface = useSurfaceStyles();
  const id = useId();
  const changes = steps.flatMap((step) => step.changes);
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {undone ? reportTexts.changesUndone : reportTexts.changes} ({changes.length})
      </h2>
      {changes.length === 0 && <p className={surface.text}>{reportTexts.noChanges}</p>}
      <LongList items={changes} keyOf={({ command }, index) => `${index} ${command}`} height={300}>
        {(change) => <ChangeCard change={change} />}
      </LongList>
    </section>
  );
}
