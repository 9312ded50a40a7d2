import { say } from '../language/say.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { onceEach } from '../model/once-each.ts';
import { type Account, decryptingAccount, findPool, type Identities, rightAccount, sameAccount } from './accounts.ts';
import {
  APPHOST,
  type Configuration,
  type EffectiveAuthentication,
  levelPath,
  type Pool,
  type SettingName,
  samePath,
} from './configuration.ts';
import { effectiveAuthentication } from './effective.ts';
import type { HostIdentity, ServerFacts } from './facts.ts';
import { applicationsInScope, parentInScope, siteOf } from './scope.ts';

/** One application in scope with what holds for it. */
export interface JudgedApplication {
  readonly path: string;
  readonly poolName: string;
  /** `undefined` where the configuration names a pool that is not there. */
  readonly pool: Pool | undefined;
  readonly effective: EffectiveAuthentication;
  /** Whether users sign in here by Windows Authentication, or have to: it is on, or nobody can come in, or the application was named. */
  readonly signsIn: boolean;
}

/** The applications that can be judged, and those that cannot because IIS and its files disagree. */
export interface JudgedServer {
  /** What needs no name of the server can be judged without it. */
  readonly host: Fact<HostIdentity>;
  readonly configuration: Configuration;
  readonly applications: readonly JudgedApplication[];
  readonly disputed: readonly { readonly path: string; readonly why: string }[];
  /** Where some applications were named: those of ITMS that were not, and that ask for Kerberos behind the same names. They share the owner of a name with them. */
  readonly neighbours: readonly JudgedApplication[];
  /** By which accounts are told apart, however they are written. */
  readonly identities: Identities;
}

/** In: the facts. Out: every application in scope with its effective settings; unknown where the configuration is. Every rule asks for the same. */
export const judgeServer = onceEach((facts: ServerFacts): Fact<JudgedServer> => {
  const { host, configuration } = facts;
  if (!configuration.known) return configuration;
  if (facts.applications.length === 0) {
    return facts.choices.applications.length > 0
      ? unknown(
          say`no application is in scope: none of those you named is there`,
          say`Name one as IIS writes it, for example "Default Web Site/Altiris"`,
        )
      : unknown(say`no application is in scope: the server has none under an /Altiris path`, say`Name one with --app "SITE/PATH"`);
  }
  const all = facts.applications.flatMap((path) => judgeApplication(facts, configuration.value, path));
  const disputed = all.flatMap(({ path, effective }) => {
    const why = facts.disagreements[path.toLowerCase()] ?? effective.problems[0];
    return why === undefined ? [] : [{ path, why }];
  });
  return known({
    host,
    configuration: configuration.value,
    applications: all.filter(({ path }) => !disputed.some((other) => other.path === path)),
    disputed,
    neighbours: neighboursOf(facts, configuration.value),
    identities: identitiesOf(facts),
  });
});

function neighboursOf(facts: ServerFacts, configuration: Configuration): readonly JudgedApplication[] {
  if (facts.choices.applications.length === 0) return [];
  const sites = new Set(facts.applications.map(siteOf));
  const all = applicationsInScope(configuration, { applications: [], names: [] }).applications;
  return all
    .filter((path) => sites.has(siteOf(path)) && !facts.applications.some((other) => samePath(other, path)))
    .flatMap((path) => judgeApplication(facts, configuration, path))
    .filter(({ effective: { windows, anonymous, problems } }) => {
      return windows.enabled && !anonymous.enabled && problems.length === 0 && /^negotiate/i.test(windows.providers[0] ?? '');
    });
}

function identitiesOf({ accounts, directory }: ServerFacts): Identities {
  const bySetspn = Object.entries(accounts).flatMap(([name, fact]) =>
    fact.known ? [[name, { sid: null, dn: fact.value.dn }] as const] : [],
  );
  const byDirectory = Object.entries(directory.identities).flatMap(([name, fact]) =>
    fact.known && fact.value !== null ? [[name, { sid: fact.value.sid, dn: fact.value.dn }] as const] : [],
  );
  return Object.fromEntries([...bySetspn, ...byDirectory]);
}

function judgeApplication({ choices }: ServerFacts, configuration: Configuration, path: string): readonly JudgedApplication[] {
  const application = configuration.applications.find((other) => samePath(other.path, path));
  if (application === undefined) return [];
  const effective = effectiveAuthentication(configuration, path);
  const signsIn = effective.windows.enabled || !effective.anonymous.enabled || choices.applications.length > 0;
  return [{ path, poolName: application.pool, pool: findPool(configuration, application.pool), effective, signsIn }];
}

/** The applications that sign users in by Windows Authentication; where none does, all of them: the question is then open. */
function signingIn(server: JudgedServer): readonly JudgedApplication[] {
  const windows = windowsApplications(server);
  return windows.length === 0 ? server.applications : windows;
}

/** The applications where Windows Authentication is on, or has to be: their names and keys are mended before it is switched on. */
export function windowsApplications(server: JudgedServer): readonly JudgedApplication[] {
  return server.applications.filter(({ signsIn }) => signsIn);
}

export function decryptsNow(application: JudgedApplication, host: Fact<HostIdentity>): Fact<Account> {
  if (application.pool === undefined) return poolMissing(application);
  return decryptingAccount(application.pool, application.effective.windows, host);
}

export function shouldDecrypt(application: JudgedApplication, host: Fact<HostIdentity>): Fact<Account> {
  if (application.pool === undefined) return poolMissing(application);
  return rightAccount(application.pool, host);
}

function poolMissing({ path, poolName }: JudgedApplication) {
  return unknown(say`${path} names the pool ${poolName}, which is not there`, say`Give the application an existing pool in IIS Manager`);
}

/** Who should decrypt for all applications behind the server's names: one account, several that cannot all be right, or not known. */
export type CommonAccount =
  | { readonly kind: 'one'; readonly account: Account }
  | { readonly kind: 'several'; readonly accounts: readonly Account[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly next: string };

/** A name has one owner in the directory, so all applications behind it have to share the account that decrypts. */
export function commonAccount(server: JudgedServer): CommonAccount {
  const accounts = signingIn(server).map((application) => shouldDecrypt(application, server.host));
  const unclear = accounts.find((account) => !account.known);
  if (unclear !== undefined && !unclear.known) return { kind: 'unknown', why: unclear.why, next: unclear.next };
  const distinct = distinctAccounts(
    accounts.flatMap((account) => (account.known ? [account.value] : [])),
    server,
  );
  const [account, second] = distinct;
  if (account === undefined)
    return { kind: 'unknown', why: say`no application could be judged`, next: say`Look at what could not be read` };
  if (second !== undefined) return { kind: 'several', accounts: distinct };
  const others = server.neighbours.flatMap((neighbour) => shutOutBy(account, neighbour, server));
  return others.length === 0 ? { kind: 'one', account } : { kind: 'several', accounts: distinctAccounts([account, ...others], server) };
}

function distinctAccounts(accounts: readonly Account[], { identities }: JudgedServer): readonly Account[] {
  return accounts.filter((account, at) => accounts.findIndex((other) => sameAccount(other, account, identities)) === at);
}

/** The account of an application that reads no ticket for `account`, whatever useAppPoolCredentials says; none where it would, or that is not known. */
function shutOutBy(account: Account, neighbour: JudgedApplication, { host, identities }: JudgedServer): readonly Account[] {
  const [now, right] = [decryptsNow(neighbour, host), shouldDecrypt(neighbour, host)];
  if (!now.known || !right.known) return [];
  return sameAccount(now.value, account, identities) || sameAccount(right.value, account, identities) ? [] : [now.value];
}

/**
 * In: applications with something wrong in one setting. Out: those where it has to be mended: an application that only inherits
 * the wrong value from another one in scope is mended with that one.
 */
export function topmost(wrong: readonly JudgedApplication[], setting: SettingName): readonly JudgedApplication[] {
  return wrong.filter((application) => {
    const parentPath = parentInScope(
      application.path,
      wrong.map(({ path }) => path),
    );
    const parent = wrong.find(({ path }) => path === parentPath);
    return parent === undefined || parent.effective.setAt[setting] !== application.effective.setAt[setting];
  });
}

/** Applications in scope that get the value from the same place as this one and lie below it. */
export function inheritors(application: JudgedApplication, wrong: readonly JudgedApplication[], setting: SettingName): readonly string[] {
  const top = levelPath(application.path).toLowerCase();
  return wrong
    .filter(({ path }) => path.toLowerCase().startsWith(`${top}/`) && path !== application.path)
    .filter(({ effective }) => effective.setAt[setting] === application.effective.setAt[setting])
    .map(({ path }) => path);
}

/** In: `MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris`. Out: where that is, in words. */
export function describePlace(place: string | null): string {
  if (place === null) return say`nowhere: the default of IIS holds`;
  if (place.toUpperCase() === APPHOST) return say`for the whole server`;
  return say`at ${place.slice(APPHOST.length + 1)}`;
}
