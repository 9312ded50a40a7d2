import type { LogsAnswer, LogsView } from '../../../flows/bridge/logs-contract.ts';

/** Half a day of sign-ins, with a change in the middle after which they succeed. */
const hours: LogsAnswer['hours'] = Array.from({ length: 12 }, (_, at) => ({
  hour: new Date(Date.UTC(2026, 2, 2, 8 + at)).toISOString().replace('.000', ''),
  unauthorized: at < 7 ? 120 + 31 * ((at * 5) % 7) : 64,
  completed: at < 7 ? 22 + ((at * 3) % 5) : 61 + ((at * 7) % 9),
  failed: at < 7 ? 41 - ((at * 2) % 5) : 0,
  unknown: at % 4,
}));

const told = (name: string, failed: number, unknown: number, completed: number) => ({ name, failed, unknown, completed });

const answer: LogsAnswer = {
  since: null,
  verdict: {
    level: 'action',
    kerberos: true,
    summary: '271 sign-ins failed and no success followed; most of them because the ticket could not be opened.',
  },
  server: {
    name: 'SMP01.contoso.com',
    meanings: [
      { cause: 'iis.401.1.2148074254', fits: 'explained', says: 'HTTP/smp01 is registered on SMP01$, but CONTOSO\\svc-smp decrypts.' },
      { cause: 'altiris.0x80042D21', fits: 'elsewhere', says: 'The requests were for SITE02.contoso.com, not for this server.' },
    ],
  },
  changes: [
    {
      at: '2026-03-02T15:04:10Z',
      what: 'applied',
      planId: '7c1f0a92be54',
      until: '2026-03-02T15:04:12Z',
      commands: 2,
      before: null,
      after: null,
      says: '24 hours before: 271 of 430 sign-ins failed; 5 hours after: none of 312',
    },
  ],
  causes: [
    {
      id: 'iis.401.1.2148074254',
      source: 'iis-log',
      count: 271,
      first: '2026-03-02T08:00:03Z',
      last: '2026-03-02T14:58:41Z',
      meaning: 'The sign-in failed; the ticket could not be opened by the account that decrypts (SEC_E_WRONG_PRINCIPAL)',
      kerberos: true,
      needsAction: true,
      next: 'Look at the step “Service principal names”: the name is on another account than the one that decrypts',
      hosts: ['smp01.contoso.com'],
    },
    {
      id: 'altiris.0x80042D21',
      source: 'altiris-log',
      count: 12,
      first: null,
      last: null,
      meaning: 'The agent was refused by HTTP; the note under it names the cause',
      kerberos: null,
      needsAction: false,
      next: 'Look for the lines around it in the agent’s own log',
      hosts: ['site02.contoso.com'],
    },
    {
      id: 'iis.401.1.1326',
      source: 'iis-log',
      count: 3,
      first: null,
      last: null,
      meaning: 'The sign-in failed; user name or password are wrong',
      kerberos: false,
      needsAction: false,
      next: 'Ask who signed in at that time from that address',
      hosts: [],
    },
  ],
  handshakes: { completed: 742, failed: 271, unknown: 18, withNtlmLeg: 90 },
  clients: [told('10.20.30.41', 120, 3, 12), told('10.20.30.99', 80, 0, 90), told('fe80::1c2d:3e4f:5a6b:7c8d%12', 71, 1, 0)],
  paths: [told('/Altiris/NS/Agent/GetClientPolicies.aspx', 220, 2, 0), told('/Altiris/Console', 51, 1, 90)],
  agents: [told('Altiris+Agent', 260, 3, 0), told('', 11, 0, 4)],
  users: [
    { name: 'CONTOSO\\svc-agent', rows: 4120 },
    { name: 'CONTOSO\\ada', rows: 88 },
  ],
  hours,
  iis: { rows: 48_211, malformed: 2, first: '2026-03-02T08:00:00Z', last: '2026-03-02T19:59:59Z' },
  httperr: { rows: 12, malformed: 0 },
  altiris: { events: 61, truncated: 0 },
  logs: [{ name: 'C:\\inetpub\\logs\\LogFiles\\W3SVC1\\u_ex260302.log', kind: 'iis-log' }],
  notRead: [{ name: 'C:\\inetpub\\logs\\LogFiles\\W3SVC1\\old.zip', why: 'it is protected by a password' }],
  notes: ['IIS writes times in UTC; the logs of Altiris are in the local time of whoever wrote them.'],
};

const choosing: LogsView = {
  kerbwise: 1,
  stage: 'choosing',
  places: ['C:\\inetpub\\logs\\LogFiles', 'C:\\ProgramData\\Symantec\\SMP\\Logs'],
  paths: [],
  progress: null,
  answer: null,
  failure: null,
};
const paths = ['C:\\inetpub\\logs\\LogFiles'];
const MIB = 1024 * 1024;

/** Every stage of the screen of logs. */
export const logsViews = {
  choosing,
  looking: { ...choosing, stage: 'reading', paths },
  reading: {
    ...choosing,
    stage: 'reading',
    paths,
    progress: { bytes: 412 * MIB, totalBytes: 1024 * MIB, bytesPerSecond: 118 * MIB, secondsLeft: 5 },
  },
  stopped: { ...choosing, stage: 'stopped', paths },
  failed: {
    ...choosing,
    stage: 'failed',
    paths,
    failure: {
      what: 'C:\\inetpub\\logs\\LogFiles could not be read',
      why: 'Your account may not list this folder.',
      next: 'Start Kerbwise as administrator, or copy the logs to a folder of your own.',
      details: 'EACCES: permission denied, scandir',
    },
  },
  answered: { ...choosing, stage: 'done', paths, answer },
  empty: {
    ...choosing,
    stage: 'done',
    paths,
    answer: {
      ...answer,
      verdict: { level: 'nothing', kerberos: null, summary: 'Nothing in these logs is about signing in.' },
      server: null,
      changes: [],
      causes: [],
      clients: [],
      paths: [],
      agents: [],
      users: [],
      hours: [],
      notRead: [],
    },
  },
} satisfies Readonly<Record<string, LogsView>>;
