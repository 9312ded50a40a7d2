import { stat } from 'node:fs/promises';
import { altirisAnswer } from '../../flows/logs/altiris-answer.ts';
import { httperrAnswer } from '../../flows/logs/httperr-answer.ts';
import { iisAnswer } from '../../flows/logs/iis-answer.ts';
import type { LogKind } from '../../flows/logs/log-format.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { type Analysed, analyseLogs } from '../logs/analyse-logs.ts';
import { findLogs } from '../logs/find-logs.ts';
import { type LogPart, STANDARD_INPUT, type Trouble } from '../logs/log-part.ts';
import { logProgress } from './log-progress.ts';

const KIND_NAMES: Readonly<Record<LogKind, string>> = {
  'iis-log': 'a W3C log of IIS',
  'httperr-log': 'an HTTPERR log',
  'altiris-log': 'a log of Altiris',
};

/**
 * One log, or an archive of logs of one kind, as `kerbwise read KIND FILE` gives it.
 * Out: the whole JSON object; `input.refused` with what the file is instead; `interrupted`.
 */
export async function readLog(kind: LogKind, file: string, signal: AbortSignal): Promise<Result<object>> {
  const name = file === STANDARD_INPUT ? 'Standard input' : file;
  if (file !== STANDARD_INPUT && (await isFolder(file))) {
    return refuse(name, 'it is a folder', `Name a file, or give the folder to kerbwise logs`);
  }
  try {
    const { parts, refused } = await findLogs([file], signal);
    const fitting = parts.filter((part) => part.kind === kind);
    if (fitting.length === 0) return refuseAll(name, kind, parts, refused);
    const progress = logProgress(fitting.reduce((sum, { from, to }) => sum + to - from, 0));
    const analysed = await analyseLogs(fitting, { signal, onProgress: progress.listen }).finally(progress.end);
    const [trouble] = analysed.troubles;
    if (trouble !== undefined && isEmpty(analysed)) return refuse(name, trouble.why, 'Look at the file and give it again');
    const others = parts.filter((part) => part.kind !== kind);
    return succeed({ kerbwise: 1, kind, ...answerOf(kind, analysed, notesOf(name, analysed.troubles, refused, others)) });
  } catch (error) {
    if (signal.aborted) return fail({ code: 'interrupted', during: `reading ${name}` });
    throw error;
  }
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false; // that it is not there is told by whoever reads it
  }
}

function answerOf(kind: LogKind, { w3c, httperr, altiris }: Analysed, notes: readonly string[]): object {
  switch (kind) {
    case 'iis-log':
      return iisAnswer(w3c, notes);
    case 'httperr-log':
      return httperrAnswer(httperr, notes);
    case 'altiris-log':
      return altirisAnswer(altiris, notes);
    default:
      return kind satisfies never;
  }
}

function isEmpty({ w3c, httperr, altiris }: Analysed): boolean {
  return w3c.rows + httperr.rows + altiris.events === 0;
}

function notesOf(name: string, troubles: readonly Trouble[], refused: readonly Trouble[], others: readonly LogPart[]): readonly string[] {
  return [
    ...troubles.map((trouble) => `${shown(trouble.name, name)}not read to its end: ${trouble.why}`),
    ...refused.map((trouble) => `${shown(trouble.name, name)}not read: ${trouble.why}`),
    ...others.map((part) => `${shown(part.name, name)}not read: it is ${KIND_NAMES[part.kind]}`),
  ];
}

/** The name of what is in an archive; of the file itself nothing, for the administrator has just named it. */
function shown(part: string, file: string): string {
  return part === file || part === STANDARD_INPUT ? '' : `${part}: `;
}

function refuseAll(name: string, kind: LogKind, parts: readonly LogPart[], refused: readonly Trouble[]): Result<never> {
  const [other] = parts;
  if (other !== undefined)
    return refuse(name, `it is ${KIND_NAMES[other.kind]}, not ${KIND_NAMES[kind]}`, `Use kerbwise read ${other.kind}`);
  const [trouble] = refused;
  if (trouble === undefined) return refuse(name, 'there is no log in it', 'Name a log');
  if (trouble.why === 'there is no such file') return fail({ code: 'file.missing', path: name, why: 'There is no such file' });
  return refuse(name, `${shown(trouble.name, name)}${trouble.why}`, `Name ${KIND_NAMES[kind]}`);
}

function refuse(name: string, why: string, next: string): Result<never> {
  return fail({ code: 'input.refused', what: `${name} was refused`, why, next });
}
