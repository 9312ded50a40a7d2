import type { Risk, RunBy, Severity } from '../model/step.ts';
import type { PlanTarget } from '../plan/plan-document.ts';
import type { Attempt, ChangeState, FindingStatus, Verdict } from './report-model.ts';

/** Words that every form of the report shares. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { problem: 'Problem', advice: 'Advice', information: 'Information' };

export const STATUS_WORDS: Readonly<Record<FindingStatus, string>> = {
  open: 'Still so',
  gone: 'Gone',
  unclear: 'Not found again, but not everything could be checked',
  'not read again': 'Not looked at again',
};

export const STATE_WORDS: Readonly<Record<ChangeState, string>> = {
  'not run': 'Not run',
  made: 'Made',
  failed: 'Failed',
  'not confirmed': 'Started, end not recorded',
  'taken back': 'Taken back',
  needless: 'Nothing to take back',
  'left alone': 'Left alone: changed by somebody since',
  'undo failed': 'Taking it back failed',
  'undo not confirmed': 'Taking it back was started, end not recorded',
};

const OUTCOME_WORDS: Readonly<Record<Attempt['outcome'], string>> = {
  succeeded: 'ended well',
  failed: 'failed',
  'not confirmed': 'was started, and how it ended is not recorded',
  needless: 'was not needed',
  refused: 'was refused',
};

const ATTEMPT_WORDS: Readonly<Record<Attempt['kind'], string>> = { change: 'The change', undo: 'Taking it back' };

export const RISK_WORDS: Readonly<Record<Risk, string>> = { low: 'Low', medium: 'Medium', high: 'High' };

export const RUN_BY_WORDS: Readonly<Record<RunBy, string>> = {
  you: 'The server’s administrator',
  'directory team': 'The directory team',
};

export const TONE_WORDS: Readonly<Record<Verdict['tone'], string>> = { right: 'Right', unclear: 'Not clear', wrong: 'Needs action' };

export const TARGET_WORDS: Readonly<Record<PlanTarget['kind'], { readonly word: string; readonly says: string }>> = {
  live: { word: 'Live server', says: 'The server itself was read.' },
  lab: { word: 'Practice lab', says: 'A simulated server. No real server was read or changed.' },
  evidence: {
    word: 'Evidence',
    says: 'Files that were collected from a server. The server itself was not asked, and nothing can be changed this way.',
  },
};

const MOMENT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** In: ISO 8601. Out: `2026-11-22 21:04:11 UTC+00:00`; what is no such moment comes back as it is. */
export function momentText(moment: string): string {
  const [, day, time, offset] = MOMENT.exec(moment) ?? [];
  if (day === undefined || time === undefined || offset === undefined) return moment;
  return `${day} ${time} UTC${offset === 'Z' ? '+00:00' : offset}`;
}

function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Who confirmed, as Windows names the user. */
export function userText(user: string | null): string {
  return user ?? 'not known: Windows did not say';
}

export function serverText(server: string | null): string {
  return server ?? 'a server whose name is not known';
}

/** In: one command that ran, or a way back that did not. Out: when, how long, and how it ended. */
export function attemptText(attempt: Attempt): string {
  const { kind, outcome, started, ended, exitCode, milliseconds, why } = attempt;
  const moment = started ?? ended;
  const facts = [
    exitCode === null ? '' : `exit code ${exitCode}`,
    milliseconds === null ? '' : `took ${durationText(milliseconds)}`,
    moment === null ? '' : momentText(moment),
  ].filter((part) => part !== '');
  const sentence = `${ATTEMPT_WORDS[kind]} ${OUTCOME_WORDS[outcome]}`;
  return [`${sentence}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}.`, why === '' ? '' : sentenceOf(why)].join(' ').trim();
}

/** Ends a text as a sentence. */
export function sentenceOf(text: string): string {
  const trimmed = text.trim();
  return /[.!?…:]$/.test(trimmed) || trimmed === '' ? trimmed : `${trimmed}.`;
}

/** Where a value is set: `''` is the default of IIS. */
export function setAtText(setAt: string): string {
  return setAt === '' ? 'default of IIS' : setAt;
}
