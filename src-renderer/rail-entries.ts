import type { AdminEvent, RailItem, StepState, WizardView } from '../flows/bridge/contract.ts';
import { say } from '../flows/language/say.ts';
import { railTexts, stepStateWords } from './texts.ts';

/** One entry of the rail: a step, or a screen before or after the steps. */
export interface RailEntry {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly word: string;
  readonly current: boolean;
  /** What opens it; `undefined` where it cannot be opened now. */
  readonly opens: AdminEvent | undefined;
}

/** The whole way in order: what you see, discovery, the steps of the view, the report. */
export function railEntries(view: WizardView): readonly RailEntry[] {
  return [triageEntry(view), discoveryEntry(view), ...view.rail.map(stepEntry), reportEntry(view)];
}

function triageEntry({ phase }: WizardView): RailEntry {
  const current = phase === 'triage' || phase === 'scenario';
  // Later the scenario holds what was done; the report offers to start again.
  const opens: AdminEvent | undefined = phase === 'discovery' ? { type: 'scenario.left' } : undefined;
  const [state, word]: [StepState, string] = current ? ['to-do', railTexts.choose] : ['fine', railTexts.chosen];
  return { id: 'triage', title: railTexts.triage, state, word, current, opens };
}

function discoveryEntry({ phase, failure, discovery: { done, stopped } }: WizardView): RailEntry {
  const current = phase === 'discovery';
  const failed = current && failure !== null;
  const [state, word]: [StepState, string] =
    stopped || failed
      ? ['could-not-look', stopped ? railTexts.stopped : stepStateWords['could-not-look']]
      : done
        ? ['fine', railTexts.done]
        : current
          ? ['looking', stepStateWords.looking]
          : ['to-do', stepStateWords['to-do']];
  return { id: 'discovery', title: railTexts.discovery, state, word, current, opens: undefined };
}

/** A step that was not reached yet cannot be opened: the order of the steps matters. */
function stepEntry({ id, title, state, note, current }: RailItem): RailEntry {
  const word = note === '' ? stepStateWords[state] : say`${stepStateWords[state]}: ${note}`;
  return { id, title, state, word, current, opens: state === 'to-do' ? undefined : { type: 'step.opened', stepId: id } };
}

function reportEntry({ phase, report, discovery }: WizardView): RailEntry {
  const current = phase === 'report';
  const state: StepState = report === null ? 'to-do' : report.healthy ? 'fine' : 'to-decide';
  const word = report === null ? stepStateWords['to-do'] : railTexts.ready;
  const opens: AdminEvent | undefined = phase === 'step' && discovery.done ? { type: 'report.opened' } : undefined;
  return { id: 'report', title: railTexts.report, state, word, current, opens };
}
