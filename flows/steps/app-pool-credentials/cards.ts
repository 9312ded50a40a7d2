import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

export const KEY_FITS_IDENTITY: readonly RuleCard[] = [
  {
    id: 'I16',
    checks: say`Whether useAppPoolCredentials fits the identity of the pool`,
    reads: say`useAppPoolCredentials and useKernelMode at the path, identity of the pool, owners of the names`,
    meaning: say`With kernel mode on, IIS takes the key of the computer unless this is true. It has to be true for a domain account that holds the names, and false otherwise. Where every name is on the computer and its key reads the tickets everywhere, that fits too and is only remarked.`,
    remedy: say`Set it at the path, after the names are right`,
    undo: say`the old value, or inherited where it was`,
    risk: 'R2',
    source: 'Broadcom KB 434345; Microsoft, Troubleshoot Kerberos failures',
    reviewedOn: '2026-11-22',
    finds: ['app-pool-credentials.off', 'app-pool-credentials.on-without-account', 'app-pool-credentials.settled'],
  },
];
