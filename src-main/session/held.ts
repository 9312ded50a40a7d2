import type { CommandView } from '../../flows/bridge/contract.ts';
import type { Answers } from '../../flows/model/reading.ts';
import type { Choices, ServerFacts } from '../../flows/server/facts.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import type { WizardContext } from '../../flows/wizard/wizard-model.ts';
import type { StateValue } from '../../flows/wizard/wizard-view.ts';
import type { ReadingProgress } from '../core/discover.ts';
import type { PlanOrder } from '../core/plan-server.ts';
import type { StateFolder } from '../core/state-folder.ts';
import type { OpenTarget } from './open-target.ts';
import type { PrescribedWork } from './prescribed-work.ts';
import type { StepWork } from './step-work.ts';

export interface SessionOptions {
  readonly target: OpenTarget;
  readonly state: StateFolder;
  readonly choices: Choices;
  /** The prescription to work by, if any. */
  readonly prescribed?: PrescribedWork;
  /** Where notes for whoever started the program go. */
  readonly note: (text: string) => void;
}

/** What the parts of one session share: what was read last, what is shown, what runs at this moment. */
export interface Held extends SessionOptions {
  answers: Answers | null;
  /** The changes that run or ran last, forth or back. */
  running: readonly CommandView[];
  work: StepWork | null;
  /** The server as it was before the first change of this session. */
  before: ServerFacts | null;
  stopApplying: AbortController;
  readonly reads: Map<string, CommandView>;
  readonly journals: Set<string>;
  /** Where the wizard is. */
  wizard(): { readonly value: StateValue; readonly context: WizardContext };
  /** Tells whoever looks on that something is new. */
  publish(): void;
  /** The same for what only shows how far something has come. */
  publishProgress(): void;
}

export const EVERY_STEP: readonly string[] = ALL_STEPS.map(({ id }) => id);

export function scenarioOf(held: Held): string {
  return held.wizard().context.scenarioId ?? 'everything';
}

/** In: the steps that may change something. Out: what a plan of the whole server is made by. */
export function wholeOrder(held: Held, only: readonly string[], look: readonly string[] = EVERY_STEP): PlanOrder {
  return { kind: held.target.kind, choices: held.choices, scenario: scenarioOf(held), look, only };
}

/** Out: what takes down how far a reading has come. */
export function readingsListener(held: Held): (progress: ReadingProgress) => void {
  let shown = 0;
  return ({ key, text, state, milliseconds, output }) => {
    const beginning = beginningOf(output, shown < MUCH_SHOWN ? MOST_SHOWN : LEAST_SHOWN);
    shown += beginning.output.length;
    held.reads.set(key, { kind: 'read', text, state, milliseconds, ...beginning });
    held.publishProgress();
  };
}

/**
 * How much of one output is shown, and how much of each once all of them together are much: of an account with a thousand names the answer
 * to the question who holds one of them lists all, a thousand times.
 */
const [MOST_SHOWN, LEAST_SHOWN, MUCH_SHOWN] = [20_000, 500, 2_000_000];

function beginningOf(output: string, most: number): Pick<CommandView, 'output' | 'cutOff'> {
  const more = output.length - most;
  return more <= 0 ? { output } : { output: output.slice(0, most), cutOff: more };
}
