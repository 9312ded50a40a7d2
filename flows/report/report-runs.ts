import { say } from '../language/say.ts';
import type { JournalChange, WrittenEntry } from '../model/journal.ts';
import type { Attempt, ChangeState, ReportChange, ReportRun } from './report-model.ts';
import { compareTexts, type Journal } from './timeline.ts';

/** In: one journal. Out: what was confirmed, and what became of every change. */
export function reportRun({ confirmed, entries }: Journal): ReportRun {
  return {
    planId: confirmed.planId,
    version: confirmed.version,
    confirmed: confirmed.at,
    user: confirmed.user,
    changes: confirmed.changes.map((change, index) => reportChange(change, index, entries)),
    stops: entries.flatMap((entry) => (entry.type === 'run.stopped' ? [{ at: entry.at, why: entry.why }] : [])),
    undos: entries.flatMap((entry) => (entry.type === 'undo.confirmed' ? [{ at: entry.at, user: entry.user }] : [])),
    verifications: entries.flatMap((entry): ReportRun['verifications'] => {
      if (entry.type === 'run.verified') return [{ at: entry.at, of: 'changes', verified: entry.verified }];
      return entry.type === 'undo.verified' ? [{ at: entry.at, of: 'undo', verified: entry.verified }] : [];
    }),
  };
}

/** Every change of every run that no later run made or took back in the same words: what the others left is settled. */
export function unsettledChanges(runs: readonly ReportRun[]): readonly ReportChange[] {
  return runs.flatMap(({ changes }, at) => {
    const later = runs.slice(at + 1).flatMap((run) => run.changes.filter(({ state }) => state === 'made' || state === 'taken back'));
    return changes.filter(({ command }) => !later.some((other) => other.command === command));
  });
}

/** What the latest of all verifications says; `undefined` where there is none. */
export function lastVerification(runs: readonly ReportRun[]): { readonly planId: string; readonly verified: boolean } | undefined {
  const all = runs.flatMap(({ planId, verifications }) => verifications.map(({ at, verified }) => ({ planId, at, verified })));
  return all.sort((a, b) => compareTexts(a.at, b.at)).at(-1);
}

/** Whether the server may still hold what the change wrote, so that a way back is needed. */
export function mayStand({ state }: ReportChange): boolean {
  return !['not run', 'taken back', 'needless', 'left alone'].includes(state);
}

function reportChange(change: JournalChange, index: number, entries: readonly WrittenEntry[]): ReportChange {
  const attempts = entries
    .filter((entry) => 'index' in entry && entry.index === index)
    .reduce<readonly Attempt[]>((before, entry) => withEntry(before, entry), []);
  const { edit: _edit, undoEdit: _undoEdit, ...shown } = change;
  return { number: index + 1, ...shown, state: stateOf(attempts), attempts };
}

const NOTHING_SAID = {
  started: null,
  ended: null,
  command: null,
  exitCode: null,
  milliseconds: null,
  stdout: '',
  stderr: '',
  why: '',
} as const;

/** A command that has no end in the journal stays `not confirmed`: it may have done all of its work, some, or none. */
function withEntry(attempts: readonly Attempt[], entry: WrittenEntry): readonly Attempt[] {
  switch (entry.type) {
    case 'change.started':
    case 'undo.started':
      return [
        ...attempts,
        { ...NOTHING_SAID, kind: kindOf(entry.type), outcome: 'not confirmed', started: entry.at, command: entry.command },
      ];
    case 'change.finished':
    case 'undo.finished': {
      const { exitCode, stdout, stderr, milliseconds } = entry;
      const outcome = exitCode === 0 ? 'succeeded' : 'failed';
      const why = exitCode === 0 ? '' : say`It ended with exit code ${exitCode}`;
      return ended(attempts, kindOf(entry.type), { outcome, ended: entry.at, exitCode, stdout, stderr, milliseconds, why });
    }
    case 'change.failed':
    case 'undo.failed': {
      const why = [entry.what, entry.why].filter((part) => part !== '').join(': ');
      return ended(attempts, kindOf(entry.type), { outcome: 'failed', ended: entry.at, stderr: entry.details, why });
    }
    case 'undo.needless':
      return [...attempts, { ...NOTHING_SAID, kind: 'undo', outcome: 'needless', ended: entry.at, why: entry.why }];
    case 'undo.refused':
      return [...attempts, { ...NOTHING_SAID, kind: 'undo', outcome: 'refused', ended: entry.at, why: entry.why }];
    default:
      return attempts;
  }
}

function kindOf(type: string): Attempt['kind'] {
  return type.startsWith('undo.') ? 'undo' : 'change';
}

function ended(attempts: readonly Attempt[], kind: Attempt['kind'], end: Pick<Attempt, 'outcome'> & Partial<Attempt>): readonly Attempt[] {
  const begun = attempts.at(-1);
  if (begun?.kind !== kind || begun.ended !== null) return [...attempts, { ...NOTHING_SAID, kind, ...end }];
  return [...attempts.slice(0, -1), { ...begun, ...end }];
}

const CHANGE_STATES = {
  succeeded: 'made',
  failed: 'failed',
  'not confirmed': 'not confirmed',
  needless: 'not run',
  refused: 'not run',
} as const satisfies Record<Attempt['outcome'], ChangeState>;

const UNDO_STATES = {
  succeeded: 'taken back',
  failed: 'undo failed',
  'not confirmed': 'undo not confirmed',
  needless: 'needless',
  refused: 'left alone',
} as const satisfies Record<Attempt['outcome'], ChangeState>;

function stateOf(attempts: readonly Attempt[]): ChangeState {
  const last = attempts.at(-1);
  if (last === undefined) return 'not run';
  return last.kind === 'change' ? CHANGE_STATES[last.outcome] : UNDO_STATES[last.outcome];
}
