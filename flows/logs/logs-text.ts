import { counted, say } from '../language/say.ts';
import type { LogsAnswer } from './logs-answer.ts';
import type { LogMeaning } from './logs-meaning.ts';

const MOST = 10;

/** The answer for people: the verdict first, then why, then where. */
export function logsLines(answer: LogsAnswer): readonly string[] {
  const { verdict, causes, handshakes, clients, paths, agents, notRead, notes, server, changes } = answer;
  return [
    verdict.summary,
    ...section('Causes', causes.flatMap(causeLines)),
    ...section(say`What it means on ${server?.name ?? say`this server`}`, (server?.meanings ?? []).map(meaningLine)),
    ...section(say`Before and after changes`, changes.map(changeLine)),
    ...section(
      'Handshakes',
      handshakes.completed + handshakes.failed + handshakes.unknown === 0
        ? []
        : [
            say`${handshakes.completed} completed, ${handshakes.failed} failed, ${handshakes.unknown} unknown (cut off by the end of the log)`,
            say`${handshakes.withNtlmLeg} of the completed ones were NTLM for certain: its middle leg shows. The others may be Kerberos or NTLM`,
          ],
    ),
    ...section(say`Clients with failures`, clients.slice(0, MOST).map(toldLine)),
    ...section(say`Paths with failures`, paths.slice(0, MOST).map(toldLine)),
    ...section(say`Agents with failures`, agents.slice(0, MOST).map(toldLine)),
    ...section('Read', readLines(answer)),
    ...section(
      say`Not read, or not wholly`,
      notRead.map(({ name, why }) => say`${name}: ${why}`),
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
  const what = kerberos === null ? say`may be Kerberos` : kerberos ? 'Kerberos' : say`not Kerberos`;
  const when = first === null || last === null ? '' : first === last ? say`, ${first}` : say`, ${first} to ${last}`;
  const where = hosts.length === 0 ? '' : say`; hosts: ${hosts.join(', ')}`;
  return [
    say`${needsAction ? '!' : '·'} ${count} × ${meaning}${where}`,
    say`    ${id}, ${what}${when}`,
    ...(next === '' ? [] : [say`    Next: ${next}`]),
  ];
}

function meaningLine({ cause, fits, says }: LogMeaning): string {
  return say`${fits === 'explained' ? '!' : '·'} ${cause}: ${says}`;
}

function changeLine({ at, what, planId, commands, says }: LogsAnswer['changes'][number]): string {
  return say`${at} ${counted(commands, 'command', 'commands')} ${what}, plan ${planId}. ${says}`;
}

function toldLine({ name, failed, completed, unknown }: LogsAnswer['clients'][number]): string {
  const parts = [
    say`${failed} failed`,
    ...(completed > 0 ? [say`${completed} completed`] : []),
    ...(unknown > 0 ? [say`${unknown} unknown`] : []),
  ];
  return say`${name === '' ? '(none)' : name}: ${parts.join(', ')}`;
}

function readLines({ logs, iis, httperr, altiris }: LogsAnswer): readonly string[] {
  const of = (kind: string) => logs.filter((log) => log.kind === kind).length;
  return [
    ...(of('iis-log') > 0
      ? [
          say`${counted(of('iis-log'), 'W3C log', 'W3C logs')}: ${counted(iis.rows, 'row', 'rows')}${iis.first === null ? '' : say`, ${iis.first} to ${iis.last}`}`,
        ]
      : []),
    ...(of('httperr-log') > 0
      ? [say`${counted(of('httperr-log'), 'HTTPERR log', 'HTTPERR logs')}: ${counted(httperr.rows, 'row', 'rows')}`]
      : []),
    ...(of('altiris-log') > 0
      ? [say`${counted(of('altiris-log'), 'Altiris log', 'Altiris logs')}: ${counted(altiris.events, 'event', 'events')}`]
      : []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => say`  ${line}`)];
}
