import type { Fact } from '../model/fact.ts';
import type { NamedAccount, ServerFacts } from './facts.ts';
import { canBeAName } from './names.ts';

/** The service principal name that a client asks for when it browses to a name: always class HTTP, https too, no port. */
export function httpSpn(name: string): string {
  return `HTTP/${name}`;
}

/** Service principal names ignore letter case. */
export function sameSpn(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** How often a list was asked, or the same in lower case once it is asked again and again: an account can hold thousands of names. */
const asked = new WeakMap<readonly string[], number | ReadonlySet<string>>();
const OFTEN = 4;

/** A list is never changed, only replaced, so what was made of it holds as long as it is there. */
export function holdsSpn(spns: readonly string[], spn: string): boolean {
  const known = asked.get(spns) ?? 0;
  if (typeof known !== 'number') return known.has(spn.toLowerCase());
  asked.set(spns, known < OFTEN ? known + 1 : new Set(spns.map((held) => held.toLowerCase())));
  return spns.some((held) => sameSpn(held, spn));
}

/** Distinguished names ignore letter case. */
export function sameDn(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * The name by which setspn finds an owner.
 * In: the owner's distinguished name. Out: an account name that was looked up and gave exactly this object; `undefined` where none did.
 */
export function accountNameOf(dn: string, facts: Pick<ServerFacts, 'accounts'>): string | undefined {
  return Object.values(facts.accounts).flatMap((account) => (account.known && sameDn(account.value.dn, dn) ? [account.value.name] : []))[0];
}

/** The account whose HOST entry stands for a name that nobody holds as HTTP; `undefined` where none is known to. Source: sPNMappings, [MS-ADTS] 3.1.1.5.1.3. */
export function coveringHost(name: string, { accounts, directory }: Pick<ServerFacts, 'accounts' | 'directory'>): string | undefined {
  const spn = `HOST/${name}`;
  const read = Object.values(accounts).flatMap((account) =>
    account.known && holdsSpn(account.value.spns, spn) ? [account.value.name] : [],
  );
  const asked = directory.holders[spn.toLowerCase()];
  return read[0] ?? (asked?.known ? asked.value[0]?.account : undefined);
}

/** In: `CN=svc-old,OU=Service Accounts,DC=contoso,DC=com`. Out: `svc-old`, a first guess at the account's name; `undefined` where there is none. */
export function commonName(dn: string): string | undefined {
  const match = /^CN=((?:\\.|[^,\\])+)/i.exec(dn);
  return match?.[1]?.replace(/\\(.)/g, '$1');
}

/** In: accounts that were looked up, and names. Out: the host names of their HTTP entries that are none of these names, in lower case, each once. */
export function heldHostNames(accounts: readonly Fact<NamedAccount>[], names: readonly string[]): readonly string[] {
  const hosts = accounts.flatMap((account) => (account.known ? account.value.spns : [])).flatMap((spn) => hostOfHttpSpn(spn) ?? []);
  return [...new Set(hosts)].filter((host) => canBeAName(host) && !names.includes(host)).sort();
}

/** In: `HTTP/smp01:8080`. Out: `smp01`; `undefined` for another class. */
function hostOfHttpSpn(spn: string): string | undefined {
  return /^HTTP\/([^/:]+)(?::\d+)?$/i.exec(spn)?.[1]?.toLowerCase();
}
