import { expect, test } from 'vitest';
import { HEALTHY_LOGS, HEALTHY_SURROUNDINGS, notRead, type ServerSketch, serverFacts, siteLog } from '../../../test/flow/server-facts.ts';
import { windowsPrograms } from '../../model/command.ts';
import { known } from '../../model/fact.ts';
import { planAll } from '../../plan/whole-plan.ts';
import type { AltirisLog, LogFacts } from '../../server/log-facts.ts';
import { ALL_STEPS } from '../all-steps.ts';
import { signInLogs } from './step.ts';

const found = (logs: LogFacts, sketch = {}) =>
  signInLogs.assess(serverFacts({ ...sketch, more: { logs } })).findings.map(({ id, severity }) => `${severity} ${id}`);

const silent = { signedIn: 0, silent: 9 };
const fine = { signedIn: 9, silent: 0 };
const says = (signals: AltirisLog['signals']): LogFacts => ({
  ...HEALTHY_LOGS,
  altiris: { ...HEALTHY_LOGS.altiris, agent: known({ folder: 'D:\\Logs', events: 9, signals }) },
});
const one = { count: 1, hosts: ['smp01'], says: 'request level authentication is not supported' };

test('is silent where everybody signs in, and says that a 401 in front of a success is normal', () => {
  const { findings, notChecked, statements } = signInLogs.assess(serverFacts());
  expect({ findings, notChecked }).toEqual({ findings: [], notChecked: [] });
  expect(statements.join()).toContain('no sign-in failed; it names CONTOSO\\anna');
});

test.each<readonly [string, LogFacts]>([
  ['problem sign-in-logs.token-too-large', { ...HEALTHY_LOGS, httperr: known({ rows: 1, reasons: { FieldLength: 1 } }) }],
  ['problem sign-in-logs.refused', siteLog({ refused: { '401.1/2148074252': 3 }, failed: 3 })],
  ['information sign-in-logs.refused', siteLog({ refused: { '401.1/2148074252': 2 }, failed: 2 })],
  ['information sign-in-logs.refused-elsewhere', siteLog({ refused: { '401.3/5': 30 }, failed: 30 })],
  ['problem sign-in-logs.ntlm-legs-split', siteLog({ refused: { '401.1/2148074248': 2 }, failed: 2 })],
  ['advice sign-in-logs.http2-refused', siteLog({ http2: { signedIn: 0, silent: 2 } })],
  ['information sign-in-logs.every-request-anew', siteLog({ anew: 1 })],
  ['advice sign-in-logs.browsers-send-nothing', siteLog({ families: { browser: silent, firefox: silent, agent: fine } })],
  ['advice sign-in-logs.firefox-sends-nothing', siteLog({ families: { browser: fine, firefox: silent, agent: fine } })],
  ['advice sign-in-logs.called-by-address', siteLog({ addresses: ['10.20.0.11'] })],
  ['advice sign-in-logs.request-level-authentication', says({ 'altiris.request-level-authentication': one })],
  ['advice sign-in-logs.itms-message', says({ 'altiris.wrong-principal': one })],
  ['information sign-in-logs.itms-not-kerberos', says({ 'altiris.agent-revoked': one })],
  ['information sign-in-logs.not-read', { ...HEALTHY_LOGS, httperr: notRead }],
])('finds %s', (id, logs) => {
  expect(found(logs)).toEqual([id]);
});

test('says how many sign-ins were refused, and where', () => {
  const logs = siteLog({ refused: { '401.1/1326': 4 }, refusedAt: { '401.1/1326': ['/a', '/b', '/c', '/d'] }, failed: 4 });
  expect(signInLogs.assess(serverFacts({ more: { logs } })).findings[0]?.evidence).toBe(
    '401.1/1326 in W3SVC1: 4 sign-ins, at /a, /b, /c and 1 more path',
  );
});

const ON_ANOTHER = { spns: { 'CONTOSO\\svc-smp': [], 'CONTOSO\\svc-old': ['HTTP/smp01', 'HTTP/smp01.contoso.com'] } };
const BARE = { spns: { 'CONTOSO\\svc-smp': [], SMP01$: [] } };
const COVERED = { spns: { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/SMP01'] } };

test.each<readonly [string, string, ServerSketch, 'information' | 'problem']>([
  ['names are on another account', '2148074252', ON_ANOTHER, 'information'],
  ['HOST gives a ticket for the computer', '2148074252', COVERED, 'information'],
  ['names are nowhere, so that clients fall back', '2148074252', BARE, 'problem'],
  ['the key is another one', '2148074252', { windows: 'enabled="true" authPersistNonNTLM="true"' }, 'information'],
  ['Kerberos stands alone', '2148074252', { providers: '<clear /><add value="Negotiate:Kerberos" />' }, 'information'],
  ['everything fits', '2148074252', {}, 'problem'],
  ['the clock is off', '2148074276', { more: { surroundings: { ...HEALTHY_SURROUNDINGS, clockAhead: known(400) } } }, 'information'],
  ['the clock is right', '2148074276', {}, 'problem'],
  ['Extended Protection is required', '2148074310', { inSection: '<extendedProtection tokenChecking="Require" />' }, 'information'],
  ['names are on another account, and the refusal is of another kind', '2148074310', ON_ANOTHER, 'problem'],
])('where %s, a refusal with %s is told as %s', (_, win32, sketch, severity) => {
  const logs = siteLog({ refused: { [`401.1/${win32}`]: 9 }, failed: 9 });
  const { findings } = signInLogs.assess(serverFacts({ ...sketch, more: { ...sketch.more, logs } }));
  expect(findings.map((finding) => [finding.id, finding.severity])).toEqual([['sign-in-logs.refused', severity]]);
});

test('says of no browser that it is silent where nobody signs in, or where the application lets nobody in', () => {
  const allSilent = siteLog({ families: { browser: silent, firefox: silent, agent: silent } });
  expect(found(allSilent)).toEqual([]);
  const closed = { windows: 'enabled="false"' };
  expect(found(siteLog({ families: { browser: silent, firefox: silent, agent: fine } }), closed)).toEqual([]);
});

test('holds no log of before against the server as a plan would leave it', () => {
  const logs = siteLog({ families: { browser: silent, firefox: silent, agent: fine }, addresses: ['10.20.0.11'] });
  const facts = serverFacts({ windows: 'enabled="false" useAppPoolCredentials="true" authPersistNonNTLM="true"', more: { logs } });
  const steps = ALL_STEPS.map(({ id }) => id);
  const { changes, withheld } = planAll(ALL_STEPS, facts, steps, windowsPrograms('C:\\Windows'));
  expect(changes.map(({ fixes }) => fixes)).toEqual(['windows-authentication.off']);
  expect(withheld.map(({ what }) => what)).toEqual(['Clients call the server by its address instead of a name']);
});

test('shows the message of ITMS itself, and where it stands', () => {
  const facts = serverFacts({ more: { logs: says({ 'altiris.request-level-authentication': one }) } });
  expect(signInLogs.assess(facts).findings.map(({ evidence }) => evidence)).toEqual([
    '"request level authentication is not supported" in the log of the agent on this server (D:\\Logs), for smp01',
  ]);
});

test('tells an account of a service among the users, however its name is written', () => {
  const logs = siteLog({ users: ['CONTOSO\\anna', 'CONTOSO\\svc-SMP', 'CONTOSO\\svc-appid'] });
  const applicationIdentity = known({ valueNames: ['Identity'], accounts: [{ name: 'Identity', text: 'svc-appid@contoso.com' }] });
  const facts = serverFacts({ identities: { 'svc-appid@contoso.com': { account: 'svc-appid' } }, more: { logs } });
  const { findings } = signInLogs.assess({ ...facts, directory: { ...facts.directory, applicationIdentity } });
  expect(findings.map(({ id, severity, evidence }) => [id, severity, evidence])).toEqual([
    ['sign-in-logs.service-account-signs-in', 'information', 'cs-username = CONTOSO\\svc-SMP, CONTOSO\\svc-appid with an answer in W3SVC1'],
  ]);
});

test('tells the limits that the registry sets beside a header that was too long, and where they were not read', () => {
  const httperr = known({ rows: 1, reasons: { FieldLength: 1 } });
  const limits = [known({ maxFieldLength: null, maxRequestBytes: 32_768 }), notRead];
  const evidence = limits.map((headerLimits) => {
    const facts = serverFacts({ more: { logs: { ...HEALTHY_LOGS, httperr, headerLimits } } });
    return signInLogs
      .assess(facts)
      .findings.map((finding) => finding.evidence)
      .join();
  });
  expect(evidence).toEqual([
    expect.stringContaining('MaxFieldLength is not set, so 16384, MaxRequestBytes is 32768'),
    expect.stringContaining('were not read: it was not read'),
  ]);
});

test('tells the end of a story of the agent once, with its beginning', () => {
  expect(found(says({ 'altiris.registration-unauthorized': one, 'altiris.unauthorized': one }))).toHaveLength(1);
});

test('a log without hosts or protocols says nothing of them', () => {
  expect(found(siteLog({ addresses: null, http2: null }))).toEqual([]);
});

test('logs that could not be read make the server neither healthy nor unhealthy', () => {
  const logs: LogFacts = {
    sites: { 'Default Web Site': notRead },
    httperr: notRead,
    headerLimits: notRead,
    altiris: { server: notRead, agent: notRead },
  };
  expect(found(logs)).toEqual(['information sign-in-logs.not-read']);
});

test('sends nobody to kerbwise check who is there already', () => {
  const codes = ['2148074243', '2148074245', '2148074252', '2148074274', '2148074310', '1326'];
  const refused = Object.fromEntries(codes.map((code) => [`401.1/${code}`, 3]));
  const facts = serverFacts({
    more: { logs: { ...says({ 'altiris.request-level-authentication': one }), sites: siteLog({ refused }).sites } },
  });
  const { findings } = signInLogs.assess(facts);
  expect(findings).toHaveLength(7);
  expect(findings.map(({ meaning }) => meaning).join()).not.toMatch(/run kerbwise check/i);
});

test('offers no change, and says who can', () => {
  const facts = serverFacts({ more: { logs: siteLog({ http2: { signedIn: 0, silent: 2 } }) } });
  const [finding] = signInLogs.assess(facts).findings;
  expect(finding && signInLogs.planChanges(finding, facts)).toMatchObject({
    edits: [],
    withheld: { why: 'the program is no part of this server' },
  });
});
