import { type Fact, known, unknown } from '../model/fact.ts';
import { type Account, sameAccount } from './accounts.ts';
import type { NamedAccount, ServerFacts, SpnOwners } from './facts.ts';
import { commonAccount, decryptsNow, judgeServer, windowsApplications } from './judged.ts';
import { accountNameOf, holdsSpn, httpSpn, sameDn } from './spns.ts';

/** What is so with the service principal name of one client-facing name. `owner` and `owners` are account names, or DNs where no name is known. */
export type NameVerdict =
  | { readonly kind: 'right' | 'covered' | 'missing'; readonly name: string; readonly spn: string }
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
  | { readonly kind: 'unknown'; readonly name: string; readonly spn: string; readonly why: string; readonly next: string };

export interface JudgedNames {
  readonly account: Account;
  readonly verdicts: readonly NameVerdict[];
}

/** In: the facts. Out: the account that should hold every name, and what is so with each. */
export function judgeNames(facts: ServerFacts): Fact<JudgedNames> {
  if (!facts.host.known) return facts.host;
  const server = judgeServer(facts);
  if (!server.known) return server;
  const common = commonAccount(server.value);
  if (common.kind === 'unknown') return unknown(common.why, common.next);
  if (common.kind === 'several') {
    return unknown(
      `applications behind the same names run as different accounts (${common.accounts.map(({ name }) => name).join(', ')}), so no account is the right one`,
      'Decide the identity of the pools first',
    );
  }
  const { account } = common;
  const holder = facts.accounts[account.name.toLowerCase()] ?? unknown(`${account.name} was not looked up`, 'Look at the server again');
  if (!holder.known) return holder;
  return known({ account, verdicts: facts.names.map((name) => judgeName(name, account, holder.value, facts)) });
}

function judgeName(name: string, account: Account, holder: NamedAccount, facts: ServerFacts): NameVerdict {
  const spn = httpSpn(name);
  const asked = facts.owners[spn.toLowerCase()] ?? unknown(`${spn} was not looked up`, 'Look at the server again');
  if (!asked.known) return { kind: 'unknown', name, spn, why: asked.why, next: asked.next };
  if (contradict(holder, asked.value)) {
    return {
      kind: 'unknown',
      name,
      spn,
      why: `setspn -L ${account.name} and setspn -F -Q ${spn} contradict each other`,
      next: 'Wait for replication between the domain controllers and look again',
    };
  }
  return judgeOwners(name, spn, account, holder, asked.value, facts);
}

/** Both print every name of an account, so both have to print the same ones. */
export function contradict({ dn, spns }: NamedAccount, { spn, owners }: SpnOwners): boolean {
  const owner = owners.find((one) => sameDn(one.dn, dn));
  if (owner === undefined) return holdsSpn(spns, spn);
  return owner.spns.length !== spns.length || !owner.spns.every((held) => holdsSpn(spns, held));
}

function judgeOwners(name: string, spn: string, account: Account, holder: NamedAccount, asked: SpnOwners, facts: ServerFacts): NameVerdict {
  const others = asked.owners.filter(({ dn }) => !sameDn(dn, holder.dn));
  const rightHoldsIt = others.length < asked.owners.length;
  const [other, ...more] = others;
  if (other === undefined) {
    if (rightHoldsIt) return { kind: 'right', name, spn };
    const covered = account.kind === 'computer' && holdsSpn(holder.spns, `HOST/${name}`);
    return { kind: covered ? 'covered' : 'missing', name, spn };
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

/** Whether every name is known to be registered where it belongs, so that the settings of IIS may rely on it. */
export function namesAreRight(facts: ServerFacts): Fact<boolean> {
  const names = judgeNames(facts);
  if (!names.known) return names;
  const unclear = names.value.verdicts.find((verdict) => verdict.kind === 'unknown');
  if (unclear?.kind === 'unknown') return unknown(unclear.why, unclear.next);
  return known(names.value.verdicts.every(({ kind }) => kind === 'right' || kind === 'covered'));
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
  return known(keys.every((key) => key.known && sameAccount(key.value, names.value.account)));
}
