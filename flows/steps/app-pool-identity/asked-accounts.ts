import type { Fact } from '../../model/fact.ts';
import { type Account, computerAccount, poolAccount } from '../../server/accounts.ts';
import type { DirectoryAccount } from '../../server/directory.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { decryptsNow, judgeServer, shouldDecrypt, windowsApplications } from '../../server/judged.ts';
import { settledAccount } from '../../server/judged-names.ts';

/** One account that sign-ins depend on, with what the directory says of it. */
export interface AskedAccount {
  readonly name: string;
  readonly role: 'pool' | 'computer' | 'application identity';
  readonly identity: Fact<DirectoryAccount | null>;
}

/** The accounts of the pools in scope, each once however it is written; and this computer. */
export function poolAccounts(facts: ServerFacts): readonly AskedAccount[] {
  const server = judgeServer(facts);
  if (!server.known) return [];
  const pools = server.value.applications.flatMap(({ pool }) => (pool === undefined ? [] : [poolAccount(pool, facts.host)]));
  const domain = pools.flatMap((account) => (account.known && account.value.kind === 'domain' ? [account.value] : []));
  const computer = facts.host.known ? [computerAccount(facts.host)] : [];
  return once([...domain, ...computer].flatMap((account) => asked(account, facts)));
}

/** Only the accounts that decrypt tickets now or should. */
export function decryptingAccounts(facts: ServerFacts): readonly AskedAccount[] {
  const server = judgeServer(facts);
  if (!server.known) return [];
  const settled = settledAccount(facts);
  const isSettled = settled.known && settled.value !== null;
  const accounts = windowsApplications(server.value).flatMap((one) => [
    decryptsNow(one, facts.host),
    ...(isSettled ? [] : [shouldDecrypt(one, facts.host)]),
  ]);
  return once(accounts.flatMap((account) => (account.known && account.value.kind !== 'local' ? asked(account.value, facts) : [])));
}

/** The accounts that the registry names as the Application Identity, and that no pool runs as. */
export function applicationIdentities(facts: ServerFacts): readonly AskedAccount[] {
  const { applicationIdentity, identities } = facts.directory;
  const texts = applicationIdentity.known ? (applicationIdentity.value?.accounts ?? []).map(({ text }) => text) : [];
  const all = texts.flatMap((name): readonly AskedAccount[] => {
    const identity = identities[name.toLowerCase()];
    return identity === undefined ? [] : [{ name, role: 'application identity', identity }];
  });
  const pools = poolAccounts(facts);
  return once(all).filter((one) => !pools.some((pool) => isSame(pool, one)));
}

function asked(account: Account, { directory }: ServerFacts): readonly AskedAccount[] {
  const identity = directory.identities[account.name.toLowerCase()];
  return identity === undefined ? [] : [{ name: account.name, role: account.kind === 'computer' ? 'computer' : 'pool', identity }];
}

function once(accounts: readonly AskedAccount[]): readonly AskedAccount[] {
  return accounts.filter((account, at) => accounts.findIndex((other) => isSame(other, account)) === at);
}

function isSame(a: AskedAccount, b: AskedAccount): boolean {
  if (a.name.toLowerCase() === b.name.toLowerCase()) return true;
  const [one, other] = [a.identity, b.identity].map((identity) => (identity.known ? identity.value?.sid : undefined));
  return one !== undefined && one === other;
}
