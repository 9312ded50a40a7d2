import { expect, test } from 'vitest';
import { HEALTHY_SURROUNDINGS, locationOf, notRead, type ServerSketch, serverFacts } from '../../../test/flow/server-facts.ts';
import { known } from '../../model/fact.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { withWebConfig } from '../../server/read-configuration.ts';
import { signInSettings } from './step.ts';

const ALTIRIS = 'Default Web Site/Altiris';
const RIGHT = 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"';

const told = (facts: ServerFacts) =>
  signInSettings.assess(facts).findings.map(({ severity, id, subject }) => `${severity} ${id.replace('sign-in-settings.', '')} ${subject}`);

function withFile(text: string, level = ALTIRIS): ServerFacts {
  const facts = serverFacts();
  const read = facts.configuration.known ? withWebConfig(facts.configuration.value, level, text) : undefined;
  if (!read?.ok) throw new Error('the web.config was refused');
  return { ...facts, configuration: known(read.value) };
}

test('is silent on a server as it should be', () => {
  expect(signInSettings.assess(serverFacts())).toEqual({ statements: [], findings: [], notChecked: [] });
});

test.each<[string, string, ServerSketch]>([
  ['Extended Protection that is required', 'advice extended-protection', { inSection: '<extendedProtection tokenChecking="Require" />' }],
  ['anonymous access beside it', 'information anonymous-beside', { anonymous: true }],
  ['kernel mode off', 'information kernel-mode-off', { windows: `${RIGHT} useKernelMode="false"` }],
  ['single requests', 'information single-request', { windows: `${RIGHT} authPersistSingleRequest="true"` }],
])('tells of %s', (_, expected, sketch) => {
  expect(told(serverFacts(sketch))).toEqual([`${expected} ${ALTIRIS}`]);
});

test.each([
  [
    'Basic',
    '<location path="Default Web Site/Altiris"><system.webServer><security><authentication><basicAuthentication enabled="true" /></authentication></security></system.webServer></location>',
    'other-methods',
  ],
  [
    'Digest',
    '<location path="Default Web Site"><system.webServer><security><authentication><digestAuthentication enabled="TRUE" /></authentication></security></system.webServer></location>',
    'other-methods',
  ],
  [
    'impersonation',
    '<location path="Default Web Site/Altiris"><system.web><identity impersonate="true" /></system.web></location>',
    'impersonation',
  ],
])('tells of %s, once for all that inherit it', (_, locations, id) => {
  expect(told(serverFacts({ locations }))).toEqual([`information ${id} ${ALTIRIS}`]);
});

test('tells of impersonation in a web.config, and not where a web.config takes it back', () => {
  expect(told(withFile('<configuration><system.web><identity impersonate="true" /></system.web></configuration>'))).toEqual([
    `information impersonation ${ALTIRIS}`,
  ]);
  expect(told(withFile('<configuration><system.web><identity impersonate="false" /></system.web></configuration>'))).toEqual([]);
});

test.each(['None', 'Allow'])('lets tokenChecking %s be', (value) => {
  expect(told(serverFacts({ inSection: `<extendedProtection tokenChecking="${value}" />` }))).toEqual([]);
});

test('asks about devices in between before it advises, and changes nothing', () => {
  const facts = serverFacts({ inSection: '<extendedProtection tokenChecking="Require" />' });
  const [finding] = signInSettings.assess(facts).findings;
  expect(finding).toMatchObject({
    evidence: `tokenChecking = Require, set at ${ALTIRIS}; the same holds for ${ALTIRIS}/Console`,
    meaning: expect.stringMatching(/^Does a proxy/),
  });
  expect(finding && signInSettings.planChanges(finding, facts)).toMatchObject({
    edits: [],
    withheld: { why: expect.stringContaining('for you to say') },
  });
});

test.each([
  [true, ['information protection-suppressed this server']],
  [false, []],
])('tells of the registry that switches Extended Protection off: %s', (suppressed, expected) => {
  const surroundings = { ...HEALTHY_SURROUNDINGS, protectionSuppressed: known(suppressed) };
  expect(told({ ...serverFacts(), surroundings })).toEqual(expected);
});

test('tells of a folder below an application with settings of its own, and not of one that says the same or is open', () => {
  const below = `${ALTIRIS}/Console/Reports`;
  expect(told(serverFacts({ locations: locationOf(below, 'useAppPoolCredentials="false"') }))).toEqual([
    `information differs-below ${below}`,
  ]);
  expect(told(serverFacts({ locations: locationOf(below, RIGHT) }))).toEqual([]);
  expect(told(serverFacts({ locations: locationOf(below, 'enabled="false" useAppPoolCredentials="false"') }))).toEqual([]);
});

test('lets everything be where Windows Authentication is off', () => {
  expect(told(serverFacts({ windows: 'enabled="false" useKernelMode="false"', anonymous: true }))).toEqual([]);
});

test('says over https that HTTP/2 is not to be expected', () => {
  const facts = serverFacts();
  const binding = { protocol: 'https', ip: '*', port: 443, host: '', information: '*:443:' };
  const sites = facts.configuration.known ? facts.configuration.value.sites.map((site) => ({ ...site, bindings: [binding] })) : [];
  const secure = facts.configuration.known ? { ...facts, configuration: known({ ...facts.configuration.value, sites }) } : facts;
  expect(signInSettings.assess(secure)).toMatchObject({ statements: [], limits: [expect.stringContaining('HTTP/1.1')], findings: [] });
});

test('calls an unread configuration not checked, once', () => {
  const facts = serverFacts({ more: { configuration: notRead } });
  expect(signInSettings.assess(facts)).toMatchObject({ findings: [], notChecked: [{ why: 'it was not read' }] });
});
