import { say } from '../language/say.ts';
import type { Finding } from './step.ts';

/** Who says that a finding matters, and the rule that gave it: `iis-docs; rule I17, reviewed on 2026-11-22`. */
export function sourceOf({ source, rule }: Pick<Finding, 'source' | 'rule'>): string {
  return rule === undefined ? source : say`${source}; rule ${rule.id}, reviewed on ${rule.reviewedOn}`;
}
