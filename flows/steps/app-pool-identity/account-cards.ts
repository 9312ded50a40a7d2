import type { RuleCard } from '../../model/rule-card.ts';

const REVIEWED = '2026-11-22';

export const ACCOUNTS_EXIST: readonly RuleCard[] = [
  {
    id: 'P02',
    checks: 'Whether the account of the pool exists, in whatever form its name is written',
    reads:
      'userName of the pool (DOMAIN\\user, user@domain, user$); sAMAccountName, userPrincipalName and objectSid in its domain; the Application Identity of ITMS in the registry',
    meaning:
      'A pool whose account is gone does not start. The Application Identity of ITMS is another thing: no ticket is made for it unless a pool runs as it.',
    remedy: 'Choose an account that exists in IIS Manager; Kerbwise never sets a pool’s identity',
    undo: '',
    risk: 'R4',
    source: 'iis-docs, processModel; Broadcom KB 156852, KB 158871',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.account-missing', 'app-pool-identity.account-not-read'],
  },
  {
    id: 'P04',
    checks: 'Whether a name that ends with $ is a managed account',
    reads: 'objectClass of the account',
    meaning:
      'The domain makes the password of a group managed account and lets named computers fetch it. A computer account, or none, cannot run a pool. Whether this computer may fetch it is seen with Test-ADServiceAccount only.',
    remedy: 'The directory team makes the account and names this server with PrincipalsAllowedToRetrieveManagedPassword',
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Group Managed Service Accounts',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.not-managed'],
  },
  {
    id: 'P05',
    checks: 'Whether an account is locked, disabled or expired',
    reads:
      'userAccountControl, msDS-User-Account-Control-Computed, lockoutTime, accountExpires of the pool’s account, the computer and the Application Identity',
    meaning:
      'Nobody signs in as such an account: the pool does not start, or all agents fail at once where it is the Application Identity.',
    remedy: 'The directory team unlocks or enables it, and finds out who locked it; Kerbwise sets no password',
    undo: '',
    risk: 'R4',
    source: '[MS-ADTS] 2.2.16, 3.1.1.4.5.17; Broadcom KB 194234',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.account-unusable', 'app-pool-identity.application-identity-unusable'],
  },
];

export const ACCOUNTS_FIT: readonly RuleCard[] = [
  {
    id: 'P06',
    checks: 'Whether the account of a pool is or was an administrator',
    reads: 'adminCount',
    meaning:
      'Anybody in the domain may ask for a ticket to an account with a service principal name and try passwords on it at leisure. An administrator’s password is worth the time.',
    remedy: 'An account without such rights, a group managed one if possible; no name is registered on this one',
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Defender for Identity: accounts with service principal names',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.privileged-account'],
  },
  {
    id: 'P07',
    checks: 'Whether tickets with AES can be made for the account',
    reads: 'msDS-SupportedEncryptionTypes, pwdLastSet',
    meaning:
      'Controllers no longer make RC4 tickets by default. An account that allows only RC4, or whose password is older than AES in Active Directory, gets none.',
    remedy: 'The directory team sets AES (0x18) and resets the password once, or gives a group managed account. RC4 is not brought back',
    undo: '',
    risk: 'R4',
    source: 'Microsoft KB5073381; [MS-KILE] 2.2.7',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.no-aes'],
  },
  {
    id: 'S11',
    checks: 'Whether the account that decrypts is of another domain than the server',
    reads: 'distinguished names of both, domains of the forest',
    meaning: 'The account is looked up and its names are changed in its own domain, and by that domain’s administrators.',
    remedy: 'Nothing to change here; give setspn the account with its domain',
    undo: '',
    risk: 'R0',
    source: 'Microsoft Learn, setspn',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.other-domain'],
  },
];

export const DELEGATION: readonly RuleCard[] = [
  {
    id: 'P08',
    checks: 'Whether an account that delegates is itself marked as one that must not be delegated',
    reads: 'userAccountControl 0x100000',
    meaning: 'The mark concerns the account as a user. Users who carry it cannot be passed on, and sign-ins that need that fail for them.',
    remedy: 'Nothing to change here; the directory team decides',
    undo: '',
    risk: 'R4',
    source: '[MS-ADTS] 2.2.16',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.sensitive-account'],
  },
  {
    id: 'D01',
    checks: 'Whether an account that decrypts may act as any user towards any service',
    reads: 'userAccountControl 0x80000',
    meaning:
      'Every user who signs in leaves a ticket with which this server can act as that user everywhere. Kerberos sign-in to ITMS does not need it.',
    remedy: 'The directory team takes it away or narrows it; Kerbwise never grants delegation',
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Kerberos constrained delegation overview',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.unconstrained-delegation'],
  },
  {
    id: 'D02',
    checks: 'To which services an account that decrypts may act as a user',
    reads: 'msDS-AllowedToDelegateTo, userAccountControl 0x1000000',
    meaning: 'It is told, not judged: whether ITMS passes users on to another server is a question of its set-up.',
    remedy: 'Nothing to change',
    undo: '',
    risk: 'R4',
    source: '[MS-ADTS] 2.2.16; [MS-SFU]',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.constrained-delegation'],
  },
  {
    id: 'D03',
    checks: 'Whether others may act as users towards an account that decrypts',
    reads: 'whether msDS-AllowedToActOnBehalfOfOtherIdentity is set',
    meaning: 'It is told, not judged. The list is never rebuilt from names: entries of other domains would be lost.',
    remedy: 'Nothing to change',
    undo: '',
    risk: 'R4',
    source: '[MS-ADTS], msDS-AllowedToActOnBehalfOfOtherIdentity',
    reviewedOn: REVIEWED,
    finds: ['app-pool-identity.resource-delegation'],
  },
];
