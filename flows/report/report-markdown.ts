import { say } from '../language/say.ts';
import { sourceOf } from '../model/finding-source.ts';
import { withoutSecrets } from '../model/without-secrets.ts';
import { changesPart, wayBackPart } from './markdown-changes.ts';
import { bullets, fenced, pairs, plain, table } from './markdown-text.ts';
import { acknowledgementsPart } from './report-acknowledgements.ts';
import { deviationRows } from './report-deviations.ts';
import type { FactCell, FactRow, Report, ReportFinding, Task } from './report-model.ts';
import { captionOf, findingGroups, findingTag, glance, proofTexts, seenText, titleOf } from './report-outline.ts';
import { pathsPart } from './report-paths.ts';
import { momentText, RUN_BY_WORDS, setAtText, TARGET_WORDS, TONE_WORDS } from './report-words.ts';

/** The report as Markdown: the same words in the same order as the page, for tickets and wikis. No value can become markup. */
export function reportMarkdown(report: Report): string {
  const told = withoutSecrets(report);
  const parts = [
    ...headPart(told),
    ...pathsPart(told.ticketPaths),
    ...findingsPart(told),
    ...changesPart(told),
    ...wayBackPart(told),
    '## What was read afterwards',
    bullets(proofTexts(told)),
    ...tasksPart(told),
    ...acknowledgementsPart(told.acknowledgements),
    ...deviationsPart(told),
    ...notCheckedPart(told),
    ...factsPart(told),
    ...(told.notes.length === 0 ? [] : ['## About the records', bullets(told.notes)]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headPart(report: Report): readonly string[] {
  const { verdict, target } = report;
  const { word, says } = TARGET_WORDS[target.kind];
  return [
    say`# ${plain(titleOf(report))}`,
    target.kind === 'live' ? '' : say`> **${word}.** ${plain(says)}`,
    say`**${TONE_WORDS[verdict.tone]}. ${plain(verdict.sentence)}**`,
    plain(verdict.done),
    pairs(glance(report).map(({ name, values }) => [name, values.join('; ')])),
  ];
}

function findingsPart(report: Report): readonly string[] {
  const groups = findingGroups(report);
  if (groups.length === 0) return ['## What was found', say`Nothing was found that asks for action.`];
  return [
    '## What was found',
    ...groups.flatMap(({ title, findings }) => [say`### ${title} (${findings.length})`, ...findings.flatMap(findingPart)]),
  ];
}

function findingPart(finding: ReportFinding): readonly string[] {
  const { summary, meaning, evidence, subject } = finding;
  return [
    say`#### ${plain(summary)}`,
    plain(meaning),
    pairs([
      ['Severity', findingTag(finding)],
      ['Evidence', evidence],
      ['About', subject],
      ['Source', sourceOf(finding)],
      ['Read', seenText(finding)],
    ]),
  ];
}

function tasksPart({ tasks }: Report): readonly string[] {
  return ['## What stays to be done', ...(tasks.length === 0 ? ['Nothing.'] : tasks.flatMap(taskPart))];
}

function taskPart({ what, why, next, command, runBy }: Task, at: number): readonly string[] {
  const who = runBy === null ? '' : say` Who does it: ${RUN_BY_WORDS[runBy]}.`;
  return [say`**${at + 1}. ${plain(what)}**`, `${plain(say`${why} ${next}`)}${who}`, command === null ? '' : fenced(command)];
}

function deviationsPart({ deviations }: Report): readonly string[] {
  if (deviations.length === 0) return [];
  return [
    say`## Where a prescription was left (${deviations.length})`,
    say`Each was refused, and nothing was run by it.`,
    ...deviations.flatMap((one) => [`**${plain(one.what)}**`, pairs(deviationRows(one))]),
  ];
}

function notCheckedPart({ notChecked }: Report): readonly string[] {
  if (notChecked.length === 0) return [];
  return [
    say`## What was not checked (${notChecked.length})`,
    say`Nothing is said about these. They may be right or wrong.`,
    table(
      ['What', say`Why not`, say`How to find out`],
      notChecked.map(({ what, why, next }) => [what, why, next]),
    ),
  ];
}

function factsPart({ facts }: Report): readonly string[] {
  const { before, after, beforeAt, afterAt, differences, server, applications, names, accounts } = facts;
  if (before === null && after === null) return ['## The server in detail', say`No facts are on record.`];
  const hasAfter = after !== null;
  return [
    hasAfter ? '## Before and after' : '## The server in detail',
    [
      beforeAt === null ? '' : say`${hasAfter ? 'Before' : 'Read'}: ${momentText(beforeAt)}.`,
      afterAt === null ? '' : say`After: ${momentText(afterAt)}.`,
    ]
      .join(' ')
      .trim(),
    hasAfter && differences.length === 0 ? say`Nothing differs between the two.` : '',
    ...factTable(say`The server`, 'Fact', server, hasAfter),
    ...applications.flatMap(({ paths, rows }) => {
      const [title = '', ...parts] = factTable(captionOf(paths), 'Setting', rows, hasAfter);
      return [title, paths.length === 1 ? '' : bullets(paths), ...parts];
    }),
    ...factTable(say`Service principal names, and the accounts that hold them`, 'Name', names, hasAfter),
    ...factTable(say`Accounts, and the names on them`, 'Account', accounts, hasAfter),
    ...(differences.length === 0 ? [] : [say`### What differs (${differences.length})`, bullets(differences)]),
  ];
}

function factTable(title: string, first: string, rows: readonly FactRow[], hasAfter: boolean): readonly string[] {
  if (rows.length === 0) return [];
  const columns = hasAfter ? [first, 'Before', 'After', 'Changed'] : [first, 'Value'];
  const cells = rows.map(({ name, before, after, changed }) =>
    after === null ? [name, cellText(before)] : [name, cellText(before), cellText(after), changed ? 'changed' : ''],
  );
  return [say`### ${plain(title)}`, table(columns, cells)];
}

function cellText({ values, setAt }: FactCell): string {
  const text = values.join('; ');
  return setAt === null ? text : say`${text} (${setAtText(setAt)})`;
}
