import { listed, say } from '../language/say.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { onceEach } from '../model/once-each.ts';
import { type Account, sameAccount } from './accounts.ts';
import type { NamedAccount, ServerFacts, SpnOwners } from './facts.ts';
import { commonAccount, decryptsNow, type JudgedServer, judgeServer, windowsApplications } from './judged.ts';
import { isOwn, isUnresolved } from './resolved-names.ts';
import { accountNameOf, holdsSpn, httpSpn, sameDn, sameSpn } from './spns.ts';

/** What is so with the service principal name of one client-facing name. `owner` and `owners` are account names, or DNs where no name is known. */
export type NameVerdict =
  /** `unresolved`: nobody holds it, and the name leads nowhere, so nobody can ask for it. */
  | { readonly kind: 'right' | 'covered' | 'missing' | 'unresolved'; readonly name: string; readonly spn: string }
  | {
      readonly kind: 'misplaced';
      readonly name: string;
      readonly spn: string;
      readonly owner: string;
      readonly ownerAccount: string | undefined;
    }
  | {
      readonly kind: 'duplicate';
      readonly name: string;
      readonly spn: string;
      readonly owners: readonly string[];
      /** The accounts that should not hold it; `undefined` for one that setspn cannot be told by name. */
      readonly wrong: readonly (string | undefined)[];
      readonly rightHoldsIt: boolean;
    }
  /** Nobody holds it, and HOST on another computer answers for it; `owner` is that computer. */
  | { readonly kind: 'elsewhere'; readonly name: string; readonly spn: string; readonly owner: string }
  /** The controllers of the site see different owners; `views` says which sees it on whom: `on svc-smp at DC01, on no account at DC02`. */
  | { readonly kind: 'waiting'; readonly name: string; readonly spn: string; readonly views: string }
  | { readonly kind: 'unknown'; readonly name: string; readonly spn: string; readonly why: string; readonly next: string };

export interface JudgedNames {
  /** The account that the names belong on. */
  readonly account: Account;
  readonly verdicts: readonly NameVerdict[];
}

/** A configuration file holds no name of its server, and one command more would not make it answer. */
const COLLECT = say`Write the collector with kerbwise collect, run it on the server, and open the zip that it makes with --target evidence:ZIP`;

function hostOf({ host, ground }: ServerFacts): ServerFacts['host'] {
  return host.known || ground.isServer ? host : unknown(host.why, COLLECT);
}

/** In: the facts. Out: the account that should hold every name, and what is so with each. */
export const judgeNames = onceEach((facts: ServerFacts): Fact<JudgedNames> => {
  const host = hostOf(facts);
  if (!host.known) return host;
  const server = judgeServer(facts);
  if (!server.known) return server;
  const settled = settledOn(server.value, facts);
  if (!settled.known) return settled;
  if (settled.value !== null) return judgedFor(settled.value, facts);
  const common = commonAccount(server.value);
  if (common.kind === 'unknown') return unknown(common.why, common.next);
  if (common.kind === 'several') {
    return unknown(
      say`applications behind the same names run as different accounts (${common.accounts.map(({ name }) => name).join(', ')}), so no account is the right one`,
      say`Decide the identity of the pools first`,
    );
  }
  return judgedFor(common.account, facts);
});

function judgedFor(account: Account, facts: ServerFacts): Fact<JudgedNames> {
  const holder = holderOf(account, facts);
  if (!holder.known) return holder;
  return known({ account, verdicts: facts.names.map((name) => judgeName(name, account, holder.value, facts)) });
}

function holderOf(account: Account, { accounts }: ServerFacts): Fact<NamedAccount> {
  return accounts[account.name.toLowerCase()] ?? unknown(say`${account.name} was not looked up`, say`Look at the server again`);
}

/**
 * The account with whose key every application reads its tickets now, where it is another one than the pools’ and every name that clients
 * use is already made out to it: such a server signs users in as it is, and a move to the pools’ account would only interrupt it. A name
 * that is nowhere yet joins the others where one of them was registered on that account on purpose.
 * `null` where it is not so; unknown where what was not read decides: then nothing may be moved either.
 */
export function settledAccount(facts: ServerFacts): Fact<Account | null> {
  const server = judgeServer(facts);
  return server.known ? settledOn(server.value, facts) : server;
}

function settledOn(server: JudgedServer, facts: ServerFacts): Fact<Account | null> {
  const account = sharedKey(server);
  const common = commonAccount(server);
  if (account === null || common.kind === 'unknown') return known(null);
  if (common.kind === 'one' && sameAccount(common.account, account, server.identities)) return known(null);
  const host = hostOf(facts);
  if (!host.known) return host;
  const fits = facts.names.map((name) => fitOf(name, account, facts));
  if (fits.length === 0 || fits.some((fit) => fit.known && fit.value === 'elsewhere')) return known(null);
  const unclear = fits.find((fit) => !fit.known);
  if (unclear !== undefined && !unclear.known) return unclear;
  const told = fits.flatMap((fit) => (fit.known ? [fit.value] : []));
  return known(told.includes('missing') && !told.includes('held') ? null : account);
}

/** The one account that decrypts wherever users sign in; `null` where there are several, none, or one outside the directory. */
export function sharedKey(server: JudgedServer): Account | null {
  const keys = [...windowsApplications(server), ...server.neighbours].map((application) => decryptsNow(application, server.host));
  const [first, ...others] = keys;
  if (first === undefined || !first.known || first.value.kind === 'local') return null;
  const account = first.value;
  return others.every((key) => key.known && sameAccount(key.value, account, server.identities)) ? account : null;
}

/** How a name stands to one account: on it, made out to it otherwise or to nobody that could be asked for, nowhere yet, or not its own. */
type Fit = 'held' | 'fits' | 'missing' | 'elsewhere';

/** One list of another account that holds the name is enough to know that it is not this one’s. */
function fitOf(name: string, account: Account, facts: ServerFacts): Fact<Fit> {
  const spn = httpSpn(name);
  const holder = holderOf(account, facts);
  const isOther = ({ name: other, dn }: NamedAccount) =>
    other.toLowerCase() !== account.name.toLowerCase() && !(holder.known && sameDn(holder.value.dn, dn));
  const others = Object.values(facts.accounts).filter((one) => one.known && isOther(one.value) && holdsSpn(one.value.spns, spn));
  if (others.length > 0) return known('elsewhere');
  if (!holder.known) return holder;
  const verdict = judgeName(name, account, holder.value, facts);
  switch (verdict.kind) {
    case 'unknown':
      return unknown(verdict.why, verdict.next);
    case 'right':
      return known('held');
    case 'covered':
    case 'unresolved':
    case 'waiting': // the step of the names tells it; until then nothing is moved away from this account
      return known('fits');
    case 'missing':
      return known('missing');
    default:
      return known('elsewhere');
  }
}

function judgeName(name: string, account: Account, holder: NamedAccount, facts: ServerFacts): NameVerdict {
  const spn = httpSpn(name);
  const waiting = differingViews(spn, facts);
  if (waiting !== undefined) return { kind: 'waiting', name, spn, views: waiting };
  const asked = facts.owners[spn.toLowerCase()] ?? unknown(say`${spn} was not looked up`, say`Look at the server again`);
  if (!asked.known) return { kind: 'unknown', name, spn, why: asked.why, next: asked.next };
  if (contradict(holder, asked.value)) {
    return {
      kind: 'unknown',
      name,
      spn,
      why: say`setspn -L ${account.name} and setspn -F -Q ${spn} contradict each other`,
      next: say`Wait for replication between the domain controllers and look again`,
    };
  }
  return judgeOwners(name, spn, account, holder, asked.value, facts);
}

/** Both print every name of an account, so both have to print the same ones. */
export function contradict({ dn, spns }: NamedAccount, { spn, owners }: SpnOwners): boolean {
  const owner = owners.find((one) => sameDn(one.dn, dn));
  if (owner === undefined) return holdsSpn(spns, spn);
  return owner.spns.length !== spns.length || !owner.spns.every((held, at) => held === spns[at] || holdsSpn(spns, held));
}

function judgeOwners(name: string, spn: string, account: Account, holder: NamedAccount, asked: SpnOwners, facts: ServerFacts): NameVerdict {
  const others = asked.owners.filter(({ dn }) => !sameDn(dn, holder.dn));
  const rightHoldsIt = others.length < asked.owners.length;
  const [other, ...more] = others;
  if (other === undefined) {
    if (rightHoldsIt) return { kind: 'right', name, spn };
    const covered = account.kind === 'computer' && holdsSpn(holder.spns, `HOST/${name}`);
    const elsewhere = covered ? undefined : otherComputer(name, facts);
    if (elsewhere !== undefined) return { kind: 'elsewhere', name, spn, owner: elsewhere };
    return { kind: covered ? 'covered' : isNowhere(name, facts) ? 'unresolved' : 'missing', name, spn };
  }
  const ownerAccount = accountNameOf(other.dn, facts);
  if (!rightHoldsIt && more.length === 0) return { kind: 'misplaced', name, spn, owner: ownerAccount ?? other.dn, ownerAccount };
  return {
    kind: 'duplicate',
    name,
    spn,
    owners: asked.owners.map(({ dn }) => accountNameOf(dn, facts) ?? dn),
    wrong: others.map(({ dn }) => accountNameOf(dn, facts)),
    rightHoldsIt,
  };
}

/** A name that is registered before it resolves would be left over in the directory. What HOST of an account answers for, somebody uses. */
function isNowhere(name: string, facts: ServerFacts): boolean {
  if (isOwn(name, facts) || !isUnresolved(name, facts)) return false;
  return Object.values(facts.accounts).every((account) => !account.known || !holdsSpn(account.value.spns, `HOST/${name}`));
}

/** In words, which controller sees whom; `undefined` where all that answered see the same. */
function differingViews(spn: string, { directory: { replication } }: ServerFacts): string | undefined {
  const differing = replication.known ? replication.value.differing.filter((one) => sameSpn(one.spn, spn)) : [];
  const [first] = differing;
  if (first === undefined) return undefined;
  const owners = (accounts: readonly string[]) => (accounts.length === 0 ? say`no account` : listed(accounts, ' and '));
  const views = [
    { controller: first.controller, seen: first.owners },
    ...differing.map((one) => ({ controller: one.otherController, seen: one.otherOwners })),
  ];
  return listed(views.map(({ controller, seen }) => say`on ${owners(seen)} at ${controller}`));
}

/** Another computer than this one that holds HOST/name: its tickets would go to the account that the name is registered on. */
function otherComputer(name: string, { directory, host }: ServerFacts): string | undefined {
  const holders = directory.holders[`host/${name}`.toLowerCase()];
  if (holders === undefined || !holders.known || !host.known) return undefined;
  const own = `${host.value.computerName}$`.toLowerCase();
  return holders.value.find(({ account }) => account.toLowerCase() !== own)?.account;
}

/** What stands in the way of nothing: a name that nobody can call by is no name that a ticket is asked for. */
const FITTING: ReadonlySet<NameVerdict['kind']> = new Set(['right', 'covered', 'unresolved']);

/** Whether every name is known to be registered where it belongs, so that the settings of IIS may rely on it. */
export function namesAreRight(facts: ServerFacts): Fact<boolean> {
  const names = judgeNames(facts);
  if (!names.known) return names;
  const unclear = names.value.verdicts.find((verdict) => verdict.kind === 'unknown');
  if (unclear?.kind === 'unknown') return unknown(unclear.why, unclear.next);
  const waiting = names.value.verdicts.find((verdict) => verdict.kind === 'waiting');
  if (waiting?.kind === 'waiting')
    return unknown(say`the controllers do not agree yet: ${waiting.spn} is ${waiting.views}`, say`Wait for replication, then look again`);
  return known(names.value.verdicts.every(({ kind }) => FITTING.has(kind)));
}

/**
 * Whether a ticket for any of the server's names would be decrypted: the names are right, and IIS takes the key of the same account
 * wherever Windows Authentication is on. Negotiate first is safe only then.
 */
export function ticketsCanBeDecrypted(facts: ServerFacts): Fact<boolean> {
  const server = judgeServer(facts);
  if (!server.known) return server;
  const names = judgeNames(facts);
  if (!names.known) return names;
  const right = namesAreRight(facts);
  if (!right.known || !right.value) return right;
  const keys = windowsApplications(server.value).map((application) => decryptsNow(application, server.value.host));
  const unclear = keys.find((key) => !key.known);
  if (unclear !== undefined && !unclear.known) return unclear;
  return known(keys.every((key) => key.known && sameAccount(key.value, names.value.account, server.value.identities)));
}
