import type { DirectoryObject } from '../lab-state.ts';

/** What `setspn -X` prints below its first line: each name that two accounts hold, and how many such groups there are. */
export function duplicateLines(objects: readonly DirectoryObject[], isQuiet: boolean): readonly string[] {
  const holders = new Map<string, { readonly spn: string; readonly dns: readonly string[] }>();
  for (const { dn, servicePrincipalName } of objects) {
    for (const spn of servicePrincipalName) {
      const known = holders.get(spn.toLowerCase());
      holders.set(spn.toLowerCase(), { spn: known?.spn ?? spn, dns: [...(known?.dns ?? []), dn] });
    }
  }
  const groups = [...holders.values()].filter(({ dns }) => dns.length > 1);
  const lines = groups.flatMap(({ spn, dns }) => [`${spn} is registered on these accounts:`, ...dns.map((dn) => `\t${dn}`), '']);
  return [
    ...(isQuiet ? [] : ['Processing entry 0']),
    ...(groups.length === 0 ? [''] : lines),
    `found ${groups.length} group of duplicate SPNs.`,
  ];
}
