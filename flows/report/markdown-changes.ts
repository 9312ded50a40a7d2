import { say } from '../language/say.ts';
import type { ChangeText } from '../model/step.ts';
import { fenced, pairs, plain } from './markdown-text.ts';
import type { Attempt, Report, ReportChange, ReportRun } from './report-model.ts';
import { wayBackText } from './report-outline.ts';
import { attemptText, momentText, RISK_WORDS, RUN_BY_WORDS, STATE_WORDS, userText } from './report-words.ts';

/** What was done, run by run, and what is planned and not run. */
export function changesPart({ runs, planned }: Report): readonly string[] {
  return [
    '## What was changed',
    ...(runs.length === 0 ? [say`Nothing was changed.`] : runs.flatMap(runPart)),
    ...(planned.length === 0 ? [] : [say`### Planned, and not run (${planned.length})`]),
    ...planned.flatMap((change, at) => [
      say`#### ${at + 1}. ${plain(change.target)}`,
      ...commandPart(change, say`Not run`),
      'Undo:',
      fenced(change.undo),
    ]),
  ];
}

function runPart({ planId, confirmed, user, undos, changes }: ReportRun): readonly string[] {
  const again = undos.map((undo) => say` Undo confirmed ${momentText(undo.at)} by ${plain(userText(undo.user))}.`);
  return [
    say`### Plan ${plain(planId)}`,
    say`Confirmed ${momentText(confirmed)} by ${plain(userText(user))}.${again.join('')}`,
    ...(changes.length === 0 ? [say`The plan holds no change.`] : changes.flatMap(changePart)),
  ];
}

function changePart(change: ReportChange): readonly string[] {
  return [
    say`#### ${change.number}. ${plain(change.target)}`,
    ...commandPart(change, STATE_WORDS[change.state]),
    say`What happened:`,
    ...(change.attempts.length === 0 ? [say`It was not run.`] : change.attempts.flatMap((attempt) => attemptPart(attempt, change))),
    'Undo:',
    fenced(change.undo),
  ];
}

function commandPart({ before, after, consequence, risk, runBy, fixes, command }: ChangeText, state: string): readonly string[] {
  return [
    pairs([
      ['State', state],
      ['Before', before],
      ['After', after],
      [say`What to weigh`, consequence],
      ['Risk', RISK_WORDS[risk]],
      [say`Who runs it`, RUN_BY_WORDS[runBy]],
      [say`Mends the finding`, fixes],
    ]),
    'Command:',
    fenced(command),
  ];
}

function attemptPart(attempt: Attempt, { command, undo }: ReportChange): readonly string[] {
  const shown = attempt.kind === 'change' ? command : undo;
  const other = attempt.command !== null && attempt.command !== shown ? [say`The command that ran:`, fenced(attempt.command)] : [];
  const outputs = [attempt.stdout, attempt.stderr].filter((text) => text.trim() !== '');
  return [plain(attemptText(attempt)), ...other, ...outputs.map(fenced)];
}

export function wayBackPart(report: Report): readonly string[] {
  const { says, commands, byHand } = wayBackText(report);
  return [
    '## How to take it back',
    says,
    ...commands.map(fenced),
    ...(byHand.length === 0
      ? []
      : [say`Without Kerbwise, run these in this order. Look first whether somebody changed the same places since.`]),
    ...byHand.flatMap(({ target, undo }, at) => [say`**${at + 1}. ${plain(target)}**`, fenced(undo)]),
  ];
}
