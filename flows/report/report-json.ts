import { withoutSecrets } from '../model/without-secrets.ts';
import type { Report } from './report-model.ts';

/** The report as JSON for programs: `{ "kerbwise": 1, "kind": "report", … }`, the same text for the same report. */
export function reportJson(report: Report): string {
  const { facts, ...rest } = withoutSecrets(report);
  const ordered = { ...rest, facts: { ...facts, before: sortedKeys(facts.before), after: sortedKeys(facts.after) } };
  return `${JSON.stringify({ kerbwise: 1, kind: 'report', ...ordered }, null, 2).replace(UNSEEN, escaped)}\n`;
}

/** What would change how the file reads in an editor stands as an escape; JSON knows it as the same text. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function escaped(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]: [string, unknown]) => [key, sortedKeys(part)]));
}
