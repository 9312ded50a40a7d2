import { levelPath, samePath } from '../../flows/server/configuration.ts';
import { findAccount, hasTicketKeys, ticketAccount } from './directory/lookup.ts';
import { type EffectiveElement, effectiveSection, itemsIn, valueIn } from './iis/effective.ts';
import { type PoolObject, readServerObjects } from './iis/objects.ts';
import { ANONYMOUS, WINDOWS } from './iis/schema.ts';
import type { DirectoryObject, LabState } from './lab-state.ts';
import { readOwnXml } from './xml/xml-tree.ts';

/** How a client of the domain ends up when it calls an application by a name. */
interface SignIn {
  readonly protocol: 'kerberos' | 'ntlm' | 'refused' | 'anonymous';
  /** The cause, in one sentence. */
  readonly why: string;
}

const signedIn = (protocol: SignIn['protocol'], why: string): SignIn => ({ protocol, why });

/**
 * Plays one sign-in through: IIS's challenge, the controller's ticket, and the key that IIS reads the ticket with.
 * In: an application as IIS names it, and a host name as a client types it. Out: the protocol and why.
 * Source: windows-tools.md 2.3, 3.4 and 5.1.
 */
export function signIn(state: LabState, application: string, name: string): SignIn {
  if (poolOf(state, application) === undefined)
    return signedIn('refused', 'the application names a pool that is not there: IIS answers 503');
  const windows = effectiveSection(state, levelPath(application), WINDOWS);
  const anonymous = effectiveSection(state, levelPath(application), ANONYMOUS);
  if (!windows.ok || !anonymous.ok) return signedIn('refused', 'IIS cannot load its configuration here and answers 500.19');
  if (valueIn(anonymous.value, 'enabled') === 'true') return signedIn('anonymous', 'anonymous access is on: nobody is asked to sign in');
  if (valueIn(windows.value, 'enabled') !== 'true') return signedIn('refused', 'Windows Authentication and anonymous access are both off');
  const [first] = itemsIn(windows.value, 'providers');
  if (first === undefined) return signedIn('refused', 'the list of providers is empty: no challenge is sent');
  if (first.toLowerCase() === 'ntlm') return signedIn('ntlm', 'NTLM is the first provider');
  const isKerberosOnly = first.toLowerCase() === 'negotiate:kerberos';
  if (!isKerberosOnly && first.toLowerCase() !== 'negotiate') return signedIn('refused', `no client knows the provider ${first}`);
  const shut = whyShut(state, windows.value);
  if (shut !== undefined) return signedIn('refused', shut);
  const holder = ticketAccount(state.directory, `HTTP/${canonicalName(state, name)}`);
  if (typeof holder === 'string') {
    const why = holder === 'none' ? `no account holds HTTP/${name}` : `two accounts hold HTTP/${name}`;
    return isKerberosOnly ? signedIn('refused', `${why}, and there is nothing to fall back to`) : signedIn('ntlm', `${why}: no ticket`);
  }
  if (!hasTicketKeys(holder))
    return signedIn(
      'refused',
      `no ticket can be made for ${holder.sAMAccountName}: SEC_E_KDC_UNKNOWN_ETYPE, and Windows does not fall back`,
    );
  return readTicket(state, application, holder, valueIn(windows.value, 'useKernelMode'), valueIn(windows.value, 'useAppPoolCredentials'));
}

/** What stands in the way of every ticket, whoever holds the name. Source: MaxClockSkew, five minutes; iis-docs, extendedProtection. */
function whyShut({ network }: LabState, windows: EffectiveElement): string | undefined {
  if (Math.abs(network.clockAheadSeconds) > 300) return 'the clocks are more than five minutes apart: KRB_AP_ERR_SKEW';
  const protection = windows.elements.find(({ name }) => name === 'extendedProtection');
  const isRequired = protection !== undefined && valueIn(protection, 'tokenChecking') === 'Require';
  return isRequired && network.tlsInspected ? 'the sign-in is bound to a TLS connection that ends at the inspecting device' : undefined;
}

/** A browser asks for a ticket for the name at the end of a CNAME, with the port that it was told to add. */
function canonicalName({ network, directory }: LabState, name: string): string {
  const [host = '', port] = name.split(':');
  const full = host.includes('.') ? host : `${host}.${directory.dnsName}`;
  const alias = network.zone.find((entry) => entry.name.toLowerCase() === full.toLowerCase())?.alias ?? null;
  return `${alias ?? host}${port === undefined ? '' : `:${port}`}`;
}

function readTicket(state: LabState, application: string, holder: DirectoryObject, kernelMode: string, credentials: string): SignIn {
  const byPool = kernelMode !== 'true' || credentials === 'true';
  const reader = byPool ? poolAccount(state, application) : computerAccount(state);
  const whose = byPool ? 'the application pool' : 'the computer account (useAppPoolCredentials is off)';
  if (reader === undefined) return signedIn('refused', `the ticket is for ${holder.sAMAccountName}; ${whose} has no key in the domain`);
  if (reader.dn === holder.dn) return signedIn('kerberos', `the ticket is for ${holder.sAMAccountName}, whose key IIS reads it with`);
  return signedIn('refused', `the ticket is for ${holder.sAMAccountName}, IIS reads it with the key of ${reader.sAMAccountName}: ${whose}`);
}

/** The account of the directory that a pool is on the network; undefined for a local user. */
function poolAccount(state: LabState, application: string): DirectoryObject | undefined {
  const pool = poolOf(state, application);
  if (pool?.effective('processModel.identityType') !== 'SpecificUser') return computerAccount(state);
  const user = pool.effective('processModel.userName') ?? '';
  return /^(?:NT AUTHORITY|NT SERVICE|IIS APPPOOL)\\/i.test(user) ? computerAccount(state) : findAccount(state.directory, user, 'user');
}

function poolOf(state: LabState, application: string): PoolObject | undefined {
  const objects = readServerObjects(readOwnXml(state.applicationHost));
  const name = objects.applications.find((one) => samePath(one.name, application))?.pool ?? '';
  return objects.pools.find((pool) => sameName(pool.name, name));
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function computerAccount(state: LabState): DirectoryObject | undefined {
  return findAccount(state.directory, state.machine.computerName, 'computer');
}
