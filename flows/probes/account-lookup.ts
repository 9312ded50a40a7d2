import { say } from '../language/say.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { type DirectoryAccount, type DirectoryOutline, isIn, type Partition } from '../server/directory.ts';
import { canBeAName } from '../server/names.ts';
import { anyOf, equals } from './ldap-filter.ts';

/** An account name in its parts: `CONTOSO\svc`, `contoso.com\svc`, `svc@contoso.com`, `SMP01$`. */
interface Parts {
  readonly domain: string | null;
  readonly user: string;
  readonly isPrincipal: boolean;
}

function partsOf(name: string): Parts {
  const trimmed = name.trim();
  const slash = trimmed.indexOf('\\');
  if (slash >= 0) return { domain: trimmed.slice(0, slash), user: trimmed.slice(slash + 1), isPrincipal: false };
  const at = trimmed.lastIndexOf('@');
  if (at > 0) return { domain: trimmed.slice(at + 1), user: trimmed.slice(0, at), isPrincipal: true };
  return { domain: null, user: trimmed, isPrincipal: false };
}

/**
 * Where an account is to be looked for. In: its name in any form. Out: whom to ask and how far;
 * `undefined` where it is of no domain of the forest. A user principal name may end with any suffix, so the forest is asked for one that is no domain's.
 */
export function placeOfAccount(
  name: string,
  outline: DirectoryOutline,
): { readonly server: string; readonly scope: 'domain' | 'forest' } | undefined {
  const { domain, user, isPrincipal } = partsOf(name);
  if (user === '') return undefined;
  if (domain === null) return { server: 'default', scope: 'domain' };
  const partition = partitionOf(domain, outline);
  if (partition === undefined) return isPrincipal ? { server: 'default', scope: 'forest' } : undefined;
  if (isSame(partition.dn, outline.domain)) return { server: 'default', scope: 'domain' };
  return canBeAName(partition.dns) ? { server: partition.dns, scope: 'domain' } : undefined;
}

/** A user principal name may be written down (userPrincipalName) or follow from the account's name and domain. */
export function accountFilter(name: string): string {
  const { user, isPrincipal } = partsOf(name);
  const byName = equals('sAMAccountName', user);
  return isPrincipal ? anyOf([equals('userPrincipalName', name.trim()), byName]) : byName;
}

/** In: a name and the hits of a search for it and others. Out: the account; `null` for none; unknown for several. */
export function findNamed(name: string, accounts: readonly DirectoryAccount[], outline: DirectoryOutline): Fact<DirectoryAccount | null> {
  const { domain, user, isPrincipal } = partsOf(name);
  const written = isPrincipal ? accounts.filter(({ userPrincipalName }) => isSame(userPrincipalName ?? '', name.trim())) : [];
  const partition = domain === null ? { dn: outline.domain } : partitionOf(domain, outline);
  const byName = accounts.filter(({ account, dn }) => isSame(account, user) && partition !== undefined && isIn(dn, partition.dn));
  const [found, second] = written.length > 0 ? written : byName;
  if (second !== undefined) return unknown(say`several accounts answer to ${name}`, say`Let the directory team look at these accounts`);
  return known(found ?? null);
}

function partitionOf(domain: string, { partitions }: DirectoryOutline): Partition | undefined {
  return partitions.find(({ netbios, dns }) => isSame(netbios, domain) || isSame(dns, domain));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
