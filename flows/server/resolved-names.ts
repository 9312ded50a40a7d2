import type { Resolution, ServerFacts } from './facts.ts';
import { isOwnName } from './names.ts';

/** Whether name resolution knows nothing of a name. */
export function leadsNowhere({ canonical, addresses }: Resolution): boolean {
  return canonical === null && addresses.length === 0;
}

type Known = Pick<ServerFacts, 'names' | 'resolutions' | 'host'>;

/** Whether no form of a name leads anywhere: a short form that only this server's suffixes could complete is no fault. */
export function isUnresolved(name: string, facts: Known): boolean {
  return isLost(name, facts) && facts.names.filter((other) => isOneOfForms(name, other, facts)).every((form) => isLost(form, facts));
}

function isLost(name: string, { resolutions }: Known): boolean {
  const resolution = resolutions[name];
  return resolution?.known === true && leadsNowhere(resolution.value);
}

/** The computer's own names stand whatever DNS says of them: WinRM and others ask for them too. */
export function isOwn(name: string, { host }: Pick<ServerFacts, 'host'>): boolean {
  return host.known && isOwnName(name, host.value);
}

/** `smp` and `smp.contoso.com` are one name in two forms. */
function isOneOfForms(name: string, other: string, { host }: Pick<ServerFacts, 'host'>): boolean {
  const domain = host.known ? `.${host.value.dnsDomain?.toLowerCase() ?? ''}` : '.';
  return name === other || `${name}${domain}` === other || name === `${other}${domain}`;
}
