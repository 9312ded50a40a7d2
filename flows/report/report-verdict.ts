import { counted, listed, say } from '../language/say.ts';
import type { NotChecked } from '../model/step.ts';
import { isUnproved } from '../model/unproved.ts';
import { asksForAction } from './report-findings.ts';
import type { ReportChange, ReportFinding, ReportRun, Verdict } from './report-model.ts';
import { lastVerification, unsettledChanges } from './report-runs.ts';
import type { Timeline } from './timeline.ts';

export interface Judged {
  readonly timeline: Timeline;
  readonly findings: readonly ReportFinding[];
  readonly notChecked: readonly NotChecked[];
  readonly runs: readonly ReportRun[];
  /** How many changes are planned and not run. */
  readonly planned: number;
}

/** What is so, and what was done. Unknown is never called right. */
export function verdictOf(judged: Judged): Verdict {
  const tone = toneOf(judged);
  return { sentence: sentence(judged), done: done(judged), healthy: tone === 'right', tone };
}

function toneOf(judged: Judged): Verdict['tone'] {
  const doubtful = unsettledChanges(judged.runs).some(isInDoubt);
  if (openFindings(judged).length > 0 || (doubtful && !isRead(judged))) return 'wrong';
  if (doubtful || !isRead(judged) || judged.notChecked.length > 0 || judged.findings.some(({ status }) => status === 'unclear'))
    return 'unclear';
  return isDisproved(judged) || isLeftUnproved(judged) ? 'unclear' : 'right';
}

function isLeftUnproved({ findings }: Judged): boolean {
  return isUnproved(findings.filter(({ status }) => status !== 'gone'));
}

function sentence(judged: Judged): string {
  const { findings, notChecked, runs, timeline } = judged;
  if (timeline.readings.length === 0) return say`Nothing was read, so nothing can be said about this server.`;
  if (!isRead(judged)) return say`How the server is now is not known: it was not read after the last command.`;
  const open = openFindings(judged);
  const unchecked = counted(notChecked.length, 'check', 'checks');
  if (open.length > 0) return say`${asking(open)} on this server${notChecked.length > 0 ? say`, and ${unchecked} could not be made` : ''}.`;
  const mended = findings.some(({ status, ...finding }) => status === 'gone' && asksForAction(finding));
  if (notChecked.length > 0) return say`Nothing wrong was found, but ${unchecked} could not be made.`;
  if (findings.some(({ status }) => status === 'unclear')) return say`Nothing wrong was found, but not everything could be checked.`;
  if (unsettledChanges(judged.runs).some(isInDoubt)) return say`Nothing wrong was found, but a command did not come to its end.`;
  if (isDisproved(judged)) return say`Nothing wrong was found, but the server is not as the plan said it would be.`;
  if (isLeftUnproved(judged)) return say`Nothing wrong was found, and no sign-in shows that Kerberos works.`;
  if (mended && runs.length > 0) return say`What was wrong is mended. The server was read again, and nothing wrong was found.`;
  return say`Nothing wrong was found on this server.`;
}

/** `2 problems and 1 piece of advice ask for action`. */
function asking(open: readonly ReportFinding[]): string {
  const problems = open.filter(({ severity }) => severity === 'problem').length;
  const advice = open.length - problems;
  const parts = [
    ...(problems > 0 ? [counted(problems, 'problem', 'problems')] : []),
    ...(advice > 0 ? [counted(advice, 'piece of advice', 'pieces of advice')] : []),
  ];
  return say`${listed(parts, ' and ')} ${open.length === 1 ? 'asks' : 'ask'} for action`;
}

function done({ runs, planned, timeline }: Judged): string {
  if (timeline.readings.length === 0) return say`There is no record of any change.`;
  if (runs.length === 0) {
    return planned > 0
      ? say`Nothing was changed: this is a dry run with ${counted(planned, 'planned change', 'planned changes')}.`
      : say`Nothing was changed: this is a look.`;
  }
  const changes = runs.flatMap((run) => run.changes);
  const parts = DONE_WORDS.flatMap(({ states, say: told }) => {
    const number = changes.filter(({ state }) => states.includes(state)).length;
    return number === 0 ? [] : [told(number)];
  });
  if (changes.every(({ state }) => state === 'not run')) return say`A plan was confirmed, and nothing of it was run: nothing was changed.`;
  return say`${listed(parts, '; ')}.`;
}

const DONE_WORDS: readonly { readonly states: readonly ReportChange['state'][]; readonly say: (number: number) => string }[] = [
  { states: ['made'], say: (number) => counted(number, 'change was made', 'changes were made') },
  { states: ['taken back'], say: (number) => counted(number, 'change was made and taken back', 'changes were made and taken back') },
  {
    states: ['needless'],
    say: (number) => counted(number, 'change was begun and is not on the server', 'changes were begun and are not on the server'),
  },
  { states: ['failed'], say: (number) => counted(number, 'change failed', 'changes failed') },
  {
    states: ['not confirmed'],
    say: (number) =>
      counted(number, 'change was started, and how it ended is not recorded', 'changes were started, and how they ended is not recorded'),
  },
  { states: ['undo failed'], say: (number) => counted(number, 'change could not be taken back', 'changes could not be taken back') },
  {
    states: ['undo not confirmed'],
    say: (number) =>
      counted(
        number,
        'change was being taken back, and how that ended is not recorded',
        'changes were being taken back, and how that ended is not recorded',
      ),
  },
  {
    states: ['left alone'],
    say: (number) =>
      counted(
        number,
        'change was not taken back, because somebody changed the same place since',
        'changes were not taken back, because somebody changed the same places since',
      ),
  },
  { states: ['not run'], say: (number) => counted(number, 'planned change was not run', 'planned changes were not run') },
];

/** A command that failed or has no recorded end may have done part of its work. */
function isInDoubt({ state }: ReportChange): boolean {
  return ['failed', 'not confirmed', 'undo failed', 'undo not confirmed'].includes(state);
}

/** Whether the last verification says that not everything is as it was to be. */
function isDisproved({ runs }: Judged): boolean {
  return lastVerification(runs)?.verified === false;
}

function isRead({ timeline }: Judged): boolean {
  return timeline.readings.length > 0 && timeline.readAfterLastCommand;
}

/** Findings that ask for action and are there now; where nothing was read again, none is known to be. */
function openFindings({ findings }: Judged): readonly ReportFinding[] {
  return findings.filter((finding) => finding.status === 'open' && asksForAction(finding));
}
