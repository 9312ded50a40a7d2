import { say } from '../language/say.ts';
import { altirisSignals } from './altiris-answer.ts';
import type { AltirisTally } from './altiris-tally.ts';
import { byCount } from './counts.ts';
import type { SilentCause } from './handshake-tally.ts';
import type { HttperrTally } from './httperr.ts';
import { httperrSignals } from './httperr-answer.ts';
import type { LogKind } from './log-format.ts';
import { momentOrNull } from './moment.ts';
import { explainUnauthorized } from './status-codes.ts';
import type { W3cTally } from './w3c-tally.ts';

/** Something in the logs that has a name, a reason and a next step. */
export interface LogCause {
  readonly id: string;
  readonly source: LogKind;
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly meaning: string;
  /** `null` where the logs alone cannot tell. */
  readonly kerberos: boolean | null;
  readonly needsAction: boolean;
  readonly next: string;
  /** The servers that the requests were for, the most frequent first. */
  readonly hosts: readonly string[];
}

export interface Tallies {
  readonly w3c: W3cTally;
  readonly httperr: HttperrTally;
  readonly altiris: AltirisTally;
}

/** A client that signs in so often, each time anew, shows the server's habit and not its own. */
const REPEATED = 20;
const ANEW_SHARE = 0.8;
const MOST_HOSTS = 5;

/** Everything that was found, what needs action first, then the most frequent. */
export function logCauses(tallies: Tallies): readonly LogCause[] {
  const causes = [...iisCauses(tallies.w3c), ...httperrCauses(tallies.httperr), ...altirisCauses(tallies.altiris)];
  return causes.sort((a, b) => Number(b.needsAction) - Number(a.needsAction) || b.count - a.count || (a.id < b.id ? -1 : 1));
}

const SILENT: Readonly<Record<SilentCause, Pick<LogCause, 'meaning' | 'kerberos' | 'needsAction' | 'next'>>> = {
  'no-credentials': {
    meaning: say`the client was asked to sign in and never sent credentials: the zone or policy of a browser, a probe, or a client that cannot`,
    kerberos: null,
    needsAction: true,
    next: say`Look which agents and addresses these are: for browsers at the local intranet zone, for probes at nothing`,
  },
  'stopped-in-the-middle': {
    meaning: say`the client began to sign in and did not go on: cancelled, or a try in advance`,
    kerberos: null,
    needsAction: false,
    next: say`Nothing, unless one client does so all the time`,
  },
  'client-went-away': {
    meaning: say`the client closed the connection before it was signed in`,
    kerberos: false,
    needsAction: false,
    next: say`Nothing, unless it happens often`,
  },
};

function iisCauses(tally: W3cTally): readonly LogCause[] {
  const { causes, recovered } = tally.handshakes;
  const failed = [...causes].map(([key, count]) => (isSilent(key) ? silentCause(key, count, tally) : refusedCause(key, count, tally)));
  const anew = clientsAnew(tally);
  const refusedFirst = [...recovered.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...failed,
    ...(refusedFirst === 0 ? [] : [recoveredCause(tally, refusedFirst)]),
    ...(anew.requests === 0 ? [] : [anewCause(tally, anew.clients, anew.requests)]),
  ];
}

function isSilent(key: string): key is SilentCause {
  return key in SILENT;
}

function silentCause(key: SilentCause, count: number, tally: W3cTally): LogCause {
  return { id: `iis.${key}`, source: 'iis-log', count, ...momentsOf(tally), ...SILENT[key], hosts: [] };
}

function refusedCause(key: string, count: number, tally: W3cTally): LogCause {
  const [, substatus = '-', win32 = '-'] = /^401\.([\d-]+)\/([\d-]+)$/.exec(key) ?? [];
  const numberOf = (text: string) => (text === '-' ? -1 : Number(text));
  const { meaning, kerberos, next } = explainUnauthorized(numberOf(substatus), numberOf(win32));
  const seen = tally.unauthorized.get(key);
  return {
    id: `iis.${key}`,
    source: 'iis-log',
    count,
    first: seen === undefined ? null : momentOrNull(seen.first),
    last: seen === undefined ? null : momentOrNull(seen.last),
    meaning,
    kerberos,
    needsAction: true,
    next,
    hosts: [],
  };
}

function recoveredCause(tally: W3cTally, count: number): LogCause {
  const codes = byCount(tally.handshakes.recovered)
    .map(([key, times]) => say`${key} ${times} ×`)
    .join(', ');
  return {
    id: 'iis.refused-then-signed-in',
    source: 'iis-log',
    count,
    ...momentsOf(tally),
    meaning: say`refused first and signed in after all (${codes}): often Kerberos was tried and NTLM was used, or a password was mistyped`,
    kerberos: null,
    needsAction: false,
    next: say`Run kerbwise check if it is always the same code`,
    hosts: [],
  };
}

function anewCause(tally: W3cTally, clients: number, count: number): LogCause {
  return {
    id: 'iis.every-request-anew',
    source: 'iis-log',
    count,
    ...momentsOf(tally),
    meaning: say`${clients} client${clients === 1 ? '' : 's'} had to sign in for nearly every request: the sign of authPersistNonNTLM off, or of clients that open a connection for each; wasteful, not broken`,
    kerberos: true,
    needsAction: false,
    next: say`Run kerbwise check: the step "authPersistNonNTLM"`,
    hosts: [],
  };
}

/** Clients whose signed-in rows were nearly all answers to a challenge of their own. */
function clientsAnew({ handshakes, signedIn }: W3cTally): { readonly clients: number; readonly requests: number } {
  let [clients, requests] = [0, 0];
  for (const [client, rows] of signedIn) {
    const single = handshakes.clients.get(`${client}\tsingle`) ?? 0;
    if (single < REPEATED || single < rows * ANEW_SHARE) continue;
    clients++;
    requests += single;
  }
  return { clients, requests };
}

function momentsOf({ first, last }: W3cTally): Pick<LogCause, 'first' | 'last'> {
  return { first: momentOrNull(first), last: momentOrNull(last) };
}

function httperrCauses(tally: HttperrTally): readonly LogCause[] {
  return httperrSignals(tally).map(({ cause: { id, meaning, kerberos, needsAction, next }, seen }) => ({
    id,
    source: 'httperr-log',
    count: seen.count,
    first: momentOrNull(seen.first),
    last: momentOrNull(seen.last),
    meaning,
    kerberos,
    needsAction,
    next,
    hosts: [],
  }));
}

function altirisCauses(tally: AltirisTally): readonly LogCause[] {
  return altirisSignals(tally)
    .filter(({ signature: { endOf } }) => endOf === undefined || !tally.signals.has(endOf))
    .map(({ signature: { id, meaning, kerberos, next }, signal }) => ({
      id,
      source: 'altiris-log',
      count: signal.count,
      first: signal.first === '' ? null : signal.first,
      last: signal.last === '' ? null : signal.last,
      meaning,
      kerberos,
      needsAction: kerberos,
      next,
      hosts: byCount(signal.hosts)
        .map(([host]) => host)
        .filter((host) => host !== '')
        .slice(0, MOST_HOSTS),
    }));
}
