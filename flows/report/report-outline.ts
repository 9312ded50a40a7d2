import { say } from '../language/say.ts';
import { prescriptionText } from './report-deviations.ts';
import type { Report, ReportChange, ReportFinding, ReportRun } from './report-model.ts';
import { mayStand } from './report-runs.ts';
import { momentText, SEVERITY_WORDS, STATUS_WORDS, serverText, TARGET_WORDS, userText } from './report-words.ts';

/** What every readable form of the report says, in the same words and order. */
export function titleOf({ target }: Report): string {
  const server = serverText(target.server);
  return target.kind === 'live' ? say`Kerberos on ${server}` : say`${TARGET_WORDS[target.kind].word}: Kerberos on ${server}`;
}

/** The few lines that say what this is about. */
export function glance(report: Report): readonly { readonly name: string; readonly values: readonly string[] }[] {
  const { target, made, first, last, users, versions, scenarios, applications, names, runs, prescriptions } = report;
  const all = [
    { name: say`Server`, values: [serverText(target.server)] },
    { name: say`Read from`, values: [say`${TARGET_WORDS[target.kind].word}. ${TARGET_WORDS[target.kind].says}`] },
    { name: say`Reason for looking`, values: scenarios },
    { name: say`Applications asked for`, values: applications },
    { name: say`Names asked for`, values: names },
    { name: say`Confirmed by`, values: users.map(userText) },
    { name: say`Prescribed by`, values: prescriptions.map(prescriptionText) },
    {
      name: say`First and last moment on record`,
      values: [first, last].flatMap((moment) => (moment === null ? [] : [momentText(moment)])),
    },
    { name: say`Report made`, values: [momentText(made)] },
    { name: 'Kerbwise', values: [versions.join(', ')] },
    {
      name: runs.length === 1 ? say`Plan` : say`Plans`,
      values: runs.map(({ planId, confirmed }) => say`${planId}, confirmed ${momentText(confirmed)}`),
    },
  ];
  return all.filter(({ values }) => values.length > 0);
}

export interface FindingGroup {
  readonly title: string;
  readonly findings: readonly ReportFinding[];
}

/** Findings as they matter: what asks for action first, what is for information last. */
export function findingGroups({ findings }: Report): readonly FindingGroup[] {
  const groups = [
    { title: say`Asks for action`, is: (finding: ReportFinding) => finding.status === 'open' },
    { title: say`Found before, and not looked at again`, is: (finding: ReportFinding) => finding.status === 'not read again' },
    { title: say`Not found again, but not everything could be checked`, is: (finding: ReportFinding) => finding.status === 'unclear' },
    { title: say`Was wrong, and is gone`, is: (finding: ReportFinding) => finding.status === 'gone' },
  ];
  const actionable = findings.filter(({ severity }) => severity !== 'information');
  return [
    ...groups.map(({ title, is }) => ({ title, findings: actionable.filter(is) })),
    { title: say`For information`, findings: findings.filter(({ severity }) => severity === 'information') },
  ].filter((group) => group.findings.length > 0);
}

/** How bad it is, and what became of it where it was looked at more than once. */
export function findingTag({ severity, status, firstSeen, lastSeen }: ReportFinding): string {
  const isSeenOnce = status === 'open' && firstSeen === lastSeen;
  return isSeenOnce ? SEVERITY_WORDS[severity] : say`${SEVERITY_WORDS[severity]}: ${STATUS_WORDS[status]}`;
}

/** The name of a table of settings that several applications share. */
export function captionOf(paths: readonly string[]): string {
  const [first = ''] = paths;
  return paths.length === 1 ? first : say`${first} and ${paths.length - 1} more with the same settings`;
}

/** When a finding was read. */
export function seenText({ firstSeen, lastSeen }: ReportFinding): string {
  return firstSeen === lastSeen ? momentText(firstSeen) : say`${momentText(firstSeen)}, last ${momentText(lastSeen)}`;
}

export interface WayBackText {
  readonly says: string;
  /** What Kerbwise does by itself, newest plan first. */
  readonly commands: readonly string[];
  /** The same by hand, in the order in which they have to run. */
  readonly byHand: readonly { readonly target: string; readonly undo: string }[];
}

export function wayBackText({ occasion, runs, planned, target }: Report): WayBackText {
  const newestFirst = [...runs].reverse();
  const standing = newestFirst.flatMap(standingChanges);
  if (standing.length === 0) return { says: nothingToTakeBack(occasion === 'run', planned.length > 0), commands: [], byHand: [] };
  const option = target.kind === 'live' ? '' : `--target ${target.kind} `;
  return {
    says: say`Kerbwise takes changes back last one first, each only where the server still holds what the change wrote, and reads the server again.`,
    commands: newestFirst
      .filter((run) => standingChanges(run).length > 0)
      .map(({ planId }) => `kerbwise undo ${option}--confirm ${planId}`),
    byHand: standing.map(({ target: changed, undo }) => ({ target: changed, undo })),
  };
}

function standingChanges({ changes }: ReportRun): readonly ReportChange[] {
  return changes.filter(mayStand).reverse();
}

function nothingToTakeBack(hasRun: boolean, hasPlan: boolean): string {
  if (hasRun) return say`Nothing of what Kerbwise did stands on the server, so there is nothing to take back.`;
  return hasPlan
    ? say`Nothing was changed, so there is nothing to take back. The undo of each planned change stands beside it.`
    : say`Nothing was changed, so there is nothing to take back.`;
}

/** What was read after the commands, and what that proved. */
export function proofTexts({ runs, facts }: Report): readonly string[] {
  const told = runs.flatMap(({ planId, verifications }) =>
    verifications.map(({ at, of, verified }) => say`${momentText(at)}: ${PROOF_WORDS[of][verified ? 'so' : 'notSo']} (plan ${planId}).`),
  );
  const stops = runs.flatMap((run) => run.stops.map(({ at, why }) => say`${momentText(at)}: it ended early. ${why} (plan ${run.planId}).`));
  if (runs.length === 0) return [say`Nothing was changed, so there was nothing to prove.`];
  const unread = facts.afterAt === null ? [say`The server was not read after the last command, or that reading is not on record.`] : [];
  return [...stops, ...told, ...unread];
}

const PROOF_WORDS = {
  changes: {
    so: say`the server was read again, every change is there and what it was to mend is gone`,
    notSo: say`the server was read again, and not everything is as the plan said it would be`,
  },
  undo: {
    so: say`the server was read again, and everything that was changed is as it was before`,
    notSo: say`the server was read again, and not everything is as it was before`,
  },
} as const;
