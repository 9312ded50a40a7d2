import { listed, say } from '../language/say.ts';
import type { Assessment } from '../model/step.ts';
import type { LogCause } from './logs-causes.ts';

/** What the settings of one server say about one cause in the logs. */
export interface LogMeaning {
  /** The id of the cause. */
  readonly cause: string;
  /**
   * `explained`: a finding on this server fits; `not-explained`: what could be behind it is as it should be; `elsewhere`: the requests
   * were for other servers; `not-known`: it could not be read.
   */
  readonly fits: 'explained' | 'not-explained' | 'elsewhere' | 'not-known';
  readonly says: string;
}

/** A server that was read: what the steps say of it. */
export interface KnownServer {
  /** `null` where its name is not known. */
  readonly name: string | null;
  /** The names that clients use for it, lower case, short and full. */
  readonly names: readonly string[];
  readonly steps: readonly { readonly id: string; readonly title: string; readonly assessment: Assessment }[];
}

const NAMES = 'service-principal-names';
const PROVIDERS = 'windows-authentication';
const KEY = 'app-pool-credentials';
const POOL = 'app-pool-identity';
const KEPT = 'auth-persistence';

/** Which steps can explain which cause. What is not here has nothing to do with a setting that Kerbwise reads. */
const STEPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['altiris.request-level-authentication', [KEPT]],
  ['altiris.logon-denied', [NAMES, KEY]],
  ['altiris.registration-unauthorized', [KEPT, NAMES, KEY, PROVIDERS]],
  ['altiris.unauthorized', [KEPT, NAMES, KEY, PROVIDERS]],
  ['altiris.wrong-principal', [NAMES, KEY]],
  ['altiris.target-unknown', [NAMES]],
  ['altiris.package-not-found', [NAMES, PROVIDERS]],
  ['iis.every-request-anew', [KEPT]],
  ['iis.no-credentials', [PROVIDERS]],
  ['iis.refused-then-signed-in', [NAMES, KEY, PROVIDERS]],
  ['httperr.pool-down', [POOL]],
]);

/** By the Windows status of a refusal, as `401.1/2148074252`. */
const STEPS_BY_STATUS: ReadonlyMap<string, readonly string[]> = new Map([
  ['2148074243', [NAMES]],
  ['2148074245', [NAMES, PROVIDERS]],
  ['2148074252', [NAMES, KEY]],
  ['2148074274', [NAMES, KEY]],
]);

/** So many findings of one server are told for one cause. */
const MOST = 3;

/** In: causes from logs; a server that was read. Out: what it says about each cause that one of its settings could explain. */
export function explainCauses(causes: readonly LogCause[], server: KnownServer): readonly LogMeaning[] {
  return causes.flatMap((cause) => {
    const ids = STEPS.get(cause.id) ?? STEPS_BY_STATUS.get(/^iis\.401\.[\d-]+\/(\d+)$/.exec(cause.id)?.[1] ?? '');
    const steps = server.steps.filter(({ id }) => ids?.includes(id));
    return steps.length === 0 ? [] : [explain(cause, server, steps)];
  });
}

function explain(cause: LogCause, server: KnownServer, steps: KnownServer['steps']): LogMeaning {
  const here = server.name ?? say`this server`;
  const own = cause.hosts.filter((host) => server.names.includes(host.toLowerCase()));
  const others = cause.hosts.filter((host) => !own.includes(host));
  if (own.length === 0 && others.length > 0) {
    return means(cause, 'elsewhere', say`These requests were for ${list(others)}, not for ${here}: run kerbwise check there`);
  }
  const where = own.length > 0 ? say`${own.join(', ')}, which is ${here}` : say`${here}, if these logs are its own`;
  const also = others.length === 0 ? '' : say`. Other servers were asked, too, and not looked at: ${list(others)}`;
  const findings = steps.flatMap(({ assessment }) => assessment.findings).filter(({ severity }) => severity !== 'information');
  if (findings.length > 0) {
    const told = findings.slice(0, MOST).map(({ summary, evidence }) => say`${summary} (${evidence})`);
    const more = findings.length > MOST ? say`; and ${findings.length - MOST} more` : '';
    return means(cause, 'explained', say`On ${where}: ${listed(told, '; ')}${more}${also}`);
  }
  const unknown = steps.flatMap(({ assessment }) => assessment.notChecked);
  if (unknown.length > 0) {
    const told = unknown.slice(0, MOST).map(({ what, why }) => say`${what}: ${why}`);
    return means(cause, 'not-known', say`On ${where}, not everything behind it could be checked: ${listed(told, '; ')}${also}`);
  }
  const titles = steps.map(({ title }) => `"${title}"`).join(', ');
  const last = cause.last === null ? '' : say`, or it was mended after ${cause.last}`;
  return means(cause, 'not-explained', say`On ${where}, ${titles} found nothing wrong: the reason is another one${last}${also}`);
}

function means(cause: LogCause, fits: LogMeaning['fits'], says: string): LogMeaning {
  return { cause: cause.id, fits, says };
}

function list(hosts: readonly string[]): string {
  return hosts.length <= MOST ? hosts.join(', ') : say`${hosts.slice(0, MOST).join(', ')} and ${hosts.length - MOST} more`;
}
