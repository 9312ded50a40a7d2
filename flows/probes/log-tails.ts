import { say } from '../language/say.ts';
import { readAltirisText } from '../logs/altiris-text.ts';
import { HttperrLines } from '../logs/httperr.ts';
import { readSiteLog } from '../logs/site-log.ts';
import type { Command, Reading } from '../model/command.ts';
import { type Fact, unknown } from '../model/fact.ts';
import { type Answers, readingKey } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords, type ScriptRecord } from '../scripts/records.ts';
import type { Configuration } from '../server/configuration.ts';
import type { AltirisLog, HeaderLimits, HttperrLog, LogFacts, SiteLog } from '../server/log-facts.ts';
import type { SiteLogging } from '../server/logging.ts';
import { siteOf } from '../server/scope.ts';
import { factOf, ofOutput } from './read-answers.ts';
import { readRegistryValues } from './registry.ts';

/** The last sign-ins of some minutes or hours: enough to tell what happens now, and little to read. */
const MOST_BYTES = { iis: '2097152', httperr: '524288', altiris: '1048576' } as const;

/** Where ITMS says that its logs lie. Source: itms.md 1 (KB 176864, KB 245097). */
const ALTIRIS = {
  server: {
    key: 'HKLM\\SOFTWARE\\Altiris\\eXpress\\Event Logging\\LogFile',
    usual: 'Symantec\\SMP\\Logs',
    title: say`The log of the SMP server`,
  },
  agent: {
    key: 'HKLM\\SOFTWARE\\Altiris\\Altiris Agent\\Event Logging\\LogFile',
    usual: 'Symantec\\Symantec Agent\\Logs',
    title: say`The log of the agent on this server`,
  },
} as const;

type AltirisWriter = keyof typeof ALTIRIS;

/** Source: Microsoft, Http.sys registry settings for Windows. */
const HEADER_LIMITS = registryKey('HKLM\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters');

/** What is to be read for the logs. In: the answers so far, the configuration, the applications in scope, the system root. */
export function logReadings(
  answers: Answers,
  configuration: Configuration,
  applications: readonly string[],
  systemRoot: string,
): readonly Reading[] {
  const sites = sitesOf(configuration, applications).flatMap((site) => {
    const place = iisPlace(configuration, site, systemRoot);
    return 'folder' in place ? [tailOf(place.folder, '*.log', MOST_BYTES.iis)] : [];
  });
  const altiris = [ALTIRIS.server.key, ALTIRIS.agent.key].map(registryKey);
  const folders = (['server', 'agent'] as const).flatMap((writer) => altirisFolder(answers, writer, systemRoot) ?? []);
  return [...sites, httperrTail(systemRoot), HEADER_LIMITS, ...altiris, ...folders.map(altirisTail)];
}

/** In: the same, and the moment (seconds since 1970) before which rows say nothing of how the server is now. Out: what the logs say, each with the reason where it is not known. */
export function logFacts(
  answers: Answers,
  configuration: Configuration | undefined,
  applications: readonly string[],
  systemRoot: string,
  since = Number.NEGATIVE_INFINITY,
): LogFacts {
  const sites = configuration === undefined ? [] : sitesOf(configuration, applications);
  return {
    sites: Object.fromEntries(
      configuration === undefined ? [] : sites.map((site) => [site.site, siteFact(answers, configuration, site, systemRoot, since)]),
    ),
    httperr: logFact(answers, httperrTail(systemRoot), say`The newest HTTPERR log`, (printed) => readHttperr(printed, since)),
    headerLimits: factOf(answers, HEADER_LIMITS, say`reg query … HTTP\\Parameters`, (answer) => ofOutput(answer, readHeaderLimits)),
    altiris: { server: altirisFact(answers, 'server', systemRoot), agent: altirisFact(answers, 'agent', systemRoot) },
  };
}

function tailOf(folder: string, pattern: string, most: string): Command {
  return { program: 'log-tail', args: [folder, pattern, most], effect: 'read', timeoutMs: 60_000 };
}

function httperrTail(systemRoot: string): Command {
  return tailOf(`${systemRoot}\\System32\\LogFiles\\HTTPERR`, 'httperr*.log', MOST_BYTES.httperr);
}

function altirisTail(folder: string): Command {
  return tailOf(folder, 'a*.log', MOST_BYTES.altiris);
}

function registryKey(key: string): Command {
  return { program: 'reg', args: ['query', key], effect: 'read', timeoutMs: 60_000 };
}

/** In: what `reg query` printed. Out: the two limits; `output.unreadable` where one of them is set to what is no number. */
function readHeaderLimits(printed: string): Result<HeaderLimits> {
  const read = readRegistryValues(printed);
  if (!read.ok) return read;
  const limitOf = (name: string) => {
    const text = read.value.find((value) => value.name.toLowerCase() === name)?.text;
    return text === undefined ? null : Number(text === '' ? Number.NaN : text);
  };
  const [maxFieldLength, maxRequestBytes] = [limitOf('maxfieldlength'), limitOf('maxrequestbytes')];
  if (Number.isNaN(maxFieldLength) || Number.isNaN(maxRequestBytes))
    return fail({ code: 'output.unreadable', reading: say`reg query`, why: say`a limit of http.sys is no number`, raw: printed });
  return succeed({ maxFieldLength, maxRequestBytes });
}

function sitesOf({ logging }: Configuration, applications: readonly string[]): readonly SiteLogging[] {
  const inScope = new Set(applications.map((path) => siteOf(path).toLowerCase()));
  return logging.sites.filter(({ site }) => inScope.has(site.toLowerCase()));
}

/** The folder of a site's log, or why there is none that can be read. */
function iisPlace({ logging }: Configuration, { enabled, format, directory, id }: SiteLogging, systemRoot: string) {
  if (!enabled) return unknown(say`logging is off for this site`, say`Switch it on in IIS Manager, Logging, and let users sign in`);
  if (logging.mode.toLowerCase() !== 'site')
    return unknown(say`all sites share one log (centralLogFileMode ${logging.mode})`, say`Give that log to kerbwise logs`);
  if (format.toLowerCase() !== 'w3c')
    return unknown(say`the log is written in the format ${format}, which has no Windows status`, say`Choose W3C in IIS Manager, Logging`);
  const folder = directory
    .replace(/%SystemDrive%/i, systemRoot.slice(0, 2))
    .replace(/%(?:SystemRoot|windir)%/i, systemRoot)
    .replace(/\\+$/, '');
  if (folder.includes('%') || !Number.isInteger(id))
    return unknown(say`the folder ${directory} can be resolved on the server alone`, say`Give that log to kerbwise logs`);
  return { folder: `${folder}\\W3SVC${id}` };
}

function siteFact(answers: Answers, configuration: Configuration, site: SiteLogging, systemRoot: string, since: number): Fact<SiteLog> {
  const place = iisPlace(configuration, site, systemRoot);
  if (!('folder' in place)) return place;
  const what = say`The newest log of ${site.site}`;
  return logFact(answers, tailOf(place.folder, '*.log', MOST_BYTES.iis), what, (printed) => {
    const part = readPart(printed);
    if (!part.ok) return part;
    const log = readSiteLog({ site: site.site, folder: `W3SVC${site.id}` }, part.value.head, part.value.text, since);
    return log === undefined
      ? unreadable(say`its rows do not have the columns by which sign-ins are followed: time, client, path and status`, printed)
      : succeed(log);
  });
}

/** In: the reading of a log, and what people call it. Out: what it says; where it is not known, the log and its place instead of the reading. */
function logFact<T>(answers: Answers, tail: Command, title: string, read: (printed: string) => Result<T>): Fact<T> {
  const folder = tail.args[0] ?? '';
  const byHand = say`Give the logs in ${folder} to kerbwise logs`;
  const answer = answers[readingKey(tail)];
  if (answer?.kind === 'failure' && answer.failure.code === 'notCollected')
    return unknown(say`${title} (${folder}) is not in the evidence`, byHand);
  const result = answer?.kind === 'output' ? ofOutput(answer, read) : undefined;
  if (result?.ok === false && result.failure.code === 'output.unreadable')
    return unknown(say`${title} (${folder}) could not be read: ${result.failure.why}`, byHand);
  return factOf(answers, tail, title, (given) => ofOutput(given, read));
}

function readHttperr(printed: string, since: number): Result<HttperrLog> {
  const part = readPart(printed);
  if (!part.ok) return part;
  const lines = new HttperrLines(since);
  for (const line of [...part.value.head, ...part.value.text.split('\n')]) lines.add(line);
  const { rows, malformed, reasons } = lines.tally;
  if (rows === 0 && malformed > 0) return unreadable(say`no line of it is a row`, printed);
  return succeed({ rows, reasons: Object.fromEntries([...reasons].map(([reason, { count }]) => [reason, count])) });
}

/** The folder that the registry names, else the usual one; `undefined` until the registry was asked. */
function altirisFolder(answers: Answers, writer: AltirisWriter, systemRoot: string): string | undefined {
  const { key, usual } = ALTIRIS[writer];
  const answer = answers[readingKey(registryKey(key))];
  if (answer === undefined) return undefined;
  const values = answer.kind === 'output' ? readRegistryValues(answer.output.stdout) : undefined;
  const named = values?.ok ? values.value.find(({ name }) => name.toLowerCase() === 'filepath')?.text : undefined;
  const folder = named?.replace(/\\[^\\]*\.log$/i, '').replace(/\\+$/, '') ?? '';
  return folder === '' || folder.includes('%') ? `${systemRoot.slice(0, 2)}\\ProgramData\\${usual}` : folder;
}

function altirisFact(answers: Answers, writer: AltirisWriter, systemRoot: string): Fact<AltirisLog> {
  const { title } = ALTIRIS[writer];
  const folder = altirisFolder(answers, writer, systemRoot);
  if (folder === undefined) return unknown(say`${title} has not been asked for yet`, say`Let Kerbwise look at the server`);
  return logFact(answers, altirisTail(folder), title, (printed) => {
    const part = readPart(printed);
    return part.ok ? succeed({ folder, ...readAltirisText(part.value.text) }) : part;
  });
}

interface Part {
  readonly head: readonly string[];
  readonly text: string;
}

function readPart(printed: string): Result<Part> {
  const records = readRecords('log-tail', printed);
  if (!records.ok) return records;
  const [record] = records.value;
  if (record === undefined || records.value.length > 1) return unreadable(say`it answers for no folder, or for several`, printed);
  const failed = firstOf(record, 'failed');
  if (failed !== undefined) return unreadable(whyNoLog(record, failed), printed);
  const text = firstOf(record, 'text');
  return text === undefined ? unreadable(say`it holds no text`, printed) : succeed({ head: record.values['head'] ?? [], text });
}

function whyNoLog(record: ScriptRecord, failed: string): string {
  const folder = firstOf(record, 'folder') ?? say`the folder`;
  if (failed === 'NoFile') return say`${folder} holds no log`;
  if (failed === 'DirectoryNotFoundException') return say`${folder} is not there`;
  return say`${folder} could not be read: ${failed}`;
}

function unreadable(why: string, raw: string): Result<never> {
  return fail({ code: 'output.unreadable', reading: 'log-tail', why, raw });
}
