import { ENCRYPTION, hasFlag } from '../../../flows/server/directory.ts';
import type { Directory, DirectoryObject } from '../lab-state.ts';

/** Names of services compare without letter case. */
export function sameSpn(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Every account of the forest that holds this very name. */
export function ownersOf(directory: Directory, spn: string): readonly DirectoryObject[] {
  return directory.objects.filter(({ servicePrincipalName }) => servicePrincipalName.some((held) => sameSpn(held, spn)));
}

/** Every account whose `HOST/` name covers this one by the forest's sPNMappings. */
export function ownersByAlias(directory: Directory, spn: string): readonly DirectoryObject[] {
  const [service = '', ...rest] = spn.split('/');
  const [alias = '', services = ''] = directory.sPNMappings.split('=');
  const covered = services.toLowerCase().split(',').includes(service.toLowerCase());
  return covered ? ownersOf(directory, [alias, ...rest].join('/')) : [];
}

/**
 * The account that a controller makes the ticket for: the holder of the very name, else of the `HOST/` name that covers it.
 * Out: `none`, `many` where two accounts hold the name, or the account.
 */
export function ticketAccount(directory: Directory, spn: string): 'none' | 'many' | DirectoryObject {
  const explicit = ownersOf(directory, spn);
  const owners = explicit.length > 0 ? explicit : ownersByAlias(directory, spn);
  const [only] = owners;
  if (only === undefined) return 'none';
  return owners.length > 1 ? 'many' : only;
}

/** Whether a controller can make a ticket for this account: not for one that allows encryption types without AES alone. Source: [MS-KILE] 2.2.7, KB 5073381. */
export function hasTicketKeys({ attributes: { supportedEncryptionTypes } }: DirectoryObject): boolean {
  return supportedEncryptionTypes === null || supportedEncryptionTypes === 0 || hasFlag(supportedEncryptionTypes, ENCRYPTION.aes);
}

/** The distinguished name of the domain that an object is of. */
export function domainDn({ dn }: DirectoryObject): string {
  const rest = dn.split(',').filter((part) => part.toUpperCase().startsWith('DC='));
  return rest.join(',');
}

/** Whether an object is of the domain itself; others are of another domain of the forest. */
export function isOfDomain(directory: Directory, object: DirectoryObject): boolean {
  return domainDn(object).toLowerCase() === directory.dn.toLowerCase();
}

/**
 * In: `svc-smp`, `CONTOSO\svc-smp`, `svc-smp@contoso.com`, `SMP01` or `SMP01$`; `only` as setspn's -C and -U say it.
 * Out: the account; without `only` a computer is tried before a user.
 */
export function findAccount(directory: Directory, typed: string, only: 'computer' | 'user' | undefined): DirectoryObject | undefined {
  const [domain, name] = typed.includes('\\') ? [typed.slice(0, typed.indexOf('\\')), typed.slice(typed.indexOf('\\') + 1)] : ['', typed];
  const home =
    domain === '' ? directory.dn : directory.partitions.find(({ netbios, dns }) => isSame(netbios, domain) || isSame(dns, domain))?.dn;
  if (home === undefined || name === '') return undefined;
  const objects = directory.objects.filter((object) => isSame(domainDn(object), home));
  const byName = (wanted: string) => objects.find(({ sAMAccountName }) => isSame(sAMAccountName, wanted));
  const computer = name.endsWith('$') ? byName(name) : byName(`${name}$`);
  const user = byName(name) ?? objects.find(({ userPrincipalName }) => isSame(userPrincipalName ?? '', name));
  if (only === 'computer') return computer;
  return only === 'user' ? user : (computer ?? user);
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
