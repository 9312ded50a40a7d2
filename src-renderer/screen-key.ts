import type { WizardView } from '../flows/bridge/contract.ts';

/** The same as long as the same screen is shown: a new one takes the focus and closes a question. */
export function screenKey({ phase, step, scenario }: WizardView): string {
  if (phase === 'step') return `step ${step?.id ?? ''}`;
  if (phase === 'scenario') return `scenario ${scenario?.id ?? ''}`;
  return phase;
}

const busyStages: readonly string[] = ['probing', 'confirming', 'applying', 'verifying', 'undoing'];

/** Whether something runs or waits for a confirmation: neither the mode nor the step may be changed meanwhile. */
export function isBusy({ phase, step, discovery, failure }: WizardView): boolean {
  if (phase === 'step') return step !== null && busyStages.includes(step.stage);
  return phase === 'discovery' && !discovery.done && !discovery.stopped && failure === null;
}
