import { localLevel } from '../changes/switch-change.ts';
import type { Edit } from '../model/edit.ts';
import type { JournalChange, WrittenEntry } from '../model/journal.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { ServerFacts } from '../server/facts.ts';
import { accountNameOf, holdsSpn, sameDn } from '../server/spns.ts';
import { predict } from './predict.ts';

/** What may be done about one change that was started: take it back, nothing because it is not there, or nothing because it is not ours any more. */
export type WayBack =
  | { readonly kind: 'run'; readonly index: number; readonly change: JournalChange }
  | { readonly kind: 'needless' | 'refused'; readonly index: number; readonly change: JournalChange; readonly why: string };

/** A journal as a story: the plan that was confirmed, which changes were begun, and which of them were taken back. */
export interface Run {
  readonly confirmed: Extract<WrittenEntry, { readonly type: 'plan.confirmed' }>;
  readonly started: readonly number[];
  readonly finished: readonly number[];
  readonly takenBack: readonly number[];
  /** Begun and never confirmed as ended: a crash, or a session that died. */
  readonly unconfirmed: readonly number[];
  readonly verified: boolean | null;
}

/** In: the entries of one journal. Out: the run; `undefined` where no plan was confirmed in it. */
export function runOf(entries: readonly WrittenEntry[]): Run | undefined {
  const confirmed = entries.find((entry) => entry.type === 'plan.confirmed');
  if (confirmed === undefined) return undefined;
  const started = indices(entries, ['change.started']);
  const ended = indices(entries, ['change.finished', 'change.failed']);
  const verification = entries.flatMap((entry) => (entry.type === 'run.verified' ? [entry] : [])).at(-1);
  return {
    confirmed,
    started,
    finished: indices(entries, ['change.finished']),
    takenBack: entries.flatMap((entry) => (isTakenBack(entry) ? [entry.index] : [])),
    unconfirmed: started.filter((index) => !ended.includes(index)),
    verified: verification?.verified ?? null,
  };
}

/** An undo command that ended with an error took nothing back: the next attempt judges it again. */
function isTakenBack(entry: WrittenEntry): entry is Extract<WrittenEntry, { readonly index: number }> {
  return entry.type === 'undo.needless' || (entry.type === 'undo.finished' && entry.exitCode === 0);
}

function indices(entries: readonly WrittenEntry[], types: readonly WrittenEntry['type'][]): readonly number[] {
  return entries.flatMap((entry) => ('index' in entry && types.includes(entry.type) ? [entry.index] : []));
}

/**
 * The way back for one change, judged on the server as it is now.
 * In: the change, its place in the plan, the facts. Out: run its undo only where the server holds exactly what the change wrote.
 */
export function wayBack(index: number, change: JournalChange, facts: ServerFacts): WayBack {
  const held = currentState(change.edit, facts);
  if (held === undefined) return { kind: 'refused', index, change, why: 'what the server holds now could not be read' };
  if (held === stateOf(change.undoEdit)) return { kind: 'needless', index, change, why: 'it is as it was before' };
  const owner = otherOwner(change.undoEdit, facts);
  if (owner !== undefined) {
    return { kind: 'refused', index, change, why: `the name is on ${owner}, and Windows does not let a second account have it again` };
  }
  if (held === stateOf(change.edit)) return { kind: 'run', index, change };
  return { kind: 'refused', index, change, why: `somebody changed it since: it is now ${held}` };
}

/** Who else holds a name that is to be registered again: a removed duplicate cannot be put back while the right owner is there. */
function otherOwner(undo: Edit, facts: ServerFacts): string | undefined {
  if (undo.kind !== 'spn.register') return undefined;
  const asked = facts.owners[undo.spn.toLowerCase()];
  const account = facts.accounts[undo.account.toLowerCase()];
  if (asked === undefined || !asked.known || account === undefined || !account.known) return undefined;
  const { dn } = account.value;
  const other = asked.value.owners.find((owner) => !sameDn(owner.dn, dn));
  return other && (accountNameOf(other.dn, facts) ?? other.dn);
}

/**
 * The way back for a whole run, last change first, each judged on the facts that the ones before it leave.
 * Only what was begun and not taken back already.
 */
export function waysBack(run: Run, facts: ServerFacts): readonly WayBack[] {
  const open = run.confirmed.changes
    .map((change, index) => ({ change, index }))
    .filter(({ index }) => run.started.includes(index) && !run.takenBack.includes(index))
    .reverse();
  let now = facts;
  return open.map(({ change, index }) => {
    const way = wayBack(index, change, now);
    if (way.kind === 'run') now = predict(now, change.undoEdit);
    return way;
  });
}

/** What the server holds in the place that an edit writes, as a text that can be compared and shown; `undefined` where it is not known. */
function currentState(edit: Edit, facts: ServerFacts): string | undefined {
  if (edit.kind === 'spn.register' || edit.kind === 'spn.remove') {
    const account = facts.accounts[edit.account.toLowerCase()];
    if (account === undefined || !account.known) return undefined;
    return holdsSpn(account.value.spns, edit.spn) ? 'registered' : 'not registered';
  }
  if (!facts.configuration.known) return undefined;
  const local = localLevel(facts.configuration.value, edit.path);
  if (edit.kind === 'switch') return describeValue(local?.windows[edit.name] ?? null);
  if ((local?.providers ?? null) === null) return describeValue(null);
  return describeValue(effectiveAuthentication(facts.configuration.value, edit.path).windows.providers);
}

/** The same text for what an edit leaves behind. */
function stateOf(edit: Edit): string {
  if (edit.kind === 'spn.register') return 'registered';
  if (edit.kind === 'spn.remove') return 'not registered';
  return describeValue(edit.value);
}

function describeValue(value: boolean | readonly string[] | null): string {
  if (value === null) return 'inherited';
  return typeof value === 'boolean' ? String(value) : value.join(', ') || 'an empty list';
}
