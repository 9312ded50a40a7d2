import type { AdminEvent, WizardView } from '../../flows/bridge/contract.ts';
import type { Question } from '../actions.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ModeDialog } from './mode-dialog.tsx';
import { SkipDialog } from './skip-dialog.tsx';
import { UndoDialog } from './undo-dialog.tsx';

interface DialogsProps {
  readonly view: WizardView;
  readonly question: Question | null;
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly close: () => void;
}

/** The one dialog that is open, if any. The confirmation comes with the view; the others are asked by the window. */
export function Dialogs({ view, question, ...common }: DialogsProps) {
  const { step, report, target } = view;
  if (view.phase === 'step' && step?.stage === 'confirming' && step.planId !== null) {
    return <ConfirmDialog view={view} step={step} planId={step.planId} waits={common.waits} send={common.send} />;
  }
  if (question === 'mode') return <ModeDialog target={target} {...common} />;
  if (question === 'skip') return <SkipDialog {...common} />;
  if (question === 'undo' && step !== null && step.planId !== null) {
    return <UndoDialog target={target} changes={step.changes} planId={step.planId} everything={false} {...common} />;
  }
  if (question === 'undo-all' && report !== null && report.undoPlanId !== null) {
    const changes = report.steps.flatMap((each) => each.changes);
    return <UndoDialog target={target} changes={changes} planId={report.undoPlanId} everything {...common} />;
  }
  return null;
}
