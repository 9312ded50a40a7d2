import type { JournalChange, JournalEntry, WrittenEntry } from '../model/journal.ts';
import type { ChangeText, Finding, NotChecked } from '../model/step.ts';
import type { PlanDocument, PlanFacts } from '../plan/plan-document.ts';

/** A made-up server for tests and for looking at a report: two things are wrong, and two changes mend them. */
export const PROVIDERS_WRONG: Finding = {
  id: 'windows-authentication.ntlm-first',
  severity: 'problem',
  subject: 'Default Web Site/Altiris',
  summary: 'NTLM comes before Negotiate for Default Web Site/Altiris',
  evidence: 'providers = NTLM, Negotiate, set at Default Web Site/Altiris',
  meaning: 'Agents take the first provider they know, so they do not try Kerberos.',
  source: 'Broadcom KB 434345, provider order; iis-docs windowsAuthentication/providers',
};
export const NAME_MISSING: Finding = {
  id: 'service-principal-names.missing',
  severity: 'problem',
  subject: 'CONTOSO\\svc-smp',
  summary: 'HTTP/smp.contoso.com is registered on no account',
  evidence: 'setspn -Q HTTP/smp.contoso.com: No such SPN found.',
  meaning: 'The domain controller cannot make a ticket for this name, so clients fall back to NTLM.',
  source: 'Broadcom KB 434345, service principal names',
};
export const KERNEL_MODE: Finding = {
  id: 'app-pool-identity.domain-account',
  severity: 'information',
  subject: 'DefaultAppPool',
  summary: 'The pool runs as a domain account',
  evidence: 'identityType = SpecificUser, userName = CONTOSO\\svc-smp',
  meaning: 'Names belong on this account, and useAppPoolCredentials has to be true.',
  source: 'Broadcom KB 434345, identity',
};
export const CLOCK_UNREAD: NotChecked = {
  what: 'Whether the clock fits that of the domain controller',
  why: 'no domain controller answered',
  next: 'Run w32tm /query /status on the server',
};

const APPCMD = 'C:\\Windows\\System32\\inetsrv\\appcmd.exe';
const SETSPN = 'C:\\Windows\\System32\\setspn.exe';

const CHANGES: readonly JournalChange[] = [
  {
    step: 'service-principal-names',
    fixes: NAME_MISSING.id,
    target: 'HTTP/smp.contoso.com on CONTOSO\\svc-smp',
    before: 'not registered',
    after: 'registered',
    command: `${SETSPN} -S HTTP/smp.contoso.com CONTOSO\\svc-smp`,
    undo: `${SETSPN} -D HTTP/smp.contoso.com CONTOSO\\svc-smp`,
    risk: 'medium',
    consequence: 'Clients that use this name get tickets for this account from now on.',
    runBy: 'directory team',
    edit: { kind: 'spn.register', spn: 'HTTP/smp.contoso.com', account: 'CONTOSO\\svc-smp' },
    undoEdit: { kind: 'spn.remove', spn: 'HTTP/smp.contoso.com', account: 'CONTOSO\\svc-smp' },
  },
  {
    step: 'windows-authentication',
    fixes: PROVIDERS_WRONG.id,
    target: 'Default Web Site/Altiris',
    before: 'providers = NTLM, Negotiate',
    after: 'providers = Negotiate, NTLM',
    command: `${APPCMD} set config 'Default Web Site/Altiris' /section:windowsAuthentication "/-providers.[value='NTLM']" "/+providers.[value='NTLM']" /commit:apphost`,
    undo: `${APPCMD} set config 'Default Web Site/Altiris' /section:windowsAuthentication "/-providers.[value='Negotiate']" "/+providers.[value='Negotiate']" /commit:apphost`,
    risk: 'medium',
    consequence: 'New connections use Kerberos where they can. The application restarts.',
    runBy: 'you',
    edit: { kind: 'providers', path: 'Default Web Site/Altiris', present: ['NTLM', 'Negotiate'], value: ['Negotiate', 'NTLM'] },
    undoEdit: { kind: 'providers', path: 'Default Web Site/Altiris', present: ['Negotiate', 'NTLM'], value: ['NTLM', 'Negotiate'] },
  },
];

/** In: whether the two changes hold. Out: the facts as planFacts writes them. */
export function sampleFacts(isMended: boolean): PlanFacts {
  const altiris = ['Altiris', 'Altiris/Console', 'Altiris/NS', 'Altiris/TaskManagement'].map((name) => application(name, isMended));
  return {
    server: 'SMP01.contoso.com',
    sharedConfiguration: false,
    windowsAuthenticationInstalled: true,
    applications: [...altiris, application('Altiris/ClientTaskServer', isMended, 'ClientTaskServerPool')],
    names: ['smp01', 'smp01.contoso.com', 'smp.contoso.com'],
    accounts: {
      'contoso\\svc-smp': {
        dn: 'CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com',
        spns: isMended ? ['HTTP/smp.contoso.com', 'HTTP/smp01', 'HTTP/smp01.contoso.com'] : ['HTTP/smp01', 'HTTP/smp01.contoso.com'],
        malformed: [],
      },
      smp01$: null,
    },
    owners: {
      'http/smp.contoso.com': isMended ? ['CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com'] : [],
      'http/smp01': ['CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com'],
      'http/smp01.contoso.com': ['CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com'],
    },
    why: { smp01$: 'setspn could not find the account' },
  };
}

function application(name: string, isMended: boolean, pool = 'DefaultAppPool'): object {
  const place = 'MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris';
  return {
    path: `Default Web Site/${name}`,
    pool,
    identity: 'CONTOSO\\svc-smp',
    decryptedBy: 'CONTOSO\\svc-smp',
    windows: {
      enabled: true,
      providers: isMended ? ['Negotiate', 'NTLM'] : ['NTLM', 'Negotiate'],
      useKernelMode: true,
      useAppPoolCredentials: true,
      authPersistNonNTLM: true,
      tokenChecking: 'None',
    },
    anonymous: false,
    setAt: {
      enabled: place,
      providers: place,
      useKernelMode: null,
      useAppPoolCredentials: place,
      authPersistNonNTLM: 'MACHINE/WEBROOT/APPHOST',
      tokenChecking: null,
      anonymous: 'MACHINE/WEBROOT/APPHOST',
    },
  };
}

/** In: what differs from a first look at the broken server. Out: its plan. */
export function sampleDocument(changes: Partial<PlanDocument> = {}): PlanDocument {
  return {
    kerbwise: 1,
    kind: 'plan',
    planId: '4f1c22aa90b3d7e1',
    target: { kind: 'live', server: 'SMP01.contoso.com' },
    scenario: 'kerberos-then-ntlm',
    choices: { applications: [], names: ['smp.contoso.com'] },
    only: ['service-principal-names', 'windows-authentication'],
    facts: sampleFacts(false),
    findings: [NAME_MISSING, PROVIDERS_WRONG, KERNEL_MODE],
    changes: CHANGES.map(planned),
    withheld: [],
    notChecked: [],
    notes: [],
    ...changes,
  };
}

function planned({ edit: _edit, undoEdit: _undoEdit, ...change }: JournalChange): ChangeText {
  return change;
}

/** The same server when everything is mended. */
export function mendedDocument(changes: Partial<PlanDocument> = {}): PlanDocument {
  return sampleDocument({ planId: '0000c0ffee000000', facts: sampleFacts(true), findings: [KERNEL_MODE], changes: [], ...changes });
}

export const CONFIRMED: Extract<JournalEntry, { readonly type: 'plan.confirmed' }> = {
  type: 'plan.confirmed',
  version: '0.1.0',
  target: { kind: 'live', server: 'SMP01.contoso.com' },
  user: 'CONTOSO\\adm-miller',
  planId: '4f1c22aa90b3d7e1',
  scenario: 'kerberos-then-ntlm',
  choices: { applications: [], names: ['smp.contoso.com'] },
  findings: [NAME_MISSING, PROVIDERS_WRONG, KERNEL_MODE],
  notChecked: [],
  changes: CHANGES,
  factsBefore: sampleFacts(false),
};

export function started(index: number, kind: 'change' | 'undo' = 'change'): JournalEntry {
  const change = CHANGES[index];
  return { type: `${kind}.started`, index, command: (kind === 'change' ? change?.command : change?.undo) ?? '' };
}

export function finished(index: number, stdout: string, kind: 'change' | 'undo' = 'change', exitCode = 0): JournalEntry {
  return { type: `${kind}.finished`, index, exitCode, stdout, stderr: '', milliseconds: 1240 };
}

export const VERIFIED: Extract<JournalEntry, { readonly type: 'run.verified' }> = {
  type: 'run.verified',
  verified: true,
  findings: [KERNEL_MODE],
  notChecked: [],
  factsAfter: sampleFacts(true),
};

const REGISTERED =
  'Registering ServicePrincipalNames for CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com\r\n\tHTTP/smp.contoso.com\r\nUpdated object\r\n';
const UNREGISTERED = REGISTERED.replace('Registering', 'Unregistering');
const APPLIED = 'Applied configuration changes to section "system.webServer/security/authentication/windowsAuthentication"\r\n';

export const APPLY: readonly JournalEntry[] = [CONFIRMED, started(0), finished(0, REGISTERED), started(1), finished(1, APPLIED), VERIFIED];

export const UNDO: readonly JournalEntry[] = [
  { type: 'undo.confirmed', planId: '4f1c22aa90b3d7e1', user: 'CONTOSO\\adm-lee' },
  started(1, 'undo'),
  finished(1, APPLIED, 'undo'),
  started(0, 'undo'),
  finished(0, UNREGISTERED, 'undo'),
  {
    type: 'undo.verified',
    verified: true,
    findings: [NAME_MISSING, PROVIDERS_WRONG, KERNEL_MODE],
    notChecked: [],
    factsAfter: sampleFacts(false),
  },
];

/** In: entries in order. Out: the same as a journal keeps them, one every 20 s from the moment given. */
export function written(entries: readonly JournalEntry[], from = '2026-11-22T21:04:11.120Z'): readonly WrittenEntry[] {
  const start = Date.parse(from);
  return entries.map((entry, n) => ({ ...entry, n, at: new Date(start + n * 20_000).toISOString(), previous: String(n) }));
}
