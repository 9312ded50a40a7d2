import type { GuideTable } from '../../flows/bridge/contract.ts';
import { sourceOf } from '../../flows/model/finding-source.ts';
import { isUnproved } from '../../flows/model/unproved.ts';
import type { PlanDocument } from '../../flows/plan/plan-document.ts';
import type { WholePlan } from '../../flows/plan/whole-plan.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { questionsFor } from '../../flows/triage/questions.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { answerOf } from '../../flows/triage/sights.ts';

const WORD = { problem: 'PROBLEM', advice: 'ADVICE', information: 'NOTE' } as const;

/** What was found, for people: the server, what is right, what is wrong, what could not be checked. */
export function findingLines(document: PlanDocument, plan: WholePlan): readonly string[] {
  const scenario = findScenario(document.scenario);
  const isSight = scenario !== undefined && scenario.id !== 'everything';
  const explained = isSight
    ? [scenario.title, ...scenario.explanation.map((line) => `  ${line}`), '', ...tableLines(scenario.tables ?? [])]
    : [];
  const told = new Set(scenario?.tables?.map(({ title }) => title));
  const questions = questionsFor(document.scenario, document.findings).filter(({ title }) => !told.has(title));
  return [
    ...heading(document),
    ...explained,
    ...plan.steps.flatMap(({ title, assessment }) =>
      section(title, [
        ...assessment.statements.map((statement) => `  ok       ${statement}`),
        ...(assessment.limits ?? []).map((limit) => `  limit    ${limit}`),
      ]),
    ),
    ...document.findings.flatMap((finding) => [
      '',
      `${WORD[finding.severity].padEnd(8)} ${finding.summary}  [${finding.id}]`,
      `         ${finding.evidence}`,
      `         ${finding.meaning}`,
      `         Source: ${sourceOf(finding)}`,
    ]),
    ...notCheckedLines(document),
    '',
    ...(questions.length === 0 ? [] : ['Only you can tell:', ...tableLines(questions)]),
    verdict(document),
  ];
}

/** Two columns as text: what is seen, and below it what it says. */
function tableLines(tables: readonly GuideTable[]): readonly string[] {
  return tables.flatMap(({ title, rows }) => [title, ...rows.flatMap(([left, right]) => [`  - ${left}`, `      ${right}`]), '']);
}

function heading({ target, scenario }: PlanDocument): readonly string[] {
  const place = { live: 'this server', lab: 'PRACTICE LAB, no real server', evidence: 'evidence, read only' }[target.kind];
  return [`${target.server ?? 'A server whose name is not known'} (${place}), scenario ${scenario}`, ''];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function notCheckedLines({ notChecked }: PlanDocument): readonly string[] {
  if (notChecked.length === 0) return [];
  return [
    '',
    `Not checked: ${notChecked.length}`,
    ...notChecked.flatMap(({ what, why, next }) => [`  ${what}`, `    why   ${why}`, `    next  ${next}`]),
  ];
}

function verdict({ scenario, findings, notChecked }: PlanDocument): string {
  const open = findings.filter(({ severity }) => severity !== 'information').length;
  const answer = answerOf(scenario, open > 0);
  const told = answer === undefined ? '' : ` ${answer}`;
  if (open > 0) return `${open} finding${open === 1 ? '' : 's'} that ${open === 1 ? 'needs' : 'need'} action. Nothing was changed.${told}`;
  if (notChecked.length > 0) return 'Nothing wrong was found, but not everything could be checked, so this is no clean bill of health.';
  if (isUnproved(findings)) return 'Nothing wrong was found, and no sign-in shows that Kerberos works: see the note on the sign-in.';
  if (answer === undefined) return 'Nothing to do.';
  return `${answer} The server’s settings were not judged for this answer: --scenario everything does that.`;
}

/** Open findings without a change are no reason to say that none is needed. */
function noChange({ findings }: PlanDocument): string {
  return findings.some(({ severity }) => severity !== 'information') ? 'No change is offered.' : 'No change is needed or offered.';
}

/** The ordered changes, for people: each with its exact command and the way back. */
export function planLines(document: PlanDocument): readonly string[] {
  const total = document.changes.length;
  const titles = new Map(ALL_STEPS.map(({ id, title }) => [id, title]));
  return [
    ...heading(document),
    ...document.changes.flatMap((change, index) => [
      `${index + 1} of ${total}  ${titles.get(change.step) ?? change.step}: ${change.target}`,
      `    before   ${change.before}`,
      `    after    ${change.after}`,
      `    command  ${change.command}`,
      `    undo     ${change.undo}`,
      `    risk     ${change.risk}: ${change.consequence}`,
      `    run by   ${change.runBy}`,
      '',
    ]),
    ...document.withheld.flatMap(({ what, why, next }) => [`Not offered: ${what}`, `    why   ${why}`, `    next  ${next}`, '']),
    ...notCheckedLines(document),
    total === 0 ? noChange(document) : `Plan ${document.planId}: ${total} change${total === 1 ? '' : 's'}. Nothing was run.`,
  ];
}
