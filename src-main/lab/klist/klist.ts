import { hasTicketKeys, ticketAccount } from '../directory/lookup.ts';
import type { LabState, Ticket } from '../lab-state.ts';
import { answer, printed, type ToolRun } from '../tool-run.ts';
import { ENGLISH, GERMAN, ticketLines } from './tickets.ts';

const SERVICE_FLAGS = '0x40a10000 -> forwardable renewable pre_authent name_canonicalize';

/** Answers `klist`, `tickets`, `tgt`, `get SPN` and `purge`, each with `-li SESSION`. Shapes: windows-tools.md 4. */
export function runKlist(state: LabState, args: readonly string[]): ToolRun {
  const call = readCall(args);
  const own = state.machine.logonId;
  if (call === undefined) return answer(state, 1, printed(USAGE));
  const session = call.session ?? own;
  const head = ['', `${labels(state).logon} 0:${own}`, ...(session === own ? [] : [`${labels(state).targeted} 0:${session}`])];
  if (session !== own && !state.machine.elevated) return failed(state, head, undefined, NO_PRIVILEGE);
  const tickets = state.machine.tickets[session];
  if (tickets === undefined)
    return failed(state, head, 'Error calling API LsaCallAuthenticationPackage (ShowTickets substatus): 1312', NO_SESSION);
  switch (call.verb) {
    case 'tickets':
      return answer(state, 0, printed([...head, ...cached(state, tickets)]));
    case 'purge':
      return answer(withTickets(state, session, []), 0, printed([...head, '\tDeleting all tickets:', '\tTicket(s) purged!']));
    case 'get':
      return getTicket(state, session, tickets, call.spn ?? '', head);
    default:
      return call.verb satisfies never;
  }
}

const NO_PRIVILEGE = 'klist failed with 0xc0000061/-1073741727: A required privilege is not held by the client.';
const NO_SESSION =
  'klist failed with 0xc000005f/-1073741729: A specified logon session does not exist. It may already have been terminated.';
const NO_SERVERS = 'klist failed with 0xc000005e/-1073741730: There are currently no logon servers available to service the logon request.';
const NO_SUCH_SPN =
  'klist failed with 0xc000018b/-1073741429: The SAM database on the Windows Server does not have a computer account for this workstation trust relationship.';
const NO_COMMON_TYPE = 'klist failed with 0xc00002fd/-1073741059: The encryption type requested is not supported by the KDC.';

interface KlistCall {
  readonly verb: 'tickets' | 'get' | 'purge';
  readonly session: string | undefined;
  readonly spn: string | undefined;
}

function readCall(args: readonly string[]): KlistCall | undefined {
  const words = [...args];
  const at = words.findIndex((word) => /^[-/]li$/i.test(word));
  const [, session] = at === -1 ? [] : words.splice(at, 2);
  if (at !== -1 && !/^(?:0:)?0x[0-9a-f]+$/i.test(session ?? '')) return undefined;
  const target = session?.toLowerCase().replace(/^0:/, '');
  const [verb = 'tickets', spn, ...rest] = words;
  const named = verb.toLowerCase();
  if (named === 'get' && spn !== undefined && rest.length === 0) return { verb: 'get', session: target, spn };
  if (spn !== undefined || (named !== 'tickets' && named !== 'purge')) return undefined;
  return { verb: named, session: target, spn: undefined };
}

function getTicket(state: LabState, session: string, tickets: readonly Ticket[], spn: string, head: readonly string[]): ToolRun {
  if (!state.machine.directoryReachable) return failed(state, head, substatus('0x51f'), NO_SERVERS);
  const account = ticketAccount(state.directory, spn);
  if (typeof account === 'string') return failed(state, head, substatus('0x6fb'), NO_SUCH_SPN);
  if (!hasTicketKeys(account)) return failed(state, head, substatus('0x80090342'), NO_COMMON_TYPE);
  const held = tickets.some(({ server }) => server.toLowerCase() === spn.toLowerCase());
  const all = held ? tickets : [...tickets, { server: spn, flags: SERVICE_FLAGS, cacheFlags: '0' }];
  const [blank = '', ...ids] = head;
  const lines = [blank, ...ids, `A ticket to ${spn} has been retrieved successfully.`, ...cached(state, all)];
  return answer(held ? state : withTickets(state, session, all), 0, printed(lines));
}

function cached(state: LabState, tickets: readonly Ticket[]): readonly string[] {
  const client = `${state.machine.operator.user.split('\\').at(-1)} @ ${state.directory.dnsName.toUpperCase()}`;
  return [
    '',
    `${labels(state).cached} (${tickets.length})`,
    ...tickets.flatMap((ticket, index) => ticketLines(state, labels(state), client, ticket, index)),
  ];
}

function labels({ machine }: LabState): typeof ENGLISH {
  return machine.language === 'de' ? GERMAN : ENGLISH;
}

function substatus(code: string): string {
  return `Error calling API LsaCallAuthenticationPackage (GetTicket substatus): ${code}`;
}

function failed(state: LabState, head: readonly string[], first: string | undefined, second: string): ToolRun {
  return answer(state, 1, printed([...head, ...(first === undefined ? [] : [first, '']), second]));
}

function withTickets(state: LabState, session: string, tickets: readonly Ticket[]): LabState {
  return { ...state, machine: { ...state.machine, tickets: { ...state.machine.tickets, [session]: tickets } } };
}

const USAGE = [
  'Usage: Klist.exe [-lh <LogonId.HighPart>] [-li <LogonId.LowPart>]',
  '       tickets | tgt | purge | sessions | kcd_cache | get | add_bind | query_bind | purge_bind | kdcoptions | cloud_debug',
];
