import type { ServerFacts } from './facts.ts';

/** A name that leads to another one by a CNAME. */
export interface Alias {
  readonly name: string;
  readonly canonical: string;
}

/** In: a name that clients use, and the facts. Out: where it leads, as a list of one; empty where it is no alias. The full form of a short name is none. */
export function aliasOf(name: string, { resolutions, host }: Pick<ServerFacts, 'resolutions' | 'host'>): readonly Alias[] {
  const resolution = resolutions[name];
  const canonical = resolution?.known ? resolution.value.canonical?.toLowerCase().replace(/\.$/, '') : undefined;
  if (canonical === undefined || canonical === name || !host.known) return [];
  const fullForm = name.includes('.') ? name : `${name}.${host.value.dnsDomain?.toLowerCase() ?? ''}`;
  // Windows may answer the computer's own full name with the short one: it does not ask DNS for itself.
  return canonical === fullForm || fullForm === `${canonical}.${host.value.dnsDomain?.toLowerCase() ?? ''}` ? [] : [{ name, canonical }];
}
