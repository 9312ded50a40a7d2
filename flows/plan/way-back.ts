import { localLevel } from '../changes/switch-change.ts';
import { say } from '../language/say.ts';
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
  /** Begun, and the program itself said that it did not do it: whatever is there now is not ours. */
  readonly refusedByTool: readonly number[];
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
    takenBack: indices(entries, ['undo.finished', 'undo.needless']),
    unconfirmed: started.filter((index) => !ended.includes(index)),
    refusedByTool: entries.flatMap((entry) => (entry.type === 'change.finished' && entry.exitCode !== 0 ? [entry.index] : [])),
    verified: verification?.verified ?? null,
  };
}

function indices(entries: readonly WrittenEntry[], types: readonly WrittenEntry['type'][]): readonly number[] {
  return entries.flatMap((entry) => ('index' in entry && types.includes(entry.type) ? [entry.index] : []));
}

/** What a change is about, so that two changes of the same thing are known as such: a value at a path, a name on an account. */
export function placeOf(edit: Edit): string {
  switch (edit.kind) {
    case 'switch':
      return `${edit.path}|${edit.name}`.toLowerCase();
    case 'providers':
      return `${edit.path}|providers`.toLowerCase();
    case 'spn.register':
    case 'spn.remove':
      return `${edit.spn}|${edit.account}`.toLowerCase();
    default:
      return edit satisfies never;
  }
}

/**
 * The way back for one change, judged on the server as it is now.
 * In: the change, its place in the plan, the facts. Out: run its undo only where the server holds exactly what the change wrote.
 */
export function wayBack(index: number, change: JournalChange, facts: ServerFacts): WayBack {
  const held = currentState(change.edit, facts);
  if (held === undefined) return { kind: 'refused', index, change, why: say`what the server holds now could not be read` };
  if (held === stateOf(change.undoEdit)) return { kind: 'needless', index, change, why: say`it is as it was before` };
  const owner = otherOwner(change.undoEdit, facts);
  if (owner !== undefined) {
    return { kind: 'refused', index, change, why: say`the name is on ${owner}, and Windows does not let a second account have it again` };
  }
  if (held === stateOf(change.edit)) return { kind: 'run', index, change };
  return { kind: 'refused', index, change, why: say`somebody changed it since: it is now ${held}` };
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

/** One change of one of several runs, and what may be done about it. */
export interface RunWay {
  /** Where the run stands among those that were given. */
  readonly run: number;
  readonly way: WayBack;
}

/**
 * The way back for runs, last change first, each judged on the facts that the ones before it leave.
 * In: runs on one server, oldest first; which of them are to be taken back whole; the facts now.
 * Out: every change that was begun and not taken back in the runs asked for, and of later runs those that wrote the same place
 * since: they lie on top. The first original wins: where somebody changed a place between two of our runs and the later run put
 * it back to what the earlier one wrote, the earlier run's way back is the one that is taken.
 */
export function waysBack(runs: readonly Run[], asked: (run: number) => boolean, facts: ServerFacts): readonly RunWay[] {
  let now = facts;
  return openChanges(runs, asked)
    .reverse()
    .map(({ run, index, change, below }) => {
      const way = below !== undefined && isDetour(below, change) ? furtherBack(index, change) : judged(runs[run], index, change, now);
      if (way.kind === 'run') now = predict(now, change.undoEdit);
      return { run, way };
    });
}

interface OpenChange {
  readonly run: number;
  readonly index: number;
  readonly change: JournalChange;
  /** The change of an earlier run in the same place that is taken back with it. */
  readonly below: JournalChange | undefined;
}

function openChanges(runs: readonly Run[], asked: (run: number) => boolean): OpenChange[] {
  const topmost = new Map<string, JournalChange>();
  return runs.flatMap((one, run) =>
    one.confirmed.changes.flatMap((change, index): readonly OpenChange[] => {
      if (!one.started.includes(index) || one.takenBack.includes(index)) return [];
      const place = placeOf(change.edit);
      const below = topmost.get(place);
      if (!asked(run) && below === undefined) return [];
      topmost.set(place, change);
      return [{ run, index, change, below }];
    }),
  );
}

/** The later change began elsewhere than the earlier one ended, and ended at the same: in between, somebody else was there. */
function isDetour(earlier: JournalChange, later: JournalChange): boolean {
  return stateOf(later.edit) === stateOf(earlier.edit) && stateOf(later.undoEdit) !== stateOf(earlier.edit);
}

function furtherBack(index: number, change: JournalChange): WayBack {
  return { kind: 'needless', index, change, why: say`an earlier run wrote the same, and its way back leads to what was there before both` };
}

function judged(run: Run | undefined, index: number, change: JournalChange, facts: ServerFacts): WayBack {
  return (run && whyNotTheSame(run, index, change, facts)) ?? wayBack(index, change, facts);
}

/** A name is taken from an account only where the journal shows that Kerbwise put it there, and that it is the same account. */
function whyNotTheSame(run: Run, index: number, change: JournalChange, facts: ServerFacts): WayBack | undefined {
  const { edit } = change;
  if (!('account' in edit)) return undefined;
  const refuse = (why: string): WayBack => ({ kind: 'refused', index, change, why });
  const account = facts.accounts[edit.account.toLowerCase()];
  const before = dnBefore(run.confirmed.factsBefore, edit.account);
  if (account?.known && before !== undefined && !sameDn(before, account.value.dn)) {
    return refuse(say`${edit.account} was ${before} then and is ${account.value.dn} now: it is not known to be the same account`);
  }
  const isOurs = !run.refusedByTool.includes(index);
  if (isOurs || edit.kind !== 'spn.register' || !account?.known || !holdsSpn(account.value.spns, edit.spn)) return undefined;
  return refuse(say`setspn refused to register it when Kerbwise asked, so somebody else has registered it since`);
}

function dnBefore(factsBefore: object, account: string): string | undefined {
  const accounts: unknown = Reflect.get(factsBefore, 'accounts');
  const found: unknown = typeof accounts === 'object' && accounts !== null ? Reflect.get(accounts, account.toLowerCase()) : undefined;
  const dn: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'dn') : undefined;
  return typeof dn === 'string' ? dn : undefined;
}

/** What the server holds in the place that an edit writes, as a text that can be compared and shown; `undefined` where it is not known. */
function currentState(edit: Edit, facts: ServerFacts): string | undefined {
  if (edit.kind === 'spn.register' || edit.kind === 'spn.remove') {
    const account = facts.accounts[edit.account.toLowerCase()];
    if (account === undefined || !account.known) return undefined;
    return holdsSpn(account.value.spns, edit.spn) ? 'registered' : say`not registered`;
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
  if (edit.kind === 'spn.remove') return say`not registered`;
  return describeValue(edit.value);
}

function describeValue(value: boolean | readonly string[] | null): string {
  if (value === null) return 'inherited';
  return typeof value === 'boolean' ? String(value) : value.join(', ') || say`an empty list`;
}
