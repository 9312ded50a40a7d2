import { dirname } from 'node:path';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { type Run, type RunWay, runOf } from '../../flows/plan/way-back.ts';
import { continueJournal, type Journal, readJournal } from './journal-file.ts';
import { readJournals } from './journal-folder.ts';
import type { PlannedServer } from './plan-server.ts';
import type { StateFolder } from './state-folder.ts';

/** Which runs are to be taken back, by their journals. */
export interface JournalsOrder {
  readonly state: StateFolder;
  readonly journal: string;
  /** Journals of more runs on the same server that are to be taken back whole in the same walk. */
  readonly others?: readonly string[];
}

/** A run with the journal that tells of it. */
export interface FiledRun {
  readonly path: string;
  readonly run: Run;
  readonly isAsked: boolean;
}

/** A run that nobody asked to take back and that changed the same places later. */
export interface LaterRun {
  readonly planId: string;
  readonly journal: string;
  readonly at: string;
  readonly targets: readonly string[];
}

/** In: the path of a journal. Out: the run that it tells of. */
export async function openRun(path: string): Promise<Result<Run>> {
  const record = await readJournal(path);
  if (!record.ok) return record;
  const run = runOf(record.value.entries);
  if (run !== undefined) return succeed(run);
  return fail({
    code: 'undo.refused',
    why: say`${path} ends before its plan was written down, so nothing was changed from it`,
    next: say`Nothing has to be taken back; make a new plan`,
  });
}

/** The runs asked for and every later one on the same server, oldest first. A later journal that is damaged holds nobody up: each change is judged on the server itself. */
export async function runsOver(order: JournalsOrder, first: Run): Promise<Result<readonly FiledRun[]>> {
  const asked: FiledRun[] = [{ path: order.journal, run: first, isAsked: true }];
  for (const path of order.others ?? []) {
    const run = await openRun(path);
    if (!run.ok) return run;
    asked.push({ path, run: run.value, isAsked: true });
  }
  const { target } = first.confirmed;
  const oldest = asked.map(({ run }) => run.confirmed.at).sort()[0] ?? '';
  const others = (await readJournals([order.state.journals, dirname(order.journal)])).readable.flatMap(({ path, entries }) => {
    const run = runOf(entries);
    const isOfThisServer = run?.confirmed.target.kind === target.kind && run.confirmed.target.server === target.server;
    return run !== undefined && isOfThisServer && run.confirmed.at > oldest ? [{ path, run, isAsked: false }] : [];
  });
  const named = new Set(asked.map(({ run }) => nameOf(run)));
  const all = [...asked, ...others.filter(({ run }) => !named.has(nameOf(run)))];
  return succeed([...all].sort((a, b) => (a.run.confirmed.at < b.run.confirmed.at ? -1 : 1)));
}

/** The same journal may lie in two places, and the same plan may have been applied twice. */
function nameOf({ confirmed }: Run): string {
  return say`${confirmed.at} ${confirmed.planId}`;
}

/** Of the later runs that nobody asked for: those of which a part is taken back, with what that is. */
export function laterRuns(runs: readonly FiledRun[], ways: readonly RunWay[]): readonly LaterRun[] {
  return runs.flatMap(({ path, run, isAsked }, at) => {
    const targets = ways.flatMap((one) => (one.run === at ? [one.way.change.target] : []));
    const { planId, at: moment } = run.confirmed;
    return isAsked || targets.length === 0 ? [] : [{ planId, journal: path, at: moment, targets }];
  });
}

/** By the place of each run among all of them: its journal, open for more. */
export async function openJournals(runs: ReadonlyMap<number, FiledRun>, now: PlannedServer): Promise<Result<ReadonlyMap<number, Journal>>> {
  const opened = new Map<number, Journal>();
  const { operator } = now.facts;
  const user = operator.known ? operator.value.user : null;
  for (const [at, { path, run }] of runs) {
    const journal = await continueJournal(path);
    if (journal.ok) opened.set(at, journal.value);
    const begun = journal.ok ? await journal.value.write({ type: 'undo.confirmed', planId: run.confirmed.planId, user }) : journal;
    if (begun.ok) continue;
    for (const one of opened.values()) await one.close();
    return begun;
  }
  return succeed(opened);
}
