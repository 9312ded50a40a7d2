import type { Finding, NotChecked } from '../model/step.ts';
import type { FindingStatus, ReportFinding } from './report-model.ts';
import type { Reading, Timeline } from './timeline.ts';

/** In: every reading. Out: every finding once, in the order in which it was first seen, with what became of it. */
export function reportFindings({ readings, readAfterLastCommand }: Timeline): readonly ReportFinding[] {
  const seen = new Map<string, ReportFinding>();
  for (const { at, findings } of readings) {
    for (const finding of findings) {
      const key = keyOf(finding);
      seen.set(key, { ...finding, firstSeen: seen.get(key)?.firstSeen ?? at, lastSeen: at, status: 'open' });
    }
  }
  return [...seen.values()].map((finding) => ({ ...finding, status: statusOf(finding, readings, readAfterLastCommand) }));
}

/** A finding that is not there any more is gone only where the later reading could check as much as the earlier one. */
function statusOf(finding: Finding, readings: readonly Reading[], readAfterLastCommand: boolean): FindingStatus {
  if (!readAfterLastCommand) return 'not read again';
  const last = readings.at(-1);
  if (last?.findings.some((other) => keyOf(other) === keyOf(finding)) ?? true) return 'open';
  const withIt = readings.findLast(({ findings }) => findings.some((other) => keyOf(other) === keyOf(finding)));
  const checkedThen = new Set((withIt?.notChecked ?? []).map(whatOf));
  return (last?.notChecked ?? []).every((item) => checkedThen.has(whatOf(item))) ? 'gone' : 'unclear';
}

function keyOf({ id, subject }: Finding): string {
  return JSON.stringify([id, subject.toLowerCase()]);
}

function whatOf({ what }: NotChecked): string {
  return what.toLowerCase();
}

/** `problem` and `advice` ask for action; `information` does not. */
export function asksForAction({ severity }: Finding): boolean {
  return severity !== 'information';
}
