import { say } from '../language/say.ts';
import type { JournalChange, WrittenEntry } from '../model/journal.ts';
import type { PlanTarget } from './plan-document.ts';
import { runOf } from './way-back.ts';

/** A run that was begun and whose end nobody wrote down: the program or the computer stopped in the middle. */
export interface UnfinishedRun {
  readonly journal: string;
  readonly planId: string;
  /** When it was confirmed: UTC, ISO 8601. */
  readonly since: string;
  readonly user: string | null;
  readonly server: string | null;
  /** Whether it was on its way forth or on its way back. */
  readonly during: 'apply' | 'undo';
  readonly confirmed: number;
  readonly of: number;
  /** The command that was begun and is not known to have ended; `null` where it stopped between two. */
  readonly open: { readonly index: number; readonly step: string; readonly target: string; readonly command: string } | null;
  /** What was begun and not taken back, as it was planned. */
  readonly changes: readonly JournalChange[];
}

/** One journal as it was read. */
export interface ToldRun {
  readonly journal: string;
  readonly entries: readonly WrittenEntry[];
}

/**
 * In: the journals of a state folder, whatever their order; the server, whose name may not be known yet.
 * Out: its runs that were begun and not confirmed, oldest first. A later run that was verified settles the ones before it: the
 * whole server was read again then.
 */
export function unfinishedRuns(journals: readonly ToldRun[], target: PlanTarget): readonly UnfinishedRun[] {
  const runs = journals
    .flatMap(({ journal, entries }) => {
      const run = runOf(entries);
      return run === undefined || !isOf(run.confirmed.target, target) ? [] : [{ journal, entries, run }];
    })
    .sort((a, b) => (a.run.confirmed.at < b.run.confirmed.at ? -1 : 1));
  const settled = runs.findLastIndex(({ run }) => run.verified === true);
  return runs.slice(Math.max(0, settled)).flatMap(({ journal, entries }) => unfinishedRun(journal, entries) ?? []);
}

function isOf(of: { readonly kind: string; readonly server: string | null }, target: PlanTarget): boolean {
  return of.kind === target.kind && (target.server === null || of.server === target.server);
}

function unfinishedRun(journal: string, entries: readonly WrittenEntry[]): UnfinishedRun | undefined {
  const run = runOf(entries);
  const during = unfinishedPart(entries);
  if (run === undefined || during === undefined || run.started.length === 0) return undefined;
  const { confirmed } = run;
  const last = entries.at(-1);
  const begun = last?.type === 'change.started' || last?.type === 'undo.started' ? last : undefined;
  const change = begun && confirmed.changes[begun.index];
  return {
    journal,
    planId: confirmed.planId,
    since: confirmed.at,
    user: confirmed.user,
    server: confirmed.target.server,
    during,
    confirmed: during === 'apply' ? run.finished.length : run.takenBack.length,
    of: during === 'apply' ? confirmed.changes.length : run.started.length,
    open: begun && change ? { index: begun.index, step: change.step, target: change.target, command: begun.command } : null,
    changes: confirmed.changes.filter((_, index) => run.started.includes(index) && !run.takenBack.includes(index)),
  };
}

/** Which way was begun last and has no reading of the server after it. */
function unfinishedPart(entries: readonly WrittenEntry[]): UnfinishedRun['during'] | undefined {
  return entries.reduce<UnfinishedRun['during'] | undefined>((open, { type }) => {
    if (type === 'plan.confirmed') return 'apply';
    if (type === 'undo.confirmed') return 'undo';
    return type === 'run.verified' || type === 'undo.verified' ? undefined : open;
  }, undefined);
}

/** What an administrator is told about one, in one sentence. */
export function describeUnfinished(run: UnfinishedRun): string {
  const { since, user, planId, during, confirmed, of, open } = run;
  const who = user === null ? '' : say` by ${user}`;
  const what = during === 'apply' ? say`a run of plan ${planId}` : say`the taking back of plan ${planId}`;
  const done =
    during === 'apply'
      ? say`${confirmed} of ${of} commands are known to have ended`
      : say`${confirmed} of ${of} are known to be taken back`;
  const hung = open === null ? '' : say`; "${open.command}" (${open.step}, ${open.target}) was started and not confirmed`;
  return say`${what}, begun ${since}${who}, has no end: ${done}${hung}`;
}
