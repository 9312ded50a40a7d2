import { say } from '../../flows/language/say.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import type { PlanTarget } from '../../flows/plan/plan-document.ts';
import { describeUnfinished, type UnfinishedRun, unfinishedRuns } from '../../flows/plan/unfinished.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import type { UnfinishedStep } from '../../flows/wizard/wizard-model.ts';
import { continueJournal } from '../core/journal-file.ts';
import { readJournals } from '../core/journal-folder.ts';
import type { PlannedServer } from '../core/plan-server.ts';
import { holdServer, serverHolder, serverLock } from '../core/server-lock.ts';
import { type StateFolder, whyUnwritable } from '../core/state-folder.ts';
import { labMadeAt } from './lab-made.ts';

/** What the journals of a state folder leave open for one server. */
export interface Unfinished {
  readonly runs: readonly UnfinishedRun[];
  /** What else has to be said: a folder that cannot be written to, a damaged journal, a Kerbwise that is at work at this moment. */
  readonly notes: readonly string[];
}

/** A run that another process is still at is not unfinished: then who holds the server is told instead. Nor is one on a practice server that was made anew since. */
export async function findUnfinished(state: StateFolder, target: PlanTarget): Promise<Unfinished> {
  const { readable, damaged } = await readJournals([state.journals]);
  const unwritable = await whyUnwritable(state);
  const madeAt = target.kind === 'lab' ? await labMadeAt(state) : '';
  const runs = unfinishedRuns(
    readable.map(({ path, entries }) => ({ journal: path, entries })),
    target,
  ).filter(({ since }) => since >= madeAt);
  const wrong = [
    ...(unwritable === null ? [] : [{ code: 'state.unwritable', path: state.root, why: unwritable } as const]),
    ...damaged.map(({ failure }) => failure),
  ];
  const notes = wrong.map((failure) => {
    const { what, why, next } = describeFailure(failure);
    return say`${what}: ${why}. ${next}`;
  });
  const first = runs[0];
  const holder = first === undefined ? null : await serverHolder(serverLock(state, { kind: target.kind, server: first.server }));
  if (holder === null) return { runs, notes };
  return { runs: [], notes: [...notes, say`Another Kerbwise is at work on this server: ${holder}`] };
}

/** In: an unfinished run. Out: what the window says about it once: what to do, and apart from that what is known of the run. */
export function unfinishedNotice(run: UnfinishedRun, stepId: string): Pick<UnfinishedStep, 'notice' | 'details'> {
  const title = ALL_STEPS.find(({ id }) => id === stepId)?.title ?? stepId;
  return {
    notice: say`An earlier run was interrupted in the step “${title}”: look at that step, and go on with its plan or take it back in apply mode.`,
    details: say`Not confirmed: ${describeUnfinished(run)}. The server is read again before anything else. Its journal is ${run.journal}.`,
  };
}

/** Ends runs whose end nobody wrote down, once the whole server was read again and nothing is left to do or unknown. */
export async function settleRuns(state: StateFolder, runs: readonly UnfinishedRun[], { document, plan }: PlannedServer): Promise<void> {
  if (runs.length === 0) return;
  const held = await holdServer(serverLock(state, document.target));
  if (!held.ok) return; // somebody else is at work on it and writes the end
  try {
    for (const { journal: path } of runs) {
      const journal = await continueJournal(path);
      if (!journal.ok) continue; // told as damaged by whoever looked for it
      await journal.value.write({
        type: 'run.verified',
        verified: true,
        findings: plan.findings,
        notChecked: plan.notChecked,
        factsAfter: document.facts,
      });
      await journal.value.close();
    }
  } finally {
    await held.value();
  }
}
