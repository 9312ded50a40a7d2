import type {
  ChangeView,
  CommandView,
  FindingView,
  NotCheckedView,
  RailItem,
  StepState,
  WizardView,
} from '../../../flows/bridge/contract.ts';

/** One practice server, told by hand: what the window shows of it at every stage. */
const appcmd = 'C:\\Windows\\System32\\inetsrv\\appcmd.exe';
const section = '/section:system.webServer/security/authentication/windowsAuthentication';

const read = (title: string, text: string, output: string, milliseconds = 84): CommandView => ({
  kind: 'read',
  title,
  text,
  state: 'done',
  milliseconds,
  output,
});

export const reads: readonly CommandView[] = [
  read(
    'Computer, domain and rights',
    'whoami.exe /groups',
    'GROUP INFORMATION\r\n-----------------\r\nBUILTIN\\Administrators  Alias  S-1-5-32-544',
    212,
  ),
  read(
    'Application pools',
    `${appcmd} list apppool /config:* /xml`,
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<appcmd>\r\n  <APPPOOL APPPOOL.NAME="DefaultAppPool" PipelineMode="Integrated" state="Started" />\r\n</appcmd>',
    341,
  ),
  read(
    'Sites and bindings',
    `${appcmd} list site /config:* /xml`,
    '<appcmd>\r\n  <SITE SITE.NAME="Default Web Site" SITE.ID="1" bindings="http/*:80:,https/*:443:" state="Started" />\r\n</appcmd>',
    190,
  ),
  read(
    'Applications',
    `${appcmd} list app /config:* /xml`,
    '<appcmd>\r\n  <APP path="/Altiris" APP.NAME="Default Web Site/Altiris" APPPOOL.NAME="DefaultAppPool" SITE.NAME="Default Web Site" />\r\n</appcmd>',
    203,
  ),
  read(
    'Windows Authentication',
    `${appcmd} list config "Default Web Site/Altiris" ${section} /config:* /xml`,
    '<system.webServer-security-authentication-windowsAuthentication enabled="true" authPersistNonNTLM="false" useKernelMode="true" useAppPoolCredentials="false">\r\n  <providers>\r\n    <add value="NTLM" />\r\n    <add value="Negotiate" />\r\n  </providers>\r\n</system.webServer-security-authentication-windowsAuthentication>',
    177,
  ),
  read(
    'SPNs of the pool account',
    'setspn.exe -L CONTOSO\\svc-smp',
    'Registered ServicePrincipalNames for CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com:',
    96,
  ),
  read(
    'SPNs of the computer',
    'setspn.exe -L SMP01',
    'Registered ServicePrincipalNames for CN=SMP01,OU=Servers,DC=contoso,DC=com:\r\n\tHTTP/SMP01\r\n\tHOST/SMP01.contoso.com\r\n\tHOST/SMP01',
    91,
  ),
  read(
    'Owner of HTTP/SMP01',
    'setspn.exe -Q HTTP/SMP01',
    'Checking domain DC=contoso,DC=com\r\nCN=SMP01,OU=Servers,DC=contoso,DC=com\r\n\tHTTP/SMP01\r\n\r\nExisting SPN found!',
    118,
  ),
];

export const spnFindings: readonly FindingView[] = [
  {
    id: 'service-principal-names.wrong-account',
    severity: 'problem',
    subject: 'HTTP/SMP01',
    summary: 'HTTP/SMP01 is registered on SMP01$, but CONTOSO\\svc-smp decrypts the ticket',
    evidence: 'setspn -Q HTTP/SMP01 → CN=SMP01,OU=Servers,DC=contoso,DC=com',
    meaning:
      'Clients that ask for http://smp01 get a ticket for the computer account. The pool account cannot decrypt it, so the sign-in falls back to NTLM or fails.',
    source: 'KB article, section "Service Principal Names"',
  },
  {
    id: 'service-principal-names.missing',
    severity: 'problem',
    subject: 'HTTP/SMP01.contoso.com',
    summary: 'HTTP/SMP01.contoso.com is not registered on any account',
    evidence: 'setspn -Q HTTP/SMP01.contoso.com → No such SPN found.',
    meaning: 'The domain controller has no ticket to give for the full name that agents use. Kerberos cannot start.',
    source: 'KB article, section "Service Principal Names"',
  },
];

export const spnChanges: readonly ChangeView[] = [
  {
    step: 'service-principal-names',
    fixes: 'service-principal-names.wrong-account',
    title: 'Remove HTTP/SMP01 from SMP01$',
    target: 'HTTP/SMP01 on SMP01$',
    before: 'HTTP/SMP01 is on SMP01$',
    after: 'HTTP/SMP01 is not on SMP01$',
    command: 'setspn.exe -D HTTP/SMP01 SMP01',
    undo: 'setspn.exe -S HTTP/SMP01 SMP01',
    risk: 'high',
    consequence:
      'WinRM clients that ask for HTTP/SMP01 use NTLM until they ask for another name. Plan the moment with whoever manages this server remotely.',
    runBy: 'directory team',
  },
  {
    step: 'service-principal-names',
    fixes: 'service-principal-names.wrong-account',
    title: 'Register HTTP/SMP01 on CONTOSO\\svc-smp',
    target: 'HTTP/SMP01 on CONTOSO\\svc-smp',
    before: 'not registered',
    after: 'registered',
    command: 'setspn.exe -S HTTP/SMP01 CONTOSO\\svc-smp',
    undo: 'setspn.exe -D HTTP/SMP01 CONTOSO\\svc-smp',
    risk: 'low',
    consequence: '',
    runBy: 'directory team',
  },
  {
    step: 'service-principal-names',
    fixes: 'service-principal-names.missing',
    title: 'Register HTTP/SMP01.contoso.com on CONTOSO\\svc-smp',
    target: 'HTTP/SMP01.contoso.com on CONTOSO\\svc-smp',
    before: 'not registered',
    after: 'registered',
    command: 'setspn.exe -S HTTP/SMP01.contoso.com CONTOSO\\svc-smp',
    undo: 'setspn.exe -D HTTP/SMP01.contoso.com CONTOSO\\svc-smp',
    risk: 'low',
    consequence: '',
    runBy: 'directory team',
  },
];

export const persistChange: ChangeView = {
  step: 'auth-persistence',
  fixes: 'auth-persistence.off',
  title: 'Turn on authPersistNonNTLM at Default Web Site/Altiris',
  target: 'Default Web Site/Altiris',
  effects: [
    {
      where: ['Default Web Site/Altiris', 'Default Web Site/Altiris/Console', 'Default Web Site/Altiris/NS'],
      rows: [
        {
          name: 'authPersistNonNTLM',
          before: 'false',
          beforeFrom: 'set for the whole server',
          after: 'true',
          afterFrom: 'set at Default Web Site/Altiris',
        },
      ],
    },
  ],
  before: 'authPersistNonNTLM = false',
  after: 'authPersistNonNTLM = true',
  command: `${appcmd} set config "Default Web Site/Altiris" ${section} /authPersistNonNTLM:true /commit:apphost`,
  undo: `${appcmd} set config "Default Web Site/Altiris" ${section} /authPersistNonNTLM:false /commit:apphost`,
  risk: 'low',
  consequence: 'The application pool does not restart. New connections use the new setting.',
  runBy: 'you',
};

export const notChecked: readonly NotCheckedView[] = [
  {
    what: 'The names that clients outside the domain use',
    why: 'They stand in the agent settings of the Management Console, not on this server.',
    next: 'Compare the names below with Settings > Agents/Plug-ins > Symantec Management Agent > Targeted Agent Settings.',
  },
  {
    what: 'Duplicate SPNs in other domains of the forest',
    why: 'setspn -X -F was not answered within 30 seconds.',
    next: 'Run setspn -X -F on a domain controller and look for HTTP/SMP01.',
  },
];

const titles: readonly (readonly [string, string])[] = [
  ['app-pool-identity', 'Application pool identity'],
  ['service-principal-names', 'Service principal names'],
  ['windows-authentication', 'Windows Authentication and providers'],
  ['app-pool-credentials', 'useAppPoolCredentials'],
  ['auth-persistence', 'authPersistNonNTLM'],
];

/** The rail with the states of the steps in their order; what is not named is still to do. */
export function rail(current: string, ...states: readonly StepState[]): readonly RailItem[] {
  const notes: Partial<Record<StepState, string>> = { skipped: 'the directory team does it on Monday', 'could-not-look': 'access denied' };
  return titles.map(([id, title], index) => {
    const state = states[index] ?? 'to-do';
    return { id, title, state, note: notes[state] ?? '', current: id === current };
  });
}

export const base: WizardView = {
  kerbwise: 1,
  version: '0.1.0',
  mode: 'dry-run',
  canApply: true,
  target: { kind: 'live', label: 'this server', server: 'SMP01.contoso.com' },
  applications: ['Default Web Site/Altiris'],
  phase: 'triage',
  scenarios: [],
  scenario: null,
  discovery: { reads: [], done: false, stopped: false },
  rail: rail(''),
  step: null,
  commands: [],
  report: null,
  failure: null,
  notice: null,
};
