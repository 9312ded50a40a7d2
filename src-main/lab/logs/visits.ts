import { levelPath } from '../../../flows/server/configuration.ts';
import type { LabClient } from '../clients.ts';
import { effectiveSection, valueIn } from '../iis/effective.ts';
import { WINDOWS } from '../iis/schema.ts';
import type { LabState } from '../lab-state.ts';
import { signIn } from '../sign-in.ts';

/** One answer of IIS to a client, or of http.sys before IIS saw the request. */
export interface LoggedAnswer {
  /** Seconds after the beginning of the log. */
  readonly at: number;
  readonly client: LabClient;
  readonly user: string;
  /** Status, substatus and Windows status; `FieldLength` where http.sys refused the request. */
  readonly said: readonly [status: number, substatus: number, win32: number] | 'FieldLength';
}

const CHALLENGE = [401, 2, 5] as const;
const MIDDLE = [401, 1, 2148074254] as const;
const DENIED = [401, 1, 2148074252] as const;
const TIME_SKEW = [401, 1, 2148074276] as const;
const BAD_BINDINGS = [401, 1, 2148074310] as const;
const INVALID_TOKEN = [401, 1, 2148074248] as const;
const DONE = [200, 0, 0] as const;

const ROUNDS = 4;
const SECONDS_BETWEEN_ROUNDS = 300;
const REQUESTS = 10;

/** Every answer of a quarter of an hour, in the order of time: what the server as it is now would say to its clients. */
export function visits(state: LabState): readonly LoggedAnswer[] {
  const behaviours = state.network.clients.map((client) => ({ client, legs: legsOf(state, client), again: asksAgain(state, client) }));
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
  return rounds
    .flatMap((round) =>
      behaviours.flatMap(({ client, legs, again }, index) => {
        const start = round * SECONDS_BETWEEN_ROUNDS + index * 40;
        return visit(client, legs(round), again).map((said, leg) => ({
          at: start + leg,
          client,
          said,
          user: said[0] === 200 ? client.user : '-',
        }));
      }),
    )
    .toSorted((a, b) => a.at - b.at);
}

type Said = LoggedAnswer['said'];

/** The requests of one visit: signed in once, or for each. */
function visit(client: LabClient, legs: readonly Said[], again: boolean): readonly Said[] {
  const isSignedIn = legs.at(-1)?.[0] === 200;
  if (!isSignedIn) return legs;
  const more = Array.from({ length: REQUESTS - 1 }, () => (again && client.inDomain ? legs : [DONE]));
  return [...legs, ...more.flat()];
}

/** What a sign-in of this client looks like in the log, by the round: a balancer deals now well, now badly. */
function legsOf(state: LabState, client: LabClient): (round: number) => readonly Said[] {
  const { protocol, why } = signIn(state, client.application, client.inDomain ? client.host : client.address);
  if (protocol === 'anonymous') return () => [DONE];
  const isClosed = protocol === 'refused' && /both off|providers is empty|503|500\.19/.test(why);
  if (isClosed || !client.sendsCredentials || client.protocol === 'HTTP/2.0') return () => [CHALLENGE];
  if (client.ticketTooLarge && protocol !== 'ntlm') return () => [CHALLENGE, 'FieldLength'];
  if (protocol === 'refused') {
    const denied = /SKEW/.test(why) ? TIME_SKEW : /bound to a TLS/.test(why) ? BAD_BINDINGS : DENIED;
    return () => [CHALLENGE, denied, denied, denied];
  }
  if (protocol === 'kerberos') return () => [CHALLENGE, DONE];
  return (round) => [CHALLENGE, MIDDLE, client.splitByBalancer && round % 2 === 0 ? INVALID_TOKEN : DONE];
}

/** Whether IIS asks for every request anew: of Kerberos alone, and NTLM belongs to the connection. */
function asksAgain(state: LabState, { application }: LabClient): boolean {
  const windows = effectiveSection(state, levelPath(application), WINDOWS);
  return windows.ok && valueIn(windows.value, 'authPersistNonNTLM') !== 'true';
}
