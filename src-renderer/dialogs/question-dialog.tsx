import { Dialog, DialogSurface, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { AdminEvent, WizardView } from '../../flows/bridge/contract.ts';
import type { Question } from '../actions.ts';
import { ConfirmQuestion } from './confirm-question.tsx';
import { ModeQuestion } from './mode-question.tsx';
import { focusedFirst, readFirst } from './question.tsx';
import { SkipQuestion } from './skip-question.tsx';
import { UndoQuestion } from './undo-question.tsx';

const useStyles = makeStyles({
  surface: {
    maxWidth: 'min(720px, calc(100vw - 16px))',
    '@media (max-width: 699px)': { padding: '16px' },
    '@media (max-height: 479px)': { padding: '8px 16px' },
  },
});

interface QuestionDialogProps {
  readonly view: WizardView;
  readonly question: Question | null;
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly close: () => void;
}

/**
 * The one dialog that is open, if any; it stops everything else, and Escape answers no.
 * The confirmation comes with the view; the other questions are asked by the window.
 */
export function QuestionDialog(props: QuestionDialogProps) {
  const styles = useStyles();
  const asked = askedOf(props);
  // While it closes the dialog still shows what it asked; taken away at once it would leave the page behind it shut.
  const last = useRef(asked);
  useEffect(() => {
    if (asked !== null) last.current = asked;
  });
  const open = asked !== null;
  // Fluent gives the focus to the first button, which copies a command and can lie further down; this runs after it.
  useEffect(() => {
    if (!open) return;
    document.getElementById(focusedFirst)?.focus();
    document.getElementById(readFirst)?.scrollTo(0, 0);
  }, [open]);
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, change) => !change.open && decline(props)}>
      <DialogSurface className={styles.surface}>{asked ?? last.current}</DialogSurface>
    </Dialog>
  );
}

function isConfirming({ phase, step }: WizardView): boolean {
  return phase === 'step' && step?.stage === 'confirming' && step.planId !== null;
}

function decline({ view, send, close }: QuestionDialogProps): void {
  if (isConfirming(view)) send({ type: 'plan.declined' });
  else close();
}

function askedOf({ view, question, ...common }: QuestionDialogProps) {
  const { step, report, target } = view;
  if (step !== null && step.planId !== null && isConfirming(view)) {
    return <ConfirmQuestion key="confirm" view={view} step={step} planId={step.planId} waits={common.waits} send={common.send} />;
  }
  if (question === 'mode') return <ModeQuestion key="mode" target={target} {...common} />;
  if (question === 'skip') return <SkipQuestion key="skip" {...common} />;
  if (question === 'undo' && step !== null && step.undoPlanId !== null) {
    const changes = step.applied ?? step.changes;
    return <UndoQuestion key="undo" target={target} changes={changes} planId={step.undoPlanId} everything={false} {...common} />;
  }
  if (question === 'undo-all' && report !== null && report.undoPlanId !== null) {
    const changes = report.steps.flatMap((each) => each.changes);
    return <UndoQuestion key="undo-all" target={target} changes={changes} planId={report.undoPlanId} everything {...common} />;
  }
  return null;
}
