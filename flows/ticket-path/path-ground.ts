import { listed, say } from '../language/say.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { type Account, findPool } from '../server/accounts.ts';
import { type Alias, aliasOf } from '../server/aliases.ts';
import type { Configuration } from '../server/configuration.ts';
import { withoutAesReasons } from '../server/directory.ts';
import type { ServerFacts } from '../server/facts.ts';
import { decryptsNow, type JudgedApplication, judgeServer, shouldDecrypt, windowsApplications } from '../server/judged.ts';
import { contradict } from '../server/judged-names.ts';
import { sitesBehind } from '../server/names.ts';
import { siteOf } from '../server/scope.ts';
import { accountNameOf, holdsSpn, httpSpn, sameDn, sameSpn } from '../server/spns.ts';

/** The one account that holds a name in the directory. */
export interface OneHolder {
  readonly kind: 'one';
  readonly dn: string;
  readonly account: string;
  /** Whether it is HOST that stands for HTTP. */
  readonly covered: boolean;
  /** Why no ticket can be made for it; `null` where nothing says so. */
  readonly keyless: string | null;
}

/** Who holds a name in the directory. */
export type Holder =
  | OneHolder
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly accounts: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** One name that clients use. */
export interface PathName {
  readonly name: string;
  /** The name that a client asks a ticket for: of an alias, the one it leads to. */
  readonly asked: string;
  readonly holder: Holder;
}

/** The account that decrypts; `dn` is `null` where it is local to the machine and so in no directory. */
export interface Reader {
  readonly name: string;
  readonly dn: Fact<string | null>;
  /** Whether it is the account that the names belong on; asked for only where no ticket says who it should be. */
  readonly isRight: Fact<boolean>;
  /** Why the server takes no ticket at all, whoever it is for; `null` where nothing says so. */
  readonly shut: string | null;
}

/** What IIS does with a request at one application. */
export interface PathSettings {
  readonly installed: boolean | null;
  readonly anonymous: boolean;
  readonly enabled: boolean;
  readonly providers: readonly string[];
  readonly tokenChecking: string;
  readonly useKernelMode: boolean;
  readonly useAppPoolCredentials: boolean;
}

export interface PathApplication {
  readonly path: string;
  /** The pool it names; `null` where that is not known. */
  readonly poolName: string | null;
  /** What the pool runs as; `null` where the pool is not there or not known. */
  readonly identity: string | null;
  readonly settings: Fact<PathSettings>;
  readonly reader: Fact<Reader>;
}

/** Names with one holder, and applications of which the same is so: one path stands for all of them. */
export interface PathGroup {
  readonly names: readonly [string, ...string[]];
  /** What clients ask for by these names, each once. */
  readonly asked: readonly string[];
  readonly holder: Holder;
  readonly applications: readonly [PathApplication, ...PathApplication[]];
}

/** In: the facts. Out: every name that clients use, with who holds it. */
export function pathNames(facts: ServerFacts): readonly PathName[] {
  return facts.names.map((name) => {
    const [alias] = aliasOf(name, facts);
    return alias === undefined
      ? { name, asked: name, holder: holderOf(facts, name) }
      : { name, asked: alias.canonical, holder: holderBehindAlias(facts, alias) };
  });
}

/** Browsers ask for the name at the end of a CNAME; it need not be one of those that were looked up. */
function holderBehindAlias(facts: ServerFacts, { name, canonical }: Alias): Holder {
  const spn = httpSpn(canonical);
  if (facts.owners[spn.toLowerCase()]?.known === true) return holderOf(facts, canonical);
  const holder = Object.values(facts.accounts).find((account) => account.known && holdsSpn(account.value.spns, spn));
  if (holder?.known === true) return oneHolder(facts, canonical, holder.value.dn, holder.value.name, false);
  return { kind: 'unknown', why: say`${name} is an alias of ${canonical}, and who holds that was not looked up` };
}

function holderOf(facts: ServerFacts, name: string): Holder {
  const spn = httpSpn(name);
  const asked = facts.owners[spn.toLowerCase()];
  if (asked === undefined) return { kind: 'unknown', why: say`it was not looked up` };
  if (!asked.known) return { kind: 'unknown', why: asked.why };
  const accounts = Object.values(facts.accounts).flatMap((account) => (account.known ? [account.value] : []));
  const other = accounts.find((account) => contradict(account, asked.value));
  if (other !== undefined) return { kind: 'unknown', why: say`setspn -L ${other.name} and setspn -Q ${spn} contradict each other` };
  if (isWaiting(facts, spn)) return { kind: 'unknown', why: say`the domain controllers do not agree on it yet` };
  const { owners } = asked.value;
  const [owner] = owners;
  if (owner === undefined) return coveringHost(facts, name);
  if (owners.length > 1) return { kind: 'several', accounts: owners.map(({ dn }) => accountNameOf(dn, facts) ?? dn) };
  return oneHolder(facts, name, owner.dn, accountNameOf(owner.dn, facts) ?? owner.dn, false);
}

/** Its keys are told where the directory was asked for the account itself, or found it while it looked for the name. */
function oneHolder({ directory }: ServerFacts, name: string, dn: string, account: string, covered: boolean): OneHolder {
  const { identities, holders } = directory;
  const asked = identities[account.toLowerCase()];
  const found = [holders[httpSpn(name).toLowerCase()], holders[`host/${name}`.toLowerCase()]];
  const met = [asked?.known === true ? asked.value : null, ...found.flatMap((fact) => (fact?.known === true ? fact.value : []))];
  const same = met.find((one) => one !== null && sameDn(one.dn, dn));
  const reasons = same ? withoutAesReasons(same) : [];
  return { kind: 'one', dn, account, covered, keyless: reasons.length === 0 ? null : listed(reasons, '; ') };
}

function isWaiting({ directory: { replication } }: ServerFacts, spn: string): boolean {
  return replication.known && replication.value.differing.some((one) => sameSpn(one.spn, spn));
}

/** Where nobody holds HTTP, HOST on an account stands for it; whether the computer's account has it may not be known. */
function coveringHost(facts: ServerFacts, name: string): Holder {
  const { accounts, host, directory } = facts;
  const elsewhere = directory.holders[`host/${name}`.toLowerCase()];
  const [other, ...others] = elsewhere?.known === true ? elsewhere.value : [];
  if (other !== undefined && others.length === 0) return oneHolder(facts, name, other.dn, other.account, true);
  const all = Object.values(accounts).flatMap((account) => (account.known ? [account.value] : []));
  const covering = all.find(({ spns }) => holdsSpn(spns, `HOST/${name}`));
  if (covering !== undefined) return oneHolder(facts, name, covering.dn, covering.name, true);
  const computer = host.known ? accounts[`${host.value.computerName}$`.toLowerCase()] : undefined;
  if (computer?.known === true) return { kind: 'none' };
  return { kind: 'unknown', why: computer === undefined ? say`the computer’s own names were not read` : computer.why };
}

/** In: the facts. Out: the applications where users sign in, those that cannot be judged among them; where none does, all in scope. */
export function pathApplications(facts: ServerFacts): readonly PathApplication[] {
  const { configuration } = facts;
  if (!configuration.known) return facts.applications.map((path) => notKnown(path, null, configuration.why));
  const server = judgeServer(facts);
  if (!server.known) return [];
  const signingIn = windowsApplications(server.value);
  const shown = signingIn.length > 0 ? signingIn : server.value.applications;
  return [
    ...shown.map((application) => judgedApplication(facts, configuration.value, application)),
    ...server.value.disputed.map(({ path, why }) => {
      const application = configuration.value.applications.find((other) => other.path === path);
      return notKnown(path, application?.pool ?? null, why);
    }),
  ];
}

function notKnown(path: string, poolName: string | null, why: string): PathApplication {
  const reason = unknown(why, say`Look at what could not be read`);
  return { path, poolName, identity: null, settings: reason, reader: reason };
}

function judgedApplication(facts: ServerFacts, configuration: Configuration, application: JudgedApplication): PathApplication {
  const { path, poolName, effective } = application;
  const { enabled, providers, tokenChecking, useKernelMode, useAppPoolCredentials } = effective.windows;
  const pool = findPool(configuration, poolName);
  const reads = decryptsNow(application, facts.host);
  const belongs = shouldDecrypt(application, facts.host);
  return {
    path,
    poolName,
    identity: pool === undefined ? null : pool.identityType === 'SpecificUser' ? (pool.userName ?? '') : pool.identityType,
    settings: known({
      installed: configuration.windowsAuthenticationInstalled,
      anonymous: effective.anonymous.enabled,
      enabled,
      providers,
      tokenChecking,
      useKernelMode,
      useAppPoolCredentials,
    }),
    reader: reads.known ? known(readerOf(facts, reads.value, belongs)) : reads,
  };
}

function readerOf(facts: ServerFacts, account: Account, belongs: Fact<Account>): Reader {
  const { name } = account;
  const looked = facts.accounts[name.toLowerCase()] ?? unknown(say`${name} was not looked up`, say`Look at the server again`);
  return {
    name,
    dn: account.kind === 'local' ? known(null) : looked.known ? known(looked.value.dn) : looked,
    isRight: belongs.known ? known(isSame(facts, belongs.value.name, name)) : belongs,
    shut: clockText(facts),
  };
}

/** The same account, by its spelling or by what the spelling leads to. */
function isSame({ accounts }: ServerFacts, one: string, other: string): boolean {
  const [a, b] = [accounts[one.toLowerCase()], accounts[other.toLowerCase()]];
  return one.toLowerCase() === other.toLowerCase() || (a?.known === true && b?.known === true && sameDn(a.value.dn, b.value.dn));
}

/** Kerberos takes no ticket where two clocks are more than five minutes apart (MaxClockSkew). */
function clockText({ surroundings: { clockAhead } }: ServerFacts): string | null {
  return clockAhead.known && Math.abs(clockAhead.value) > 300
    ? say`the clocks of this server and of the domain controller are more than five minutes apart`
    : null;
}

/** In: the facts and a name. Out: whether it leads to the application at a path; where the sites are not known, every name does. */
export function leadsTo({ configuration }: ServerFacts, name: string): (path: string) => boolean {
  if (!configuration.known) return () => true;
  const sites = sitesBehind(configuration.value, name);
  return (path) => sites.has(siteOf(path));
}
