import { useId } from 'react';
import type { AdminEvent, NotCheckedView, StepView, WizardView } from '../../flows/bridge/contract.ts';
import { changeLines, startedLines, undoLines } from '../command-lines.ts';
import { Believed } from '../parts/believed.tsx';
import { ChangeCard } from '../parts/change-card.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { FindingCard } from '../parts/finding-card.tsx';
import { GiveName } from '../parts/give-name.tsx';
import { KeptOnPurpose } from '../parts/kept-on-purpose.tsx';
import { LineList } from '../parts/line-list.tsx';
import { LongList } from '../parts/long-list.tsx';
import { NotCheckedList } from '../parts/not-checked-list.tsx';
import { Progress } from '../parts/progress.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { StageNotice } from '../parts/stage-notice.tsx';
import { LimitList, StatementList } from '../parts/statement-list.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Termed } from '../parts/termed.tsx';
import { TicketPictures } from '../parts/ticket-pictures.tsx';
import { stepTexts, ticketTexts } from '../texts.ts';
import { isUnheardOf } from '../while-lost.ts';

interface StepScreenProps {
  readonly view: WizardView;
  readonly step: StepView;
  /** True after "stop after this command" until the view says what came of it. */
  readonly stopping: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** One step at every stage: what is so, what it means, what would change, what became of it. */
export function StepScreen({ view, step, stopping, send }: StepScreenProps) {
  const { stage } = step;
  const plans = stage === 'reviewing' || stage === 'confirming';
  return (
    <>
      <ScreenHeading title={step.title} stage={stage}>
        <Termed text={step.purpose} />
      </ScreenHeading>
      <StageNotice view={view} step={step} stopping={stopping} />
      {!hidesFindings.includes(stage) && <KeptOnPurpose findings={step.findings} />}
      {step.failure !== null && <FailureBox failure={step.failure} />}
      {!hidesTicket.includes(stage) && (
        <TicketPictures
          pictures={step.ticketPaths ?? []}
          planned={view.mode === 'apply' ? ticketTexts.plannedApply : ticketTexts.plannedDryRun}
        />
      )}
      {!isUnheardOf(view) && <Lines view={view} step={step} />}
      {!hidesFindings.includes(stage) && <Findings step={step} />}
      {plans && <Changes step={step} dryRun={view.mode === 'dry-run'} />}
      {plans && <NotCheckedList items={withheldAlone(step)} heading={stepTexts.withheld} />}
      <NotCheckedList items={step.notChecked} />
      <StatementList statements={step.statements} />
      <LimitList limits={step.limits ?? []} />
      {step.names !== undefined && <GiveName names={step.names} send={send} />}
      {!hidesFindings.includes(stage) && <Believed />}
    </>
  );
}

/** What is withheld stands in the card of its finding; here is what no card says. */
function withheldAlone({ withheld, findings }: StepView): readonly NotCheckedView[] {
  return withheld.filter(({ what }) => findings.every(({ summary }) => summary !== what));
}

/** Stages at which what was drawn is about to be otherwise. */
const hidesTicket: readonly StepView['stage'][] = ['probing', 'applying', 'verifying', 'undoing'];

/** Stages at which the findings are being ended or are gone. */
const hidesFindings: readonly StepView['stage'][] = ['applying', 'verifying', 'fixed', 'undoing'];

function Lines({ view, step: { stage, changes, applied: made = changes } }: Pick<StepScreenProps, 'view' | 'step'>) {
  const applied = changeLines(changes, view.commands);
  switch (stage) {
    case 'applying':
      return (
        <>
          <LineProgress done={applied.filter(({ command }) => command.state === 'done').length} all={applied.length} />
          <LineList heading={stepTexts.changesConfirmed} lines={applied} />
        </>
      );
    case 'verifying':
    case 'fixed':
    case 'not-fixed':
      return <LineList heading={stepTexts.changesDone} lines={startedLines(applied)} />;
    case 'failed':
      return startedLines(applied).length === 0 ? null : <LineList heading={stepTexts.changesNow} lines={applied} />;
    case 'undoing':
    case 'undone':
      return <LineList heading={stepTexts.undo} lines={undoLines(made, view.commands)} />;
    default:
      return null;
  }
}

function LineProgress({ done, all }: { readonly done: number; readonly all: number }) {
  return <Progress label={`${done} / ${all}`} done={done} all={all} />;
}

function Findings({ step: { findings, withheld, stage } }: Pick<StepScreenProps, 'step'>) {
  const surface = useSurfaceStyles();
  const id = useId();
  if (findings.length === 0) return null;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {stage === 'healthy' ? stepTexts.worthKnowing : stepTexts.findings} ({findings.length})
      </h2>
      <LongList items={findings} keyOf={(finding, index) => `${index} ${finding.id}`} height={220}>
        {(finding) => <FindingCard finding={finding} withheld={withheld.find(({ what }) => what === finding.summary)} />}
      </LongList>
    </section>
  );
}

function Changes({ step: { changes, findings }, dryRun }: Pick<StepScreenProps, 'step'> & { readonly dryRun: boolean }) {
  const surface = useSurfaceStyles();
  const id = useId();
  if (changes.length === 0) return null;
  return (
    <section className={surface.section} id="changes" tabIndex={-1} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {dryRun ? stepTexts.changesDryRun : stepTexts.changesApply} ({changes.length})
      </h2>
      <LongList items={changes} keyOf={({ command }, index) => `${index} ${command}`} height={300}>
        {(change) => <ChangeCard change={change} ends={findings.find(({ id: findingId }) => findingId === change.fixes)?.summary} />}
      </LongList>
    </section>
  );
}
