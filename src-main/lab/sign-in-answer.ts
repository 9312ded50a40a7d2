import { printRecords, type ScriptRecord } from '../../flows/scripts/records.ts';
import { levelPath } from '../../flows/server/configuration.ts';
import { hasTicketKeys, ticketAccount } from './directory/lookup.ts';
import { effectiveSection, itemsIn, valueIn } from './iis/effective.ts';
import { readServerObjects } from './iis/objects.ts';
import { ANONYMOUS, WINDOWS } from './iis/schema.ts';
import type { LabState } from './lab-state.ts';
import { signIn } from './sign-in.ts';
import { answer, type ToolRun } from './tool-run.ts';
import { readOwnXml } from './xml/xml-tree.ts';

type Values = ScriptRecord['values'];

/** Answers the script `sign-in`: what a request from the server itself comes to, as the sign-in is played through elsewhere. */
export function runSignIn(state: LabState, [address = '']: readonly string[]): ToolRun {
  const [, name = '', path = ''] = /^https?:\/\/([^/:]+)(?::\d+)?(\/.*)$/.exec(address) ?? [];
  const application = applicationAt(state, path);
  const anonymous = application === undefined ? { status: ['404'] } : challengeOf(state, application);
  const records: readonly ScriptRecord[] = [
    { kind: 'challenge', values: dated(anonymous) },
    { kind: 'client', values: { target: [`HTTP/${name}`], ...clientOf(state, name) } },
    { kind: 'sign-in', values: dated(application === undefined ? anonymous : resultOf(state, application, name, anonymous)) },
  ];
  return answer(state, 0, printRecords(records));
}

function dated(values: Values): Values {
  return 'status' in values ? { ...values, clock: ['same'] } : values;
}

/** The application whose path the address names, whatever the site. */
function applicationAt(state: LabState, path: string): string | undefined {
  const wanted = decodeURI(path).replace(/\/$/, '').toLowerCase();
  const { applications } = readServerObjects(readOwnXml(state.applicationHost));
  return applications
    .map(({ name }) => name)
    .find(
      (name) =>
        levelPath(name)
          .replace(/^[^/]*/, '')
          .toLowerCase() === wanted,
    );
}

/** IIS sends a challenge for each provider in their order, whatever stands behind `Negotiate:`. */
function challengeOf(state: LabState, application: string): Values {
  if (!state.machine.webServerRunning) return { failed: ['ConnectionRefused'], why: ['No connection could be made'] };
  const windows = effectiveSection(state, levelPath(application), WINDOWS);
  const anonymous = effectiveSection(state, levelPath(application), ANONYMOUS);
  if (!windows.ok || !anonymous.ok) return { status: ['500'] };
  if (valueIn(anonymous.value, 'enabled') === 'true') return { status: ['200'] };
  const providers = valueIn(windows.value, 'enabled') === 'true' ? itemsIn(windows.value, 'providers') : [];
  return { status: ['401'], challenge: [...new Set(providers.map((provider) => provider.replace(/:.*$/, '')))] };
}

/** The loopback check: the server may call itself by its own short name, and by names that it was told of. Source: Microsoft KB 896861. */
function mayCallItself({ machine }: LabState, name: string): boolean {
  const setting = (key: string, wanted: string) =>
    machine.registry[`HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\${key}`]?.find((value) => value.name === wanted)?.value;
  const told = (setting('Lsa\\MSV1_0', 'BackConnectionHostNames') ?? '').toLowerCase().split('\\0');
  const isOff = Number(setting('Lsa', 'DisableLoopbackCheck') ?? 0) !== 0;
  return isOff || name.toLowerCase() === machine.computerName.toLowerCase() || told.includes(name.toLowerCase());
}

/** Where the directory has one holder of the name there is a ticket, or a failure where none can be made for it; else Windows goes on with NTLM. */
function clientOf(state: LabState, name: string): Values {
  const holder = ticketAccount(state.directory, `HTTP/${name}`);
  const hasTicket = state.machine.directoryReachable && mayCallItself(state, name) && typeof holder !== 'string';
  if (hasTicket && !hasTicketKeys(holder)) return { failed: [UNKNOWN_ETYPE] };
  return { begin: [hasTicket ? KERBEROS_OFFER : NTLM_NEGOTIATE] };
}

function resultOf(state: LabState, application: string, name: string, anonymous: Values): Values {
  if (anonymous['status']?.[0] !== '401') return anonymous;
  if (!mayCallItself(state, name)) return anonymous;
  // No device stands between the server and itself.
  const here = { ...state, network: { ...state.network, tlsInspected: false } };
  const refusal = Math.abs(state.network.clockAheadSeconds) > 300 ? CLOCK_SKEW : REFUSED;
  switch (signIn(here, application, name).protocol) {
    case 'kerberos':
      return { status: ['200'], challenge: [`Negotiate ${KERBEROS_ACCEPTED}`], persistent: ['true'] };
    case 'ntlm':
    case 'anonymous':
      return { status: ['200'] };
    default:
      return clientOf(state, name)['begin']?.[0] === KERBEROS_OFFER && anonymous['challenge']?.[0] === 'Negotiate'
        ? { ...anonymous, challenge: (anonymous['challenge'] ?? []).map((one) => (one === 'Negotiate' ? `Negotiate ${refusal}` : one)) }
        : anonymous;
  }
}

/** The first 112 bytes of what Windows sends with a ticket: SPNEGO with its four mechanisms, and the head of a Kerberos request. */
const KERBEROS_OFFER =
  'YIIGUgYGKwYBBQUCoIIGRjCCBkKgMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgECAgYKKwYBBAGCNwICHgYKKwYBBAGCNwICCqKCBgwEggYIYIIGBAYJKoZIhvcSAQICAQBuggXzMIIF76ADAgEFoQMCAQ==';
/** SEC_E_KDC_UNKNOWN_ETYPE: the controller supports no encryption type of the account. */
const UNKNOWN_ETYPE = '0x80090342';
/** NTLM's first message, of Windows 10. */
const NTLM_NEGOTIATE = 'TlRMTVNTUAABAAAAl4II4gAAAAAAAAAAAAAAAAAAAAAKALpHAAAADw==';
/** SPNEGO: refused, with Kerberos' error 0x25 for HTTP/smp01.contoso.com in it. */
const CLOCK_SKEW =
  'oW8wbaADCgECoQsGCSqGSIb3EgECAqJZBFdgVQYJKoZIhvcSAQICAwB+RjBEoAMCAQWhAwIBHqYDAgElqQ0bC0NPTlRPU08uQ09NqiQwIqADAgECoRswGRsESFRUUBsRc21wMDEuY29udG9zby5jb20=';
/** SPNEGO: accepted, by Kerberos; and refused. */
const KERBEROS_ACCEPTED = 'oRQwEqADCgEAoQsGCSqGSIb3EgECAg==';
const REFUSED = 'oQcwBaADCgEC';
