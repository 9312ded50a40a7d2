import type { CommandView, StepState, WizardView } from '../flows/bridge/contract.ts';

const UNDERWAY: ReadonlySet<StepState> = new Set(['looking', 'applying', 'verifying', 'undoing']);
const UNHEARD: ReadonlySet<CommandView['state']> = new Set(['running', 'waiting']);

/** In: the last view that was heard, the connection being lost since. Out: the same, where what ran then is no longer said to run: nobody knows. */
export function whileLost(view: WizardView): WizardView {
  const isUnderway = view.rail.some(({ state }) => UNDERWAY.has(state));
  if (!isUnderway) return view;
  return {
    ...view,
    rail: view.rail.map((item) => (UNDERWAY.has(item.state) ? { ...item, state: 'not-known' as const } : item)),
    commands: view.commands.map((command) => (UNHEARD.has(command.state) ? { ...command, state: 'not-known' as const } : command)),
  };
}

/** Whether what the step was at when the connection was lost is not known. */
export function isUnheardOf({ rail }: Pick<WizardView, 'rail'>): boolean {
  return rail.some(({ state }) => state === 'not-known');
}
