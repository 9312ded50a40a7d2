import { listed, say } from '../language/say.ts';
import type { Risk, RunBy, Severity } from '../model/step.ts';
import type { PlanTarget } from '../plan/plan-document.ts';
import type { Attempt, ChangeState, FindingStatus, Verdict } from './report-model.ts';

/** Words that every form of the report shares. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  problem: say`Problem`,
  advice: say`Advice`,
  information: say`Information`,
};

export const STATUS_WORDS: Readonly<Record<FindingStatus, string>> = {
  open: say`still so`,
  gone: say`gone`,
  unclear: say`not found again, but not everything could be checked`,
  'not read again': say`not looked at again`,
};

export const STATE_WORDS: Readonly<Record<ChangeState, string>> = {
  'not run': say`Not run`,
  made: say`Made`,
  failed: say`Failed`,
  'not confirmed': say`Started, end not recorded`,
  'taken back': say`Taken back`,
  needless: say`Nothing to take back`,
  'left alone': say`Left alone: changed by somebody since`,
  'undo failed': say`Taking it back failed`,
  'undo not confirmed': say`Taking it back was started, end not recorded`,
};

const OUTCOME_WORDS: Readonly<Record<Attempt['outcome'], string>> = {
  succeeded: say`ended well`,
  failed: say`failed`,
  'not confirmed': say`was started, and how it ended is not recorded`,
  needless: say`was not needed`,
  refused: say`was refused`,
};

const ATTEMPT_WORDS: Readonly<Record<Attempt['kind'], string>> = { change: say`The change`, undo: say`Taking it back` };

export const RISK_WORDS: Readonly<Record<Risk, string>> = { low: say`Low`, medium: say`Medium`, high: say`High` };

export const RUN_BY_WORDS: Readonly<Record<RunBy, string>> = {
  you: say`The server’s administrator`,
  'directory team': say`The directory team`,
};

export const TONE_WORDS: Readonly<Record<Verdict['tone'], string>> = {
  right: say`Right`,
  unclear: say`Not clear`,
  wrong: say`Needs action`,
};

export const TARGET_WORDS: Readonly<Record<PlanTarget['kind'], { readonly word: string; readonly says: string }>> = {
  live: { word: say`Live server`, says: say`The server itself was read.` },
  lab: { word: say`Practice lab`, says: say`A simulated server. No real server was read or changed.` },
  evidence: {
    word: say`Evidence`,
    says: say`Files that were collected from a server. The server itself was not asked, and nothing can be changed this way.`,
  },
};

const MOMENT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** In: ISO 8601. Out: `2026-11-22 21:04:11 UTC+00:00`; what is no such moment comes back as it is. */
export function momentText(moment: string): string {
  const [, day, time, offset] = MOMENT.exec(moment) ?? [];
  if (day === undefined || time === undefined || offset === undefined) return moment;
  return say`${day} ${time} UTC${offset === 'Z' ? '+00:00' : offset}`;
}

function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? say`${milliseconds} ms` : say`${(milliseconds / 1000).toFixed(1)} s`;
}

/** Who confirmed, as Windows names the user. */
export function userText(user: string | null): string {
  return user ?? say`not known: Windows did not say`;
}

export function serverText(server: string | null): string {
  return server ?? say`a server whose name is not known`;
}

/** In: one command that ran, or a way back that did not. Out: when, how long, and how it ended. */
export function attemptText(attempt: Attempt): string {
  const { kind, outcome, started, ended, exitCode, milliseconds, why } = attempt;
  const moment = started ?? ended;
  const facts = [
    exitCode === null ? '' : say`exit code ${exitCode}`,
    milliseconds === null ? '' : say`took ${durationText(milliseconds)}`,
    moment === null ? '' : momentText(moment),
  ].filter((part) => part !== '');
  const sentence = say`${ATTEMPT_WORDS[kind]} ${OUTCOME_WORDS[outcome]}`;
  return say`${sentence}${facts.length === 0 ? '' : say` (${listed(facts)})`}.${why === '' ? '' : say` ${sentenceOf(why)}`}`;
}

/** Ends a text as a sentence. */
export function sentenceOf(text: string): string {
  const trimmed = text.trim();
  return /[.!?…:]$/.test(trimmed) || trimmed === '' ? trimmed : say`${trimmed}.`;
}

/** Where a value is set: `''` is the default of IIS. */
export function setAtText(setAt: string): string {
  return setAt === '' ? say`default of IIS` : setAt;
}
