import type { Configuration } from './configuration.ts';
import type { HostIdentity } from './facts.ts';

export interface ClientNames {
  /** Lower case, each once: the computer's own names first. */
  readonly names: readonly string[];
  /** Names that cannot stand in a service principal name. */
  readonly refused: readonly string[];
}

/**
 * The names that clients use for the server: its own, the host headers of its sites, and those that the administrator added;
 * each short and fully qualified where it lies in the server's own domain.
 * In: who the server is, its configuration, the names of the sites that matter, added names.
 */
export function clientNames(
  host: HostIdentity,
  configuration: Configuration,
  siteNames: readonly string[],
  added: readonly string[],
): ClientNames {
  const wanted = new Set(siteNames.map((name) => name.toLowerCase()));
  const headers = configuration.sites
    .filter((site) => wanted.has(site.name.toLowerCase()))
    .flatMap((site) => site.bindings)
    .map((binding) => binding.host ?? '')
    .filter((name) => name !== '' && name !== '*');
  const candidates = [host.computerName, ...headers, ...added].map((name) => name.trim().toLowerCase());
  const usable = candidates.filter((name) => HOST_NAME.test(name) && !ADDRESS.test(name) && name !== 'localhost');
  return {
    names: [...new Set(usable.flatMap((name) => bothForms(name, host)))],
    refused: [...new Set(candidates.filter((name) => !HOST_NAME.test(name)))],
  };
}

// Underscores are no part of the DNS standard, but Windows computer names may hold them.
const HOST_NAME =
  /^(?=.{1,253}$)[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?(?:\.[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?)*$/u;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Whether clients could ask for a ticket by this name: a host name, no address. */
export function canBeAName(name: string): boolean {
  return HOST_NAME.test(name.trim()) && !isAddress(name);
}

/** Whether a host header is an address of IP version 4; one of version 6 cannot stand there, for it holds colons. */
export function isAddress(name: string): boolean {
  return ADDRESS.test(name.trim());
}

function bothForms(name: string, host: HostIdentity): readonly string[] {
  const domain = host.dnsDomain?.toLowerCase();
  if (domain === undefined) return [name];
  if (!name.includes('.')) return [name, `${name}.${domain}`];
  const short = name.endsWith(`.${domain}`) ? name.slice(0, -domain.length - 1) : '';
  return short === '' || short.includes('.') ? [name] : [short, name];
}

/** Whether a name is the computer's own, short or fully qualified: then other services use its service principal names too. */
export function isOwnName(name: string, host: HostIdentity): boolean {
  return bothForms(host.computerName.toLowerCase(), host).includes(name.toLowerCase());
}

/** A name leads to the sites that are bound to it; where none is, to those that take every name. */
export function sitesBehind({ sites }: Configuration, name: string): ReadonlySet<string> {
  const taking = (isTaken: (host: string) => boolean) =>
    sites.filter(({ bindings }) => bindings.some(({ host }) => host !== null && isTaken(host))).map((site) => site.name);
  const bound = taking((host) => host.toLowerCase() === name.toLowerCase());
  return new Set(bound.length > 0 ? bound : taking((host) => host === '' || host === '*'));
}
