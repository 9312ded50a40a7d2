import { expect, test } from 'vitest';
import { notRead, type ServerSketch, serverFacts } from '../../../test/flow/server-facts.ts';
import { appPoolCredentials } from './step.ts';

const off: ServerSketch = { windows: 'enabled="true" useAppPoolCredentials="false" authPersistNonNTLM="true"' };

function planOf(sketch: ServerSketch) {
  const facts = serverFacts(sketch);
  const { findings } = appPoolCredentials.assess(facts);
  return { ids: findings.map(({ id }) => id), plans: findings.map((finding) => appPoolCredentials.planChanges(finding, facts)) };
}

test('is silent for a domain account that takes its own key', () => {
  expect(appPoolCredentials.assess(serverFacts()).findings).toEqual([]);
});

test('switches it on for a domain account whose names are right, and back to what was written', () => {
  expect(planOf(off)).toMatchObject({
    ids: ['app-pool-credentials.off'],
    plans: [{ edits: [{ edit: { name: 'useAppPoolCredentials', value: true }, undo: { name: 'useAppPoolCredentials', value: false } }] }],
  });
});

test.each([
  ['are missing', { spns: { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/smp01'] } }],
  ['are not known', { more: { owners: { 'http/smp01': notRead, 'http/smp01.contoso.com': notRead } } }],
])('offers no change while the names %s, and says why', (_, sketch) => {
  const { plans } = planOf({ ...off, ...sketch });
  expect(plans).toMatchObject([{ edits: [], withheld: { why: expect.stringContaining('names have to be on the account first') } }]);
});

test('switches it off where the pool runs as a built-in identity', () => {
  expect(planOf({ identity: 'NetworkService' })).toMatchObject({
    ids: ['app-pool-credentials.on-without-account'],
    plans: [{ edits: [{ edit: { value: false }, undo: { value: true } }] }],
  });
});

const ON_COMPUTER = { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/SMP01', 'HTTP/smp01.contoso.com'] };

test('leaves a server alone whose names are on the computer that reads the tickets, or under its HOST, and says what is unusual', () => {
  const { findings, notChecked } = appPoolCredentials.assess(serverFacts({ ...off, spns: ON_COMPUTER }));
  expect({ ids: findings.map(({ id, severity }) => [id, severity]), notChecked }).toEqual({
    ids: [['app-pool-credentials.settled', 'information']],
    notChecked: [],
  });
});

test.each([
  ['one name is on the pool’s account', { ...ON_COMPUTER, 'CONTOSO\\svc-smp': ['HTTP/smp01'] }],
  ['one name is nowhere', { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/SMP01'] }],
])('takes the computer’s key for wrong again where %s', (_, spns) => {
  expect(planOf({ ...off, spns }).ids).toEqual(['app-pool-credentials.off']);
});

test('does not call the computer’s key wrong, nor right, where nobody knows who holds the names', () => {
  const accounts = { smp01$: notRead, 'contoso\\svc-smp': notRead };
  const facts = serverFacts({ ...off, more: { accounts, owners: { 'http/smp01': notRead, 'http/smp01.contoso.com': notRead } } });
  const { findings, notChecked } = appPoolCredentials.assess(facts);
  expect(findings).toEqual([]);
  expect(notChecked).toMatchObject([
    { what: expect.stringContaining('Default Web Site/Altiris'), why: expect.stringContaining('it was not read') },
  ]);
});

test('says nothing is wrong outside the kernel, where the setting has no effect', () => {
  const { findings, statements } = appPoolCredentials.assess(serverFacts({ windows: 'enabled="true" useKernelMode="false"' }));
  expect(findings).toEqual([]);
  expect(statements.join(' ')).toContain('no effect');
});

test('calls an unread configuration not checked', () => {
  expect(appPoolCredentials.assess(serverFacts({ more: { configuration: notRead } }))).toMatchObject({
    findings: [],
    notChecked: [{ why: 'it was not read' }],
  });
});
