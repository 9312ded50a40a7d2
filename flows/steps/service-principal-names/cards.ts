import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

export const NAMES_ARE_ON_THE_RIGHT_ACCOUNT: readonly RuleCard[] = [
  {
    id: 'S02',
    checks: say`Whether every name that clients use is registered on the account that decrypts`,
    reads: say`owners of HTTP/name in the directory, and the names on that account`,
    meaning: say`Without an owner there is no ticket: clients fall back to NTLM, or fail where NTLM is off. Where HOST covers the name the ticket is made for the computer, and clients are refused where IIS reads tickets with another key.`,
    remedy: say`setspn -S HTTP/name ACCOUNT`,
    undo: say`setspn -D, only for names that Kerbwise added`,
    risk: 'R3',
    source: 'Broadcom KB 434345; Microsoft Learn, setspn',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.missing'],
  },
  {
    id: 'S03',
    checks: say`Whether a name is registered on another account`,
    reads: say`owners of HTTP/name in the directory`,
    meaning: say`Tickets are made with that account’s key and IIS cannot read them: KRB_AP_ERR_MODIFIED, three prompts, 401.`,
    remedy: say`Remove it there, then register it on the right account, in that order`,
    undo: say`the reverse order`,
    risk: 'R3',
    source: 'Microsoft, Troubleshoot Kerberos failures',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.wrong-account'],
  },
  {
    id: 'S04',
    checks: say`Whether a name is registered on several accounts`,
    reads: say`owners of HTTP/name in the directory`,
    meaning: say`The controller cannot tell which key to use. Sign-ins fail, or work now and then.`,
    remedy: say`Remove it from every account but the one that decrypts; nothing else is changed before that`,
    undo: say`a controller of today refuses to make a duplicate again: said before it is removed`,
    risk: 'R3',
    source: 'Broadcom KB 434345, duplicate SPNs',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.duplicate'],
  },
];

export const VALUES_ARE_WELL_FORMED: readonly RuleCard[] = [
  {
    id: 'S10',
    checks: say`Whether the accounts hold values that are no service principal name`,
    reads: say`servicePrincipalName of the accounts in question`,
    meaning: say`No client asks for such a value; it often stands where the right name was meant.`,
    remedy: say`Register the name that was meant; take the other away by hand`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft KB5011233',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.malformed'],
  },
];

export const CONTROLLERS_AGREE: readonly RuleCard[] = [
  {
    id: 'S14',
    checks: say`Whether all controllers of the site show the same owners`,
    reads: say`owners of HTTP/name at each controller of the server’s site, compared by objectGUID`,
    meaning: say`A change reaches one controller first. Until the others have it, it depends on the controller whether a client gets the right ticket.`,
    remedy: say`Wait: within a site this takes about a minute, between sites by default up to three hours for each site link on the way, longer where it is set so; then look again. Nothing is offered before`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft Learn, Active Directory Replication Concepts; [MS-ADTS] 3.1.1.1.14',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.replicating', 'service-principal-names.controllers-unasked'],
  },
];

export const WITNESSES: readonly RuleCard[] = [
  {
    id: 'S15',
    checks: say`Names are compared without letter case, accounts by identity`,
    reads: say`servicePrincipalName, objectGUID, objectSid`,
    meaning: say`http/SMP01 and HTTP/smp01 are one name; CONTOSO\\svc and svc@contoso.com can be one account.`,
    remedy: say`Nothing to change: it keeps healthy servers from being called faulty`,
    undo: '',
    risk: 'R0',
    source: '[MS-ADTS] 5.1.1.1.2, servicePrincipalName; Microsoft Learn, setspn',
    reviewedOn: '2026-11-22',
    finds: [],
    acts: say`every comparison of names and accounts`,
  },
  {
    id: 'S16',
    checks: say`Names are read from the directory by LDAP, and again with setspn`,
    reads: say`servicePrincipalName by LDAP from the domain and the global catalog; setspn -L and setspn -F -Q`,
    meaning: say`setspn’s sentences are localized and can be misread. Where the two differ nothing is offered for that name.`,
    remedy: say`Nothing to change; where one of the two could not be asked, that is said`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft Learn, setspn; RFC 4511',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.one-witness'],
  },
];

export const NAMES_MAY_BE_TAKEN: readonly RuleCard[] = [
  {
    id: 'S05',
    checks: say`Whether another computer answers for a name through HOST`,
    reads: say`owners of HOST/name in the forest, for names that nobody holds as HTTP`,
    meaning: say`HOST covers HTTP, so tickets for the name are made for that computer. Registering HTTP/name elsewhere would take the name from it, WinRM included; controllers refuse it to others than administrators.`,
    remedy: say`Find out whose name it is; prefer a name of its own for the web site`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft KB5008382; [MS-ADTS] 3.1.1.5.1.3',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.covered-elsewhere'],
  },
  {
    id: 'S06',
    checks: say`Whether a name that is about to be registered is the computer’s own, which WinRM asks for too`,
    reads: say`the names, the name of the computer, the account that decrypts`,
    meaning: say`PowerShell remoting and WinRM ask for HTTP/<computer> and expect the key of the computer; with another account’s they fail with 0x80090322.`,
    remedy: say`Give the web site a name of its own and let clients use that; or tell remoting to use -IncludePortInSPN`,
    undo: say`setspn -D brings the name back under HOST`,
    risk: 'R3',
    source: 'Microsoft, WinRM and SPNs: error 0x80090322; PowerShell, New-PSSessionOption -IncludePortInSPN',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.winrm-collision'],
  },
  {
    id: 'S12',
    checks: say`Whether whoever runs Kerbwise may write names on the account`,
    reads: say`allowedAttributesEffective of the account`,
    meaning: say`Without the right setspn is refused in the middle of the plan, so the commands are for the directory team from the start.`,
    remedy: say`Hand the commands over, or let the directory team delegate the right`,
    undo: '',
    risk: 'R0',
    source: '[MS-ADTS] 3.1.1.4.5.22, allowedAttributesEffective',
    reviewedOn: '2026-11-22',
    finds: ['service-principal-names.no-rights'],
  },
];
