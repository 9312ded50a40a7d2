import { say } from '../language/say.ts';
import { altirisNotes } from './altiris-answer.ts';
import type { AroundChange } from './around-changes.ts';
import { byCount, type Counts } from './counts.ts';
import { httperrNotes } from './httperr-answer.ts';
import { iisNotes } from './iis-answer.ts';
import type { LogKind } from './log-format.ts';
import { type LogCause, logCauses, type Tallies } from './logs-causes.ts';
import { explainCauses, type KnownServer, type LogMeaning } from './logs-meaning.ts';
import { judgeLogs, type LogsVerdict } from './logs-verdict.ts';
import { momentOf, momentOrNull } from './moment.ts';

/** Handshakes of one client, path or agent. */
export interface Told {
  readonly name: string;
  readonly completed: number;
  readonly failed: number;
  readonly unknown: number;
}

export interface LogsAnswer {
  readonly since: string | null;
  readonly verdict: LogsVerdict;
  /** What a server that was read says about the causes; `null` where none was. */
  readonly server: { readonly name: string | null; readonly meanings: readonly LogMeaning[] } | null;
  /** The logs before and after each time that changes were made to that server. */
  readonly changes: readonly AroundChange[];
  readonly causes: readonly (LogCause & { readonly why?: { readonly kerberos: string } })[];
  readonly handshakes: { readonly completed: number; readonly failed: number; readonly unknown: number; readonly withNtlmLeg: number };
  /** Those with failures, the most first; not all where there are many. */
  readonly clients: readonly Told[];
  readonly paths: readonly Told[];
  readonly agents: readonly Told[];
  /** Rows by user, the most first; not all where there are many. A refused request has no user. */
  readonly users: readonly { readonly name: string; readonly rows: number }[];
  readonly hours: readonly {
    readonly hour: string;
    readonly unauthorized: number;
    readonly completed: number;
    readonly failed: number;
    readonly unknown: number;
  }[];
  readonly iis: { readonly rows: number; readonly malformed: number; readonly first: string | null; readonly last: string | null };
  readonly httperr: { readonly rows: number; readonly malformed: number };
  readonly altiris: { readonly events: number; readonly truncated: number };
  readonly logs: readonly { readonly name: string; readonly kind: LogKind }[];
  readonly notRead: readonly { readonly name: string; readonly why: string }[];
  readonly notes: readonly string[];
}

export interface LogsRead {
  readonly since: string | null;
  readonly logs: LogsAnswer['logs'];
  readonly notRead: LogsAnswer['notRead'];
  /** The server whose logs these are said to be, where it was read; and what was done to it. */
  readonly server?: KnownServer;
  readonly changes?: readonly AroundChange[];
}

/** So many clients, paths and agents are named; how many there are is said. */
const MOST = 50;

/** `kerbwise logs`: what the logs say, what it means for Kerberos, and where. */
export function logsAnswer(tallies: Tallies, read: LogsRead): LogsAnswer {
  const { w3c, httperr, altiris } = tallies;
  const { outcomes, ways, clients, paths, agents } = w3c.handshakes;
  const causes = logCauses(tallies);
  const { server } = read;
  return {
    since: read.since,
    verdict: judgeLogs(causes, tallies),
    server: server === undefined ? null : { name: server.name, meanings: explainCauses(causes, server) },
    changes: read.changes ?? [],
    causes: causes.map((cause) => (cause.kerberos === null ? { ...cause, why: { kerberos: say`a log alone cannot tell` } } : cause)),
    handshakes: { ...outcomesOf(outcomes, ''), withNtlmLeg: ways.get('middle') ?? 0 },
    clients: toldBy(clients).slice(0, MOST),
    paths: toldBy(paths).slice(0, MOST),
    agents: toldBy(agents).slice(0, MOST),
    users: usersOf(w3c.users).slice(0, MOST),
    hours: hoursOf(w3c.handshakes.hours, w3c.hours),
    iis: { rows: w3c.rows, malformed: w3c.malformed, first: momentOrNull(w3c.first), last: momentOrNull(w3c.last) },
    httperr: { rows: httperr.rows, malformed: httperr.malformed },
    altiris: { events: altiris.events, truncated: altiris.truncated },
    logs: read.logs,
    notRead: read.notRead,
    notes: [...iisNotes(w3c), ...httperrNotes(httperr), ...altirisNotes(altiris)],
  };
}

function outcomesOf(counts: Counts, prefix: string) {
  const of = (outcome: string) => counts.get(`${prefix}${outcome}`) ?? 0;
  return { completed: of('completed'), failed: of('failed'), unknown: of('unknown') };
}

/** In: rows by user. Out: the same as a table, the most first. */
export function usersOf(users: Counts): LogsAnswer['users'] {
  return byCount(users).map(([name, rows]) => ({ name, rows }));
}

/** In: handshakes by name and outcome. Out: those with failures, the most first. */
export function toldBy(counts: Counts): readonly Told[] {
  const names = new Set([...counts.keys()].map(nameOf));
  return [...names]
    .map((name) => ({ name, ...outcomesOf(counts, `${name}\t`) }))
    .filter(({ failed, unknown }) => failed + unknown > 0)
    .sort((a, b) => b.failed - a.failed || b.unknown - a.unknown || (a.name < b.name ? -1 : 1));
}

/** Sign-ins and 401s by the hour, in the order of time. */
export function hoursOf(outcomes: Counts, unauthorized: Counts): LogsAnswer['hours'] {
  const hours = new Set([...[...outcomes.keys()].map(nameOf), ...unauthorized.keys()].map(Number));
  return [...hours]
    .sort((a, b) => a - b)
    .map((hour) => ({
      hour: momentOf(hour * 3600),
      unauthorized: unauthorized.get(String(hour)) ?? 0,
      ...outcomesOf(outcomes, `${hour}\t`),
    }));
}

function nameOf(key: string): string {
  return key.slice(0, key.lastIndexOf('\t'));
}
