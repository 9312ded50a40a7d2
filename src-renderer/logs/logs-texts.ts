import type { LogsAnswer, LogTable } from '../../flows/bridge/logs-contract.ts';
import { counted, say } from '../../flows/language/say.ts';
import { spoken, spokenLanguage } from '../language.ts';

/** Every text of the screen of logs. What the analysis says comes in its answer. */
export const logsTexts = spoken({
  heading: say`Logs`,
  lead: say`W3C logs of IIS, HTTPERR logs, and logs of Altiris of server and agent; .gz, .zip, and folders with them. They are only read.`,
  back: say`Back to the wizard`,
  backToStart: say`Back to the start screen`,
  chooseFiles: say`Choose files…`,
  chooseFolder: say`Choose a folder…`,
  dropHere: say`Or drop files and folders anywhere on this window.`,
  typeLabel: say`Files, folders or archives on this computer`,
  typeHint: say`Whole paths, one a line. A page in a browser cannot open a dialog that tells it where a file lies, so they are typed.`,
  typeRead: say`Read these logs`,
  typeMissing: say`Type a path first.`,
  typeWrong: (path: string): string =>
    say`${path} is not a whole path on this computer. It begins with a drive, as in C:\\inetpub\\logs, or with a slash.`,
  dropRefused: say`A page in a browser does not learn where a dropped file lies. Type its path instead.`,
  places: say`Where logs usually lie on this computer`,
  readPlace: (path: string): string => say`Read ${path}`,
  reading: say`Reading logs`,
  looking: say`Looking for logs.`,
  stop: say`Stop reading`,
  stoppedTitle: say`Stopped`,
  stoppedBody: say`Nothing of it was kept. Choose the logs again to begin anew.`,
  again: say`Look at other logs`,
  chart: say`Sign-ins by the hour (UTC)`,
  chartLegend: say`What the lines mean`,
  completed: say`Completed`,
  failed: say`Failed`,
  change: say`Changes made by Kerbwise`,
  chartTable: say`Show the hours as a table`,
  hour: say`Hour (UTC)`,
  unauthorized: say`401 answers`,
  unknown: say`Unknown`,
  tables: say`Tables`,
  means: (server: string | null): string => say`What it means on ${server ?? say`this server`}`,
  meansLead: say`Joined with the settings that were read of this server.`,
  meansMissing: say`Go through the discovery of the wizard first, and each cause is joined with the settings of the server.`,
  meansSomewhere: say`What it means on a server`,
  meansNoServer: say`Open a server or evidence, and look at the logs from there: each cause is then joined with its settings.`,
  around: say`Before and after changes`,
  count: say`Count`,
  cause: say`Cause`,
  kerberos: say`Kerberos?`,
  next: say`What you can do`,
  lines: say`Lines`,
  showLines: say`Show lines`,
  hideLines: say`Hide lines`,
  showLinesOf: (name: string): string => say`Show lines of ${name}`,
  hideLinesOf: (name: string): string => say`Hide lines of ${name}`,
  lookingForLines: say`Reading the logs for these lines.`,
  noLines: say`No line was found.`,
  moreLines: (number: number): string => say`The first ${number} lines are shown; there are more.`,
  linesFailed: say`The lines could not be read`,
  rows: say`Rows`,
  saveCsv: say`Save this table as CSV`,
  saveFailed: say`The table could not be saved`,
  csvNote: say`The file has the whole table, also what is not shown here.`,
  empty: say`Nothing is in this table.`,
  notRead: say`Not read, or not wholly`,
  notes: say`To read the numbers rightly`,
  read: say`What was read`,
  none: say`(none)`,
  atMost: (number: number): string => say`The first ${number} are shown.`,
});

export const tableTitles: Record<Exclude<LogTable, 'hours'>, string> = spoken({
  causes: say`By cause`,
  clients: say`By client`,
  paths: say`By path`,
  users: say`By user`,
  agents: say`By agent`,
});

export const nameTitles: Record<Exclude<LogTable, 'hours' | 'causes'>, string> = spoken({
  clients: say`Client`,
  paths: say`Path`,
  users: say`User`,
  agents: say`Agent`,
});

export const verdictIntents: Record<LogsAnswer['verdict']['level'], 'error' | 'warning' | 'success' | 'info'> = {
  action: 'error',
  attention: 'warning',
  healthy: 'success',
  nothing: 'info',
};

export const verdictTitles: Record<LogsAnswer['verdict']['level'], string> = spoken({
  action: say`Something is to be done`,
  attention: say`Worth a look`,
  healthy: say`Sign-ins succeed`,
  nothing: say`Nothing about signing in`,
});

export const kerberosWord = spoken((kerberos: boolean | null): string => {
  if (kerberos === null) return say`Maybe`;
  return kerberos ? say`Yes` : say`No`;
});

const MEGA = 1024 * 1024;

/** `412 of 1,024 MiB, 780 MiB a second, 1 second left` */
export const progressText = spoken((bytes: number, totalBytes: number, bytesPerSecond: number, secondsLeft: number | null): string => {
  const left = secondsLeft === null ? '' : say`, ${counted(Math.ceil(secondsLeft), 'second', 'seconds')} left`;
  return say`${mega(bytes)} of ${mega(totalBytes)} MiB, ${mega(bytesPerSecond)} MiB a second${left}`;
});

function mega(bytes: number): string {
  return Math.round(bytes / MEGA).toLocaleString(spokenLanguage());
}

/** What the chart shows, for whoever does not see it. */
export const chartSummary = spoken((hours: LogsAnswer['hours']): string => {
  const sum = (of: (hour: LogsAnswer['hours'][number]) => number) => hours.reduce((total, hour) => total + of(hour), 0);
  const worst = hours.reduce<LogsAnswer['hours'][number] | undefined>(
    (most, hour) => (hour.failed > (most?.failed ?? 0) ? hour : most),
    undefined,
  );
  const peak = worst === undefined ? '' : say` Most failed in the hour of ${worst.hour}: ${worst.failed}.`;
  return say`${counted(hours.length, 'hour', 'hours')} with ${sum(({ completed }) => completed)} completed and ${sum(({ failed }) => failed)} failed sign-ins.${peak}`;
});
