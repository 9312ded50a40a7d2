import type { Command } from '../../flows/model/command.ts';
import { networkLogons, systemEvents } from '../../flows/probes/event-log.ts';
import { WINDOWS_SECTION } from '../../flows/probes/readings.ts';

const SECTION = `/section:${WINDOWS_SECTION}`;
const SWITCH = /^\/(?:enabled|useAppPoolCredentials|authPersistNonNTLM):(?:true|false)$/;
const CLEARED = /^\/(?:enabled|useAppPoolCredentials|authPersistNonNTLM|providers)$/;
const PROVIDER = /^\/[-+]providers\.\[value='[A-Za-z0-9._:-]+'\]$/;

const CONDITION = String.raw`\((?:servicePrincipalName|sAMAccountName|userPrincipalName)=(?:[A-Za-z0-9 ./:_@$-]|\\[0-9a-f]{2})+\)`;
const FILTER = new RegExp(String.raw`^(?:${CONDITION}|\(\|(?:${CONDITION}|\(\|(?:${CONDITION})+\))+\))$`);

/** Whether a command is one of those that Kerbwise knows, with names in the places of names only, and none that a program takes for a parameter. */
export function isKnownShape({ program, args }: Command): boolean {
  switch (program) {
    case 'appcmd':
      return isAppcmdShape(args);
    case 'setspn':
      return isSetspnShape(args);
    case 'whoami':
      return args.join(' ') === '/user /groups /fo csv /nh';
    case 'reg':
      return args.length === 2 && args[0] === 'query' && /^HKLM\\[A-Za-z0-9_\\ ]+$/.test(args[1] ?? '');
    case 'nltest':
      return args.length === 1 && (args[0] === '/dsgetdc:' || args[0] === '/query');
    case 'w32tm':
      return /^\/stripchart \/computer:[\p{L}\p{N}][\p{L}\p{N}._-]* \/samples:1 \/dataonly$/u.test(args.join(' '));
    case 'sc':
      return args.join(' ') === 'query AppHostSvc';
    case 'ports':
      return isName(args[0] ?? '') && args.length > 1 && args.slice(1).every((port) => /^\d+$/.test(port));
    case 'resolve':
      return args.length > 0 && args.every(isName);
    case 'sign-in':
      return args.length === 1 && /^https?:\/\/[a-z0-9._-]+(?::\d+)?\/[^\s"'<>]*$/i.test(args[0] ?? '');
    case 'log-tail':
      return args.length === 3 && args.every(isName) && /^a?\*?[a-z_]*\*?\.log$/.test(args[1] ?? '') && /^\d+$/.test(args[2] ?? '');
    case 'directory':
      return args.length === 3 && isName(args[0] ?? '') && /^(?:domain|forest)$/.test(args[1] ?? '') && FILTER.test(args[2] ?? '');
    case 'access-rights':
      return args.length > 0 && args.every(isName);
    case 'application-identity':
      return args.length === 0;
    case 'klist':
      return ['tickets', '-li 0x3e7 tickets'].includes(args.join(' '));
    case 'wevtutil':
      return args.length === 6 && args.join(' ') === (args[1] === 'System' ? systemEvents : networkLogons).args.join(' ');
    default:
      return program satisfies never;
  }
}

function isAppcmdShape([verb, object, path = '', section, ...rest]: readonly string[]): boolean {
  if (object !== 'config' || section !== SECTION || !isName(path)) return false;
  if (verb === 'list') return rest.join(' ') === '/config:* /xml';
  if (rest.at(-1) !== '/commit:apphost') return false;
  const parameters = rest.slice(0, -1);
  if (verb === 'clear') return parameters.length === 1 && CLEARED.test(parameters[0] ?? '');
  return (
    verb === 'set' &&
    parameters.length > 0 &&
    ((parameters.length === 1 && SWITCH.test(parameters[0] ?? '')) || parameters.every((one) => PROVIDER.test(one)))
  );
}

function isSetspnShape([operation, ...words]: readonly string[]): boolean {
  const names = operation === '-F' && words[0] === '-Q' ? words.slice(1) : words;
  const count = operation === '-L' || operation === '-F' ? 1 : operation === '-S' || operation === '-D' ? 2 : 0;
  return names.length === count && names.every(isName);
}

function isName(name: string): boolean {
  return name !== '' && !/^[-/]/.test(name);
}
