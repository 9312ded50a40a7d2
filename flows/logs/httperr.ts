import { say } from '../language/say.ts';
import { addCount, addCounts, type Counts } from './counts.ts';
import type { Seen } from './w3c-tally.ts';

/** The columns where no `#Fields` line says otherwise. Source: windows-tools.md 6.4. */
const DEFAULT = 'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename'.split(' ');

/** Why http.sys itself refused a request, where that matters here. */
export interface HttperrCause {
  readonly id: string;
  readonly reasons: readonly string[];
  readonly meaning: string;
  readonly kerberos: boolean;
  /** Whether the administrator has something to do. */
  readonly needsAction: boolean;
  readonly next: string;
}

/** Reasons that say something about signing in or about the pool; the others (idle connections and the like) are noise. */
export const HTTPERR_CAUSES: readonly HttperrCause[] = [
  {
    id: 'httperr.header-too-large',
    reasons: ['FieldLength'],
    meaning: say`a header was longer than MaxFieldLength: as a rule the ticket of a user who is in many groups`,
    kerberos: true,
    needsAction: true,
    next: say`Raise MaxFieldLength and MaxRequestBytes to 4/3 of the token, or lessen the groups`,
  },
  {
    id: 'httperr.request-too-large',
    reasons: ['RequestLength'],
    meaning: say`a request was longer than MaxRequestBytes: as a rule the ticket of a user who is in many groups`,
    kerberos: true,
    needsAction: true,
    next: say`Raise MaxRequestBytes and MaxFieldLength to 4/3 of the token, or lessen the groups`,
  },
  {
    id: 'httperr.pool-down',
    reasons: ['AppOffline', 'AppShutdown', 'Disabled'],
    meaning: say`the application pool was down or disabled; after a change of its identity, mostly a wrong password or a missing right`,
    kerberos: false,
    needsAction: true,
    next: say`Look at the pool and at the WAS events 5021, 5057 and 5059`,
  },
  {
    id: 'httperr.queue-full',
    reasons: ['QueueFull'],
    meaning: say`the queue of the application pool was full: capacity, not Kerberos`,
    kerberos: false,
    needsAction: false,
    next: say`Look at the load of the pool and its queue length`,
  },
  {
    id: 'httperr.bad-request',
    reasons: ['BadRequest', 'Header', 'Verb', 'URL', 'URL_Length', 'Hostname'],
    meaning: say`http.sys took the request for malformed or for another host: not Kerberos`,
    kerberos: false,
    needsAction: false,
    next: say`Look at what sends these requests`,
  },
];

export interface HttperrTally {
  rows: number;
  malformed: number;
  earlier: number;
  first: number;
  last: number;
  readonly reasons: Map<string, Seen>;
  readonly status: Counts;
  readonly clients: Counts;
  readonly queues: Counts;
}

export function emptyHttperrTally(): HttperrTally {
  return {
    rows: 0,
    malformed: 0,
    earlier: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    reasons: new Map(),
    status: new Map(),
    clients: new Map(),
    queues: new Map(),
  };
}

export function addHttperr(into: HttperrTally, from: HttperrTally): void {
  for (const name of ['rows', 'malformed', 'earlier'] as const) into[name] += from[name];
  into.first = Math.min(into.first, from.first);
  into.last = Math.max(into.last, from.last);
  for (const name of ['status', 'clients', 'queues'] as const) addCounts(into[name], from[name]);
  for (const [reason, seen] of from.reasons) {
    const known = into.reasons.get(reason) ?? { count: 0, first: seen.first, last: seen.last };
    into.reasons.set(reason, {
      count: known.count + seen.count,
      first: Math.min(known.first, seen.first),
      last: Math.max(known.last, seen.last),
    });
  }
}

/** Reads HTTPERR logs a line at a time; `#Fields` may come or not, and may change. */
export class HttperrLines {
  readonly tally = emptyHttperrTally();
  readonly #since: number;
  #names: readonly string[] = DEFAULT;

  /** `since`: rows before this moment (seconds since 1970) are not counted. */
  constructor(since = Number.NEGATIVE_INFINITY) {
    this.#since = since;
  }

  beginFile(): void {
    this.#names = DEFAULT;
  }

  add(line: string): void {
    const text = line.replace(/^(?:\u00ef\u00bb\u00bf|\0)+/, '').trim();
    if (text === '') return;
    if (text.startsWith('#')) {
      const fields = /^#Fields:(.*)/i.exec(text)?.[1];
      if (fields !== undefined) this.#names = fields.trim().toLowerCase().split(/\s+/);
      return;
    }
    const row = this.#row(text);
    if (row === undefined) this.tally.malformed++;
    else this.#count(row);
  }

  /** The values by column; a queue's name may hold blanks. `undefined` where the line is no row. */
  #row(text: string): ReadonlyMap<string, string> | undefined {
    const values = text.split(/ +/);
    const names = this.#names;
    const tail = names.length - 1;
    if (values.length > names.length && names[tail] === 's-queuename') values.splice(tail, values.length, values.slice(tail).join(' '));
    if (values.length !== names.length) return undefined;
    const row = new Map(names.map((name, at) => [name, values[at] ?? '']));
    return Number.isNaN(secondsOf(row)) ? undefined : row;
  }

  #count(row: ReadonlyMap<string, string>): void {
    const { tally } = this;
    const seconds = secondsOf(row);
    if (seconds < this.#since) {
      tally.earlier++;
      return;
    }
    tally.rows++;
    tally.first = Math.min(tally.first, seconds);
    tally.last = Math.max(tally.last, seconds);
    const reason = row.get('s-reason') ?? '-';
    const seen = tally.reasons.get(reason) ?? { count: 0, first: seconds, last: seconds };
    tally.reasons.set(reason, {
      count: seen.count + 1,
      first: Math.min(seen.first, seconds),
      last: Math.max(seen.last, seconds),
    });
    countNamed(tally.status, row.get('sc-status'));
    countNamed(tally.clients, row.get('c-ip'));
    countNamed(tally.queues, row.get('s-queuename'));
  }
}

function countNamed(counts: Counts, name: string | undefined): void {
  if (name !== undefined && name !== '-' && name !== '') addCount(counts, name);
}

function secondsOf(row: ReadonlyMap<string, string>): number {
  const [date = '', time = ''] = [row.get('date'), row.get('time')];
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d:\d\d$/.test(time)) return Number.NaN;
  return Date.parse(`${date}T${time}Z`) / 1000;
}
