import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

export const IDENTITIES: readonly RuleCard[] = [
  {
    id: 'P01',
    checks: say`Which account decrypts the tickets for each application`,
    reads: say`the pool’s processModel, useKernelMode and useAppPoolCredentials at the path`,
    meaning: say`Service principal names have to be on exactly this account. It follows from the pool, never from the Application Identity of ITMS.`,
    remedy: say`Nothing to change: everything else is held against it`,
    undo: '',
    risk: 'R0',
    source: 'Broadcom KB 434345; Microsoft, Troubleshoot Kerberos failures',
    reviewedOn: '2026-11-22',
    finds: ['app-pool-identity.pool-missing'],
  },
  {
    id: 'P03',
    checks: say`Whether a pool runs as a local account`,
    reads: say`userName of the pool`,
    meaning: say`A local account is not in the directory: it cannot hold service principal names, and no ticket is made for it.`,
    remedy: say`Choose a domain account or a group managed account in IIS Manager; Kerbwise never sets a pool’s identity`,
    undo: '',
    risk: 'R4',
    source: 'iis-docs, processModel',
    reviewedOn: '2026-11-22',
    finds: ['app-pool-identity.local-account'],
  },
];

export const ACCOUNTS_AGREE: readonly RuleCard[] = [
  {
    id: 'I19',
    checks: say`Whether all applications behind one name share the account that decrypts`,
    reads: say`pools of all applications that sign users in, grouped by the names that lead to them`,
    meaning: say`A name has one owner in the directory, so of two accounts only one can decrypt its tickets: one application works, the other answers 401.`,
    remedy: say`Give the pools one identity, or the applications names of their own`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft, Troubleshoot Kerberos failures',
    reviewedOn: '2026-11-22',
    finds: ['app-pool-identity.several-accounts'],
  },
];
