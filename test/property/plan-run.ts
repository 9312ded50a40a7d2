import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../flows/model/failure.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { type Applied, applyPlan } from '../../src-main/core/apply-changes.ts';
import { type PlannedServer, type PlanOrder, planServer } from '../../src-main/core/plan-server.ts';
import type { StateFolder } from '../../src-main/core/state-folder.ts';
import { type Undone, undoRun } from '../../src-main/core/undo-changes.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { stateView } from '../../src-main/lab/show-lab.ts';
import type { ServerSketch } from './any-server.ts';
import { choicesOf } from './server-state.ts';
import { PROGRAMS, type ValueServer } from './value-shell.ts';

const GOING = new AbortController().signal;
const EVERY_STEP = ALL_STEPS.map(({ id }) => id);

/** One server from before the plan to after the undo. */
export interface PlanRun {
  readonly kind: 'ran';
  readonly start: LabState;
  readonly planned: PlannedServer;
  readonly applied: Applied;
  readonly mended: LabState;
  readonly second: PlannedServer;
  readonly undone: Undone;
  readonly end: LabState;
  readonly last: PlannedServer;
}

/** A server that nothing was tried on, because this session may not. */
export interface RefusedRun {
  readonly kind: 'refused';
  readonly start: LabState;
  readonly planned: PlannedServer;
  readonly refusal: Failure;
  readonly end: LabState;
}

/** Plans, applies, plans again and takes back; what a dry run leaves is checked on the way. */
export async function runPlan(sketch: ServerSketch, server: ValueServer, state: StateFolder): Promise<PlanRun | RefusedRun> {
  const place = { shell: server.shell, programs: PROGRAMS, systemRoot: 'C:\\Windows' };
  const quiet = { listen: () => undefined, listenToReadings: () => undefined };
  const order: PlanOrder = { kind: 'lab', choices: choicesOf(sketch), scenario: 'everything', look: EVERY_STEP, only: EVERY_STEP };
  const plan = async () => given(await planServer(place, order, GOING, quiet.listenToReadings));
  const start = server.now();
  const planned = await plan();
  if (!isDeepStrictEqual(server.now(), start)) throw new Error('a dry run changed the server');
  const begun = await applyPlan({ ...quiet, place, state, order, plan: planned.document, stop: GOING });
  if (!begun.ok) return { kind: 'refused', start, planned, refusal: begun.failure, end: server.now() };
  const applied = begun.value;
  const mended = server.now();
  const second = await plan();
  const undone = given(await undoRun({ ...quiet, place, state, kind: 'lab', journal: applied.journal, planId: planned.document.planId }));
  return { kind: 'ran', start, planned, applied, mended, second, undone, end: server.now(), last: await plan() };
}

/** What `lab show` prints. */
export function shown(state: LabState): object {
  return stateView(state);
}

function given<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: object }): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.failure));
}
