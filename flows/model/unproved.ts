import type { Finding } from './step.ts';

/** Findings after which nobody knows yet whether Kerberos works: not wrong, and not right either. */
const LEAVE_IT_OPEN: ReadonlySet<string> = new Set([
  'sign-in.unproven',
  'sign-in.ntlm-here',
  'sign-in.refused',
  'sign-in.no-ticket',
  'sign-in.no-credentials',
  'sign-in.remembered-failure',
]);

/** Whether a proof was tried and came to nothing. Unknown is never healthy. */
export function isUnproved(findings: readonly Pick<Finding, 'id'>[]): boolean {
  return findings.some(({ id }) => LEAVE_IT_OPEN.has(id));
}
