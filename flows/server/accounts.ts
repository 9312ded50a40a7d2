import { say } from '../language/say.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { Configuration, EffectiveWindows, Pool } from './configuration.ts';
import type { HostIdentity } from './facts.ts';

/**
 * An account of the directory or the machine. `computer` and `domain` can hold service principal names, `local` cannot.
 * `name` is what setspn takes: `SMP01$`, `CONTOSO\svc-smp`.
 */
export interface Account {
  readonly kind: 'computer' | 'domain' | 'local';
  readonly name: string;
}

/** In: the name of a pool. Out: the pool; `undefined` where the configuration has none of that name. Names ignore letter case. */
export function findPool(configuration: Configuration, name: string): Pool | undefined {
  return configuration.pools.find((pool) => pool.name.toLowerCase() === name.toLowerCase());
}

/**
 * The account that a pool is on the network.
 * Source: iis-docs, processModel and "Application Pool Identities": the built-in identities are the computer there.
 */
export function poolAccount(pool: Pool, host: Fact<HostIdentity>): Fact<Account> {
  const computer = known(computerAccount(host));
  switch (pool.identityType.toLowerCase()) {
    case 'applicationpoolidentity':
    case 'networkservice':
    case 'localsystem':
    case 'localservice':
      return computer;
    case 'specificuser':
      return specificUser(pool, host, computer);
    default:
      return unknown(
        say`the pool ${pool.name} has the identity type ${pool.identityType}, which IIS does not know`,
        say`Look at the identity of ${pool.name} in IIS Manager`,
      );
  }
}

function specificUser(pool: Pool, host: Fact<HostIdentity>, computer: Fact<Account>): Fact<Account> {
  const name = pool.userName?.trim() ?? '';
  if (name === '')
    return unknown(
      say`the pool ${pool.name} runs as a specific user whose name is empty`,
      say`Enter the identity of ${pool.name} in IIS Manager`,
    );
  const [domain, user] = name.includes('\\') ? splitOnce(name, '\\') : ['', name];
  const place = domain.toLowerCase();
  if (place === 'nt authority' || place === 'nt service' || place === 'iis apppool') return computer;
  if (place === '.' || (host.known && place === host.value.computerName.toLowerCase())) return known({ kind: 'local', name });
  if (domain === '' && !name.includes('@')) return known({ kind: 'local', name });
  return user === ''
    ? unknown(say`${name} names no user`, say`Enter the identity of ${pool.name} in IIS Manager`)
    : known({ kind: 'domain', name });
}

/**
 * The account whose key decrypts the service ticket.
 * With kernel mode that is the computer, whatever the pool runs as, unless useAppPoolCredentials says to take the pool's account.
 * Source: Microsoft, "Troubleshoot Kerberos failures"; iis-docs, windowsAuthentication.
 */
export function decryptingAccount(pool: Pool, windows: EffectiveWindows, host: Fact<HostIdentity>): Fact<Account> {
  if (windows.useKernelMode && !windows.useAppPoolCredentials) return known(computerAccount(host));
  return poolAccount(pool, host);
}

/** The account that should decrypt: a domain account or gMSA that the pool runs as, else the computer. */
export function rightAccount(pool: Pool, host: Fact<HostIdentity>): Fact<Account> {
  const account = poolAccount(pool, host);
  if (!account.known || account.value.kind !== 'local') return account;
  return known(computerAccount(host));
}

/** The computer's own account, by its name where that is known. */
export function computerAccount(host: Fact<HostIdentity>): Account {
  return { kind: 'computer', name: host.known ? `${host.value.computerName}$` : say`the computer account` };
}

/** What identifies an account, by its name in lower case: the directory's security identifier, else a distinguished name. */
export type Identities = Readonly<Record<string, { readonly sid: string | null; readonly dn: string }>>;

/** Accounts are compared by identity; `CONTOSO\svc` and `svc@contoso.com` may be one. Where one is not known, by spelling. */
export function sameAccount(a: Account, b: Account, identities: Identities = {}): boolean {
  if (a.name.toLowerCase() === b.name.toLowerCase()) return true;
  const [one, other] = [identities[a.name.toLowerCase()], identities[b.name.toLowerCase()]];
  if (one === undefined || other === undefined) return false;
  if (one.sid !== null && other.sid !== null) return one.sid === other.sid;
  return one.dn.toLowerCase() === other.dn.toLowerCase();
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}
