import type { LogsAnswer, LogTable } from '../../flows/bridge/logs-contract.ts';
import { count } from '../texts.ts';

/** Every text of the screen of logs. What the analysis says comes in its answer. */
export const logsTexts = {
  heading: 'Logs',
  lead: 'W3C logs of IIS, HTTPERR logs, and logs of Altiris of server and agent; .gz, .zip, and folders with them. They are only read.',
  back: 'Back to the wizard',
  chooseFiles: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  dropHere: 'Or drop files and folders anywhere on this window.',
  typeLabel: 'Files, folders or archives on this computer',
  typeHint: 'Whole paths, one a line. A page in a browser cannot open a dialog that tells it where a file lies, so they are typed.',
  typeRead: 'Read these logs',
  typeMissing: 'Type a path first.',
  typeWrong: (path: string): string =>
    `${path} is not a whole path on this computer. It begins with a drive, as in C:\\inetpub\\logs, or with a slash.`,
  dropRefused: 'A page in a browser does not learn where a dropped file lies. Type its path instead.',
  places: 'Where logs usually lie on this computer',
  readPlace: (path: string): string => `Read ${path}`,
  reading: 'Reading logs',
  looking: 'Looking for logs.',
  stop: 'Stop reading',
  stoppedTitle: 'Stopped',
  stoppedBody: 'Nothing of it was kept. Choose the logs again to begin anew.',
  again: 'Look at other logs',
  chart: 'Sign-ins by the hour (UTC)',
  chartLegend: 'What the lines mean',
  completed: 'Completed',
  failed: 'Failed',
  change: 'Changes made by Kerbwise',
  chartTable: 'Show the hours as a table',
  hour: 'Hour (UTC)',
  unauthorized: '401 answers',
  unknown: 'Unknown',
  tables: 'Tables',
  means: (server: string | null): string => `What it means on ${server ?? 'this server'}`,
  meansLead: 'Joined with the settings that were read of this server.',
  meansMissing: 'Go through the discovery of the wizard first, and each cause is joined with the settings of the server.',
  around: 'Before and after changes',
  count: 'Count',
  cause: 'Cause',
  kerberos: 'Kerberos?',
  next: 'What you can do',
  lines: 'Lines',
  showLines: 'Show lines',
  hideLines: 'Hide lines',
  showLinesOf: (name: string): string => `Show the lines of ${name}`,
  hideLinesOf: (name: string): string => `Hide the lines of ${name}`,
  lookingForLines: 'Reading the logs for these lines.',
  noLines: 'No line was found.',
  moreLines: (number: number): string => `The first ${number} lines are shown; there are more.`,
  linesFailed: 'The lines could not be read',
  rows: 'Rows',
  saveCsv: 'Save this table as CSV',
  saveFailed: 'The table could not be saved',
  csvNote: 'The file has the whole table, also what is not shown here.',
  empty: 'Nothing is in this table.',
  notRead: 'Not read, or not wholly',
  notes: 'To read the numbers rightly',
  read: 'What was read',
  none: '(none)',
  atMost: (number: number): string => `The first ${number} are shown.`,
};

export const tableTitles: Record<Exclude<LogTable, 'hours'>, string> = {
  causes: 'By cause',
  clients: 'By client',
  paths: 'By path',
  users: 'By user',
  agents: 'By agent',
};

export const nameTitles: Record<Exclude<LogTable, 'hours' | 'causes'>, string> = {
  clients: 'Client',
  paths: 'Path',
  users: 'User',
  agents: 'Agent',
};

export const verdictIntents: Record<LogsAnswer['verdict']['level'], 'error' | 'warning' | 'success' | 'info'> = {
  action: 'error',
  attention: 'warning',
  healthy: 'success',
  nothing: 'info',
};

export const verdictTitles: Record<LogsAnswer['verdict']['level'], string> = {
  action: 'Something is to be done',
  attention: 'Worth a look',
  healthy: 'Sign-ins succeed',
  nothing: 'Nothing about signing in',
};

export function kerberosWord(kerberos: boolean | null): string {
  if (kerberos === null) return 'Maybe';
  return kerberos ? 'Yes' : 'No';
}

const MEGA = 1024 * 1024;

/** `412 of 1,024 MiB, 780 MiB a second, 1 second left` */
export function progressText(bytes: number, totalBytes: number, bytesPerSecond: number, secondsLeft: number | null): string {
  const left = secondsLeft === null ? '' : `, ${count(Math.ceil(secondsLeft), 'second', 'seconds')} left`;
  return `${mega(bytes)} of ${mega(totalBytes)} MiB, ${mega(bytesPerSecond)} MiB a second${left}`;
}

function mega(bytes: number): string {
  return Math.round(bytes / MEGA).toLocaleString('en');
}

/** What the chart shows, for whoever does not see it. */
export function chartSummary(hours: LogsAnswer['hours']): string {
  const sum = (of: (hour: LogsAnswer['hours'][number]) => number) => hours.reduce((total, hour) => total + of(hour), 0);
  const worst = hours.reduce<LogsAnswer['hours'][number] | undefined>(
    (most, hour) => (hour.failed > (most?.failed ?? 0) ? hour : most),
    undefined,
  );
  const peak = worst === undefined ? '' : ` Most failed in the hour of ${worst.hour}: ${worst.failed}.`;
  return `${count(hours.length, 'hour', 'hours')} with ${sum(({ completed }) => completed)} completed and ${sum(({ failed }) => failed)} failed sign-ins.${peak}`;
}
