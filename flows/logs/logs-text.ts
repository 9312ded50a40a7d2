import { counted } from './iis-answer.ts';
import type { LogsAnswer } from './logs-answer.ts';
import type { LogMeaning } from './logs-meaning.ts';

const MOST = 10;

/** The answer for people: the verdict first, then why, then where. */
export function logsLines(answer: LogsAnswer): readonly string[] {
  const { verdict, causes, handshakes, clients, paths, agents, notRead, notes, server, changes } = answer;
  return [
    verdict.summary,
    ...section('Causes', causes.flatMap(causeLines)),
    ...section(`What it means on ${server?.name ?? 'this server'}`, (server?.meanings ?? []).map(meaningLine)),
    ...section('Before and after changes', changes.map(changeLine)),
    ...section(
      'Handshakes',
      handshakes.completed + handshakes.failed + handshakes.unknown === 0
        ? []
        : [
            `${handshakes.completed} completed, ${handshakes.failed} failed, ${handshakes.unknown} unknown (cut off by the end of the log)`,
            `${handshakes.withNtlmLeg} of the completed ones were NTLM for certain: its middle leg shows. The others may be Kerberos or NTLM`,
          ],
    ),
    ...section('Clients with failures', clients.slice(0, MOST).map(toldLine)),
    ...section('Paths with failures', paths.slice(0, MOST).map(toldLine)),
    ...section('Agents with failures', agents.slice(0, MOST).map(toldLine)),
    ...section('Read', readLines(answer)),
    ...section(
      'Not read, or not wholly',
      notRead.map(({ name, why }) => `${name}: ${why}`),
    ),
    ...section('Notes', notes),
  ];
}

function causeLines({
  count,
  meaning,
  kerberos,
  needsAction,
  first,
  last,
  hosts,
  next,
  id,
}: LogsAnswer['causes'][number]): readonly string[] {
  const what = kerberos === null ? 'may be Kerberos' : kerberos ? 'Kerberos' : 'not Kerberos';
  const when = first === null || last === null ? '' : first === last ? `, ${first}` : `, ${first} to ${last}`;
  const where = hosts.length === 0 ? '' : `; hosts: ${hosts.join(', ')}`;
  return [
    `${needsAction ? '!' : '·'} ${count} × ${meaning}${where}`,
    `    ${id}, ${what}${when}`,
    ...(next === '' ? [] : [`    Next: ${next}`]),
  ];
}

function meaningLine({ cause, fits, says }: LogMeaning): string {
  return `${fits === 'explained' ? '!' : '·'} ${cause}: ${says}`;
}

function changeLine({ at, what, planId, commands, says }: LogsAnswer['changes'][number]): string {
  return `${at} ${counted(commands, 'command')} ${what}, plan ${planId}. ${says}`;
}

function toldLine({ name, failed, completed, unknown }: LogsAnswer['clients'][number]): string {
  const parts = [`${failed} failed`, ...(completed > 0 ? [`${completed} completed`] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])];
  return `${name === '' ? '(none)' : name}: ${parts.join(', ')}`;
}

function readLines({ logs, iis, httperr, altiris }: LogsAnswer): readonly string[] {
  const of = (kind: string) => logs.filter((log) => log.kind === kind).length;
  return [
    ...(of('iis-log') > 0
      ? [`${counted(of('iis-log'), 'W3C log')}: ${counted(iis.rows, 'row')}${iis.first === null ? '' : `, ${iis.first} to ${iis.last}`}`]
      : []),
    ...(of('httperr-log') > 0 ? [`${counted(of('httperr-log'), 'HTTPERR log')}: ${counted(httperr.rows, 'row')}`] : []),
    ...(of('altiris-log') > 0 ? [`${counted(of('altiris-log'), 'Altiris log')}: ${counted(altiris.events, 'event')}`] : []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
