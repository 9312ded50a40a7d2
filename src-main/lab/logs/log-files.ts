import { readServerObjects } from '../iis/objects.ts';
import type { LabState } from '../lab-state.ts';
import { readOwnXml } from '../xml/xml-tree.ts';
import { type LoggedAnswer, visits } from './visits.ts';

/** A log of the practice server. */
export interface LabLog {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** The logs begin at this moment, whenever they are read: the same server has the same logs. */
const BEGIN = Date.UTC(2026, 10, 20, 8, 0, 0);
export const LOGS_WRITTEN = '2026-11-20T08:20:00Z';

const IIS_FIELDS =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs-version cs(User-Agent) cs(Referer) cs-host sc-status sc-substatus sc-win32-status time-taken';
const HTTPERR_FIELDS = 'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename';
const SERVER = '10.20.0.11';

const made = new WeakMap<LabState, readonly LabLog[]>();

/** Every log that the server keeps. Source of the shapes: windows-tools.md 6.1 and 6.4, itms.md 1. */
export function logFiles(state: LabState): readonly LabLog[] {
  const known = made.get(state) ?? makeLogs(state);
  made.set(state, known);
  return known;
}

function makeLogs(state: LabState): readonly LabLog[] {
  const answers = visits(state);
  const { sites } = readServerObjects(readOwnXml(state.applicationHost));
  return [
    ...sites.map(({ name, id }) => ({
      folder: `C:\\inetpub\\logs\\LogFiles\\W3SVC${id}`,
      name: 'u_ex261120.log',
      text: iisLog(answers.filter(({ client }) => client.application.toLowerCase().startsWith(`${name.toLowerCase()}/`))),
    })),
    { folder: 'C:\\Windows\\System32\\LogFiles\\HTTPERR', name: 'httperr1.log', text: httperrLog(answers) },
    {
      folder: 'C:\\ProgramData\\Symantec\\SMP\\Logs',
      name: 'a.log',
      text: altirisEvent('AeXSvc.exe', 'The practice server has nothing to report'),
    },
    { folder: 'C:\\ProgramData\\Symantec\\Symantec Agent\\Logs', name: 'a.log', text: agentLog(answers) },
  ];
}

function iisLog(answers: readonly LoggedAnswer[]): string {
  const rows = answers.flatMap(({ at, client, user, said }) => {
    if (said === 'FieldLength') return [];
    const [status, substatus, win32] = said;
    const { agent, host, protocol, address } = client;
    return [
      `${momentOf(at)} ${SERVER} GET ${urlOf(client)} - 80 ${user} ${address} ${protocol} ${agent} - ${host} ${status} ${substatus} ${win32} 15`,
    ];
  });
  const head = [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Version: 1.0',
    `#Date: ${momentOf(0)}`,
    `#Fields: ${IIS_FIELDS}`,
  ];
  return lines([...head, ...rows]);
}

function httperrLog(answers: readonly LoggedAnswer[]): string {
  const rows = answers.flatMap(({ at, client, said }) =>
    said === 'FieldLength'
      ? [`${momentOf(at)} ${client.address} 51312 ${SERVER} 80 ${client.protocol} GET ${urlOf(client)} - 400 - ${said} -`]
      : [],
  );
  return lines(['#Software: Microsoft HTTP API 2.0', '#Version: 1.0', `#Date: ${momentOf(0)}`, `#Fields: ${HTTPERR_FIELDS}`, ...rows]);
}

/** The agent of the server itself calls its own task management, and tells what it cannot do. Source: KB 173598, KB 269815. */
function agentLog(answers: readonly LoggedAnswer[]): string {
  const own = answers.filter(({ client }) => /TaskManagement/i.test(client.application) && client.inDomain);
  const challenges = own.filter(({ said }) => said[0] === 401).length;
  const signedIn = own.filter(({ said }) => said[0] === 200).length;
  const isAskedEachTime = signedIn > 0 && signedIn <= challenges;
  if (!isAskedEachTime) return altirisEvent('AeXNSAgent.exe', 'The practice agent has nothing to report');
  const block = [
    "Operation 'Direct: Post' failed.",
    'Protocol: HTTP',
    `Host: ${own[0]?.client.host ?? ''}`,
    'Path: /Altiris/TaskManagement/CTAgent/GetClientTaskServers.aspx',
    'Error type: HTTP error',
    'Error code: HTTP error occured (0x80042D21)',
    "Error note: Authentication failed, request level authentication is not supported, check that IIS setting 'authPersistNonNTLM' is set to 'True' on the server",
  ];
  return altirisEvent('AeXNSAgent.exe', block.join('\r\n'));
}

function altirisEvent(module: string, body: string): string {
  return `<event date='Nov 20 08:00:05' severity='2' hostName='SMP01' source='NetworkOperation' module='${module}' process='${module}' pid='724' thread='1740' tickCount='495844828' > <![CDATA[${body}]]></event>`;
}

function urlOf({ application, page }: LoggedAnswer['client']): string {
  return `/${application.split('/').slice(1).join('/')}/${page}`;
}

function momentOf(seconds: number): string {
  return new Date(BEGIN + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\r\n`).join('');
}
