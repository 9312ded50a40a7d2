import type { RuleCard } from '../../model/rule-card.ts';

export const NAMES_ARE_ON_THE_RIGHT_ACCOUNT: readonly RuleCard[] = [
  {
    id: 'S02',
    checks: 'Whether every name that clients use is registered on the account that decrypts',
    reads: 'owners of HTTP/name in the directory, and the names on that account',
    meaning: 'Without an owner there is no ticket: clients fall back to NTLM, or fail where NTLM is off.',
    remedy: 'setspn -S HTTP/name ACCOUNT',
    undo: 'setspn -D, only for names that Kerbwise added',
    risk: 'R3',
    source: 'Broadcom KB 434345; Microsoft Learn, setspn',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.missing'],
  },
  {
    id: 'S03',
    checks: 'Whether a name is registered on another account',
    reads: 'owners of HTTP/name in the directory',
    meaning: 'Tickets are made with that account’s key and IIS cannot read them: KRB_AP_ERR_MODIFIED, three prompts, 401.',
    remedy: 'Remove it there, then register it on the right account, in that order',
    undo: 'the reverse order',
    risk: 'R3',
    source: 'Microsoft, Troubleshoot Kerberos failures',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.wrong-account'],
  },
  {
    id: 'S04',
    checks: 'Whether a name is registered on several accounts',
    reads: 'owners of HTTP/name in the directory',
    meaning: 'The controller cannot tell which key to use. Sign-ins fail, or work now and then.',
    remedy: 'Remove it from every account but the one that decrypts; nothing else is changed before that',
    undo: 'a controller of today refuses to make a duplicate again: said before it is removed',
    risk: 'R3',
    source: 'Broadcom KB 434345, duplicate SPNs',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.duplicate'],
  },
];

export const VALUES_ARE_WELL_FORMED: readonly RuleCard[] = [
  {
    id: 'S10',
    checks: 'Whether the accounts hold values that are no service principal name',
    reads: 'servicePrincipalName of the accounts in question',
    meaning: 'No client asks for such a value; it often stands where the right name was meant.',
    remedy: 'Register the name that was meant; take the other away by hand',
    undo: '',
    risk: 'R0',
    source: 'Microsoft KB5011233',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.malformed'],
  },
];
