import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

export const SIGN_IN_IS_KEPT: readonly RuleCard[] = [
  {
    id: 'I17',
    checks: say`Whether IIS keeps a Kerberos sign-in for the whole connection`,
    reads: say`authPersistNonNTLM at the server and at each path`,
    meaning: say`Without it every request is signed in anew, which the agent’s task client cannot do.`,
    remedy: say`Set authPersistNonNTLM=true`,
    undo: say`the old value, or inherited where it was`,
    risk: 'R2',
    source: 'Broadcom KB 173598; iis-docs windowsAuthentication',
    reviewedOn: '2026-11-22',
    finds: ['auth-persistence.off'],
  },
];
