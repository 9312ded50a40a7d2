import { domainOf, isIn } from './directory.ts';
import type { ServerFacts } from './facts.ts';
import { sameDn } from './spns.ts';

/** In: the distinguished name of an owner. Out: its domain, `sales.contoso.com`, where it is another one of the forest than the server's. */
export function domainElsewhere(owner: string, { directory: { outline } }: ServerFacts): string | undefined {
  if (!outline.known || !/DC=/i.test(owner) || isIn(owner, outline.value.domain)) return undefined;
  return (
    partitionOf(owner, outline.value.partitions)?.dns ??
    domainOf(owner)
      .replace(/(?:^|,)DC=/gi, '.')
      .slice(1)
  );
}

/** In: the same, and a name that it holds. Out: the account as setspn takes it, `SALES\svc-portal`; `undefined` where the directory did not tell. */
export function accountElsewhere(owner: string, spn: string, { directory }: ServerFacts): string | undefined {
  const holders = directory.holders[spn.toLowerCase()];
  const holder = holders?.known ? holders.value.find(({ dn }) => sameDn(dn, owner)) : undefined;
  const partition = directory.outline.known ? partitionOf(owner, directory.outline.value.partitions) : undefined;
  return holder === undefined || partition === undefined ? undefined : `${partition.netbios}\\${holder.account}`;
}

function partitionOf<P extends { readonly dn: string }>(owner: string, partitions: readonly P[]): P | undefined {
  return partitions.find(({ dn }) => isIn(owner, dn));
}
