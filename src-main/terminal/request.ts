import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { findScenario, SCENARIOS } from '../../flows/triage/scenarios.ts';
import type { ReadingListener } from '../core/discover.ts';
import type { PlanOrder } from '../core/plan-server.ts';
import { type StateFolder, stateFolder } from '../core/state-folder.ts';
import { withAcknowledged } from '../session/acknowledgements.ts';
import { type OpenTarget, openTarget } from '../session/open-target.ts';
import { note } from './answer.ts';
import { namesTyped } from './typed-names.ts';

/** The options that every command on a target takes, as the command line gives them. */
export interface TargetOptions {
  readonly target?: string;
  readonly app?: readonly string[];
  readonly name?: readonly string[];
  readonly state?: string;
  readonly scenario?: string;
  readonly only?: string;
  readonly json?: boolean;
}

export interface Request {
  readonly target: OpenTarget;
  readonly state: StateFolder;
  readonly order: PlanOrder;
}

/** In: options of the command line. Out: the opened target and what is asked of it; `input.refused` where an option is wrong. */
export async function openRequest(options: TargetOptions): Promise<Result<Request>> {
  const scenario = findScenario(options.scenario ?? 'everything');
  if (scenario === undefined) {
    return refuse(`There is no scenario ${JSON.stringify(options.scenario)}`, `known are ${SCENARIOS.map(({ id }) => id).join(', ')}`);
  }
  if (options.state === '') return refuse('--state names no folder', 'it is empty');
  const names = options.name === undefined ? undefined : namesTyped(options.name);
  if (names !== undefined && !names.ok) return names;
  const only = stepIds(options.only, scenario.steps);
  if (!only.ok) return only;
  const state = stateFolder(options.state);
  const target = await openTarget(options.target, state, true);
  if (!target.ok) return target;
  for (const text of target.value.notes) note(text);
  const choices = {
    applications: options.app ?? target.value.choices?.applications ?? [],
    names: names?.value ?? target.value.choices?.names ?? [],
  };
  const { kind } = target.value;
  return succeed({
    target: target.value,
    state,
    order: {
      kind,
      choices: await withAcknowledged(state, kind, choices, note),
      scenario: scenario.id,
      look: scenario.steps,
      only: only.value,
    },
  });
}

function stepIds(named: string | undefined, all: readonly string[]): Result<readonly string[]> {
  if (named === undefined) return succeed(all);
  const ids = named.split(',').map((id) => id.trim());
  const foreign = ids.find((id) => !ALL_STEPS.some((step) => step.id === id));
  if (foreign === undefined) return succeed(ALL_STEPS.map(({ id }) => id).filter((id) => ids.includes(id)));
  return refuse(`There is no step ${JSON.stringify(foreign)}`, `known are ${ALL_STEPS.map(({ id }) => id).join(', ')}`);
}

function refuse(what: string, why: string): Result<never> {
  return fail({ code: 'usage.wrong', what, why, next: 'See kerbwise --help' });
}

/** A signal that Ctrl+C sends. A second Ctrl+C ends the program at once. */
export function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/** Progress on a terminal: one line that is written over, on standard error; elsewhere nothing. */
export function readingProgress(): { readonly listen: ReadingListener; readonly end: () => void } {
  if (process.stderr.isTTY !== true) return { listen: () => undefined, end: () => undefined };
  let count = 0;
  return {
    listen: ({ text, state }) => {
      if (state !== 'running') return;
      count++;
      const width = Math.max(20, (process.stderr.columns ?? 80) - 1);
      process.stderr.write(
        `\r${`Reading ${count}: ${text}`
          .replace(/[\p{Cc}]/gu, ' ')
          .slice(0, width)
          .padEnd(width)}`,
      );
    },
    end: () => process.stderr.write(`\r${' '.repeat(Math.max(20, (process.stderr.columns ?? 80) - 1))}\r`),
  };
}
