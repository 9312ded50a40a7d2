import type { Reading } from '../../flows/model/command.ts';
import { readingKey } from '../../flows/model/reading.ts';
import type { Result } from '../../flows/model/result.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { type PlannedServer, type PlanOrder, planServer } from '../../src-main/core/plan-server.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { type Mutation, spoiledOutput, spoiledText } from './answer-mutations.ts';
import { PROGRAMS, valueServer } from './value-shell.ts';

const EVERY_STEP = ALL_STEPS.map(({ id }) => id);
const GOING = new AbortController().signal;

/** A server as it is, with the plan that it really needs. Its answers are asked for once. */
export interface TrueServer {
  readonly title: string;
  readonly state: LabState;
  readonly order: PlanOrder;
  readonly shell: Shell;
  readonly truth: PlannedServer;
}

export async function trueServer(title: string, state: LabState, choices: PlanOrder['choices']): Promise<TrueServer> {
  const order: PlanOrder = { kind: 'lab', choices, scenario: 'everything', look: EVERY_STEP, only: EVERY_STEP };
  const shell = remembering(valueServer(state).shell);
  return { title, state, order, shell, truth: await planned(shell, order) };
}

/** In: a server, which of its answers to spoil, and how. Out: the plan on what was read then, and that answer before and after. */
export async function planSpoiled({ order, shell, truth }: TrueServer, which: number, mutation: Mutation) {
  const keys = Object.keys(truth.answers);
  const key = keys[which % keys.length] ?? '';
  const plan = await planned(spoiling(shell, key, mutation), order);
  return { plan, key, before: truth.answers[key], after: plan.answers[key] };
}

async function planned(shell: Shell, order: PlanOrder): Promise<PlannedServer> {
  const plan = await planServer({ shell, programs: PROGRAMS, systemRoot: 'C:\\Windows' }, order, GOING, () => undefined);
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  return plan.value;
}

function remembering(inner: Shell): Shell {
  const outputs = new Map<string, ReturnType<Shell['run']>>();
  const files = new Map<string, ReturnType<Shell['readFile']>>();
  return {
    run: (command, signal) => remembered(outputs, readingKey(command), () => inner.run(command, signal)),
    readFile: (file, signal) => remembered(files, readingKey({ file }), () => inner.readFile(file, signal)),
    close: () => inner.close(),
  };
}

function remembered<T>(known: Map<string, T>, key: string, ask: () => T): T {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

function spoiling(inner: Shell, key: string, mutation: Mutation): Shell {
  const isMeant = (reading: Reading) => readingKey(reading) === key;
  return {
    run: async (command, signal) => {
      const ran = await inner.run(command, signal);
      return isMeant(command) ? spoiled(ran, (output) => spoiledOutput(mutation, output)) : ran;
    },
    readFile: async (file, signal) => {
      const read = await inner.readFile(file, signal);
      return isMeant({ file }) ? spoiled(read, (text) => spoiledText(mutation, text)) : read;
    },
    close: () => inner.close(),
  };
}

function spoiled<T>(answer: Result<T>, spoil: (value: T) => Result<T>): Result<T> {
  return answer.ok ? spoil(answer.value) : answer;
}
