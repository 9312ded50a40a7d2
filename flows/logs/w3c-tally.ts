import { addCounts, type Counts } from './counts.ts';
import { addHandshakes, emptyHandshakeTally, type HandshakeTally } from './handshake-tally.ts';

/** How often one code of a 401 was seen, and between which moments (seconds since 1970). */
export interface Seen {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Everything that is counted in W3C logs. Two of them add up; nothing depends on where a log was cut into parts. */
export interface W3cTally {
  rows: number;
  malformed: number;
  /** Rows before the moment from which the administrator wants to know. */
  earlier: number;
  first: number;
  last: number;
  readonly status: Counts;
  readonly unauthorized: Map<string, Seen>;
  readonly clients: Counts;
  readonly users: Counts;
  /** Rows with a user and another status than 401, by client. */
  readonly signedIn: Counts;
  readonly handshakes: HandshakeTally;
  /** 401s by hours since 1970. */
  readonly hours: Counts;
  /** The lists of columns that were met, joined by blanks. */
  readonly layouts: Set<string>;
  /** Columns that handshakes need and that some rows did not have. */
  readonly missing: Set<string>;
  /** Rows without a user column: there a row that is not a 401 counts as signed in. */
  rowsWithoutUserColumn: number;
  /** Rows whose day nothing told. */
  rowsWithoutDay: number;
  /** Zeros that Windows had set aside for rows to come. */
  zeroBytes: number;
}

export function emptyW3cTally(): W3cTally {
  return {
    rows: 0,
    malformed: 0,
    earlier: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    status: new Map(),
    unauthorized: new Map(),
    clients: new Map(),
    users: new Map(),
    signedIn: new Map(),
    handshakes: emptyHandshakeTally(),
    hours: new Map(),
    layouts: new Set(),
    missing: new Set(),
    rowsWithoutUserColumn: 0,
    rowsWithoutDay: 0,
    zeroBytes: 0,
  };
}

export function addW3c(into: W3cTally, from: W3cTally): void {
  for (const name of ['rows', 'malformed', 'earlier', 'rowsWithoutUserColumn', 'rowsWithoutDay', 'zeroBytes'] as const) {
    into[name] += from[name];
  }
  into.first = Math.min(into.first, from.first);
  into.last = Math.max(into.last, from.last);
  for (const name of ['status', 'clients', 'users', 'signedIn', 'hours'] as const) addCounts(into[name], from[name]);
  for (const [key, seen] of from.unauthorized) into.unauthorized.set(key, together(into.unauthorized.get(key), seen));
  addHandshakes(into.handshakes, from.handshakes);
  for (const layout of from.layouts) into.layouts.add(layout);
  for (const name of from.missing) into.missing.add(name);
}

function together(a: Seen | undefined, b: Seen): Seen {
  if (a === undefined) return b;
  return { count: a.count + b.count, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}
