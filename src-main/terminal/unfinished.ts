import type { PlanTarget } from '../../flows/plan/plan-document.ts';
import { describeUnfinished, type UnfinishedRun } from '../../flows/plan/unfinished.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { findUnfinished } from '../session/find-unfinished.ts';
import { note } from './answer.ts';

/** One unfinished run as `--json` has it. */
interface UnfinishedAnswer {
  readonly planId: string;
  readonly journal: string;
  readonly since: string;
  readonly user: string | null;
  readonly during: UnfinishedRun['during'];
  readonly confirmed: number;
  readonly of: number;
  readonly open: UnfinishedRun['open'];
  readonly wayOn: string;
  readonly wayBack: string;
}

export interface UnfinishedTold {
  readonly runs: readonly UnfinishedRun[];
  readonly answers: readonly UnfinishedAnswer[];
}

/** Says on standard error what was begun on this server and not confirmed, with the way on and the way back. */
export async function tellUnfinished(state: StateFolder, target: PlanTarget, isStateNamed: boolean): Promise<UnfinishedTold> {
  const { runs, notes } = await findUnfinished(state, target);
  for (const text of notes) note(text);
  const answers = runs.map((run) => answerFor(run, state, target, isStateNamed));
  for (const [at, run] of runs.entries()) {
    note(`not confirmed: ${describeUnfinished(run)}. Journal: ${run.journal}`);
    note(`  way on: ${answers[at]?.wayOn}; way back: ${answers[at]?.wayBack}`);
  }
  return { runs, answers };
}

function answerFor(run: UnfinishedRun, state: StateFolder, { kind }: PlanTarget, isNamed: boolean): UnfinishedAnswer {
  const { planId, journal, since, user, during, confirmed, of, open } = run;
  return {
    planId,
    journal,
    since,
    user,
    during,
    confirmed,
    of,
    open,
    wayOn: `kerbwise plan ${placeWords(state, kind, isNamed)}`,
    wayBack: undoCommand(state, kind, isNamed, journal, planId),
  };
}

/** The command that takes one run back, to be copied as it is. */
export function undoCommand(state: StateFolder, kind: string, isStateNamed: boolean, journal: string, planId: string): string {
  return `kerbwise undo ${placeWords(state, kind, isStateNamed)} --journal ${quoted(journal)} --confirm ${planId}`;
}

function placeWords(state: StateFolder, kind: string, isStateNamed: boolean): string {
  return `--target ${kind}${isStateNamed ? ` --state ${quoted(state.root)}` : ''}`;
}

/** As a shell takes it: a path can hold blanks. */
function quoted(path: string): string {
  return /^[\w./\\:~-]+$/.test(path) ? path : `"${path}"`;
}
