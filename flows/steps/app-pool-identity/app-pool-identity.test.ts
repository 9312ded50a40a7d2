import { expect, test } from 'vitest';
import { notRead, type ServerSketch, serverFacts } from '../../../test/flow/server-facts.ts';
import { appPoolIdentity } from './step.ts';

function assess(sketch: ServerSketch) {
  return appPoolIdentity.assess(serverFacts(sketch));
}

test.each([
  ['the pool’s account', {}, 'CONTOSO\\svc-smp. Tickets are decrypted by CONTOSO\\svc-smp'],
  ['the computer, for a built-in identity', { identity: 'NetworkService' }, 'Tickets are decrypted by SMP01$'],
  [
    'the pool’s account, outside the kernel',
    { windows: 'enabled="true" useKernelMode="false"' },
    'Tickets are decrypted by CONTOSO\\svc-smp',
  ],
  ['a managed service account', { identity: 'SpecificUser CONTOSO\\gmsa-smp$' }, 'Tickets are decrypted by CONTOSO\\gmsa-smp$'],
])('says that tickets are decrypted by %s', (_, sketch: ServerSketch, words) => {
  const { statements, findings } = assess(sketch);
  expect(statements.join('\n')).toContain(words);
  expect(findings).toEqual([]);
});

test('does not call it right that the computer decrypts for a pool with an account of its own', () => {
  const { statements, findings } = assess({ windows: 'enabled="true"' });
  expect(statements).toEqual(['Default Web Site/Altiris and 1 more: pool DefaultAppPool, identity CONTOSO\\svc-smp.']);
  expect(findings).toEqual([]);
});

test('finds a local account and changes nothing about it', () => {
  const facts = serverFacts({ identity: 'SpecificUser SMP01\\local-svc' });
  const { findings } = appPoolIdentity.assess(facts);
  expect(findings.map(({ id }) => id)).toEqual(['app-pool-identity.local-account']);
  expect(findings.map((finding) => appPoolIdentity.planChanges(finding, facts).edits)).toEqual([[]]);
});

test('finds a pool that is not there', () => {
  const facts = serverFacts();
  const configuration = facts.configuration.known ? { ...facts.configuration.value, pools: [] } : undefined;
  const without = configuration === undefined ? facts : { ...facts, configuration: { known: true as const, value: configuration } };
  expect(appPoolIdentity.assess(without).findings.map(({ id }) => id)).toEqual(['app-pool-identity.pool-missing']);
});

test('says that the computer decrypts where every name is on it, whatever the pools run as', () => {
  const { statements } = assess({
    windows: 'enabled="true"',
    spns: { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/SMP01', 'HOST/SMP01.contoso.com'] },
  });
  expect(statements.join()).toContain('Tickets are decrypted by SMP01$ (kernel mode on, useAppPoolCredentials false)');
});

test('finds two accounts behind one name', () => {
  const facts = serverFacts();
  const configuration = facts.configuration.known ? facts.configuration.value : undefined;
  const applications = configuration?.applications.map((one) => (one.path.endsWith('Console') ? { ...one, pool: 'Other' } : one)) ?? [];
  const mixed =
    configuration === undefined ? facts : { ...facts, configuration: { known: true as const, value: { ...configuration, applications } } };
  expect(appPoolIdentity.assess(mixed).findings).toMatchObject([
    {
      id: 'app-pool-identity.several-accounts',
      evidence: 'CONTOSO\\svc-smp: Default Web Site/Altiris; SMP01$: Default Web Site/Altiris/Console',
    },
  ]);
});

test.each<readonly [string, string, Partial<ServerSketch>, readonly string[]]>([
  ['reads tickets as another account', '/Altiris/Console', {}, ['app-pool-identity.several-accounts']],
  ['takes NTLM first, and so no ticket', '/Altiris/Console', { providers: '<clear /><add value="NTLM" />' }, []],
  ['is named as well', '', {}, ['app-pool-identity.several-accounts']],
])('named alone, an application is held against another behind its names that %s', (_, other, sketch, ids) => {
  const choices = { applications: ['Default Web Site/Altiris', ...(other === '' ? ['Default Web Site/Altiris/Console'] : [])], names: [] };
  const facts = serverFacts({ ...sketch, more: { choices } });
  const configuration = facts.configuration.known ? facts.configuration.value : undefined;
  const applications = configuration?.applications.map((one) => (one.path.endsWith('Console') ? { ...one, pool: 'Other' } : one)) ?? [];
  const mixed =
    configuration === undefined ? facts : { ...facts, configuration: { known: true as const, value: { ...configuration, applications } } };
  expect(appPoolIdentity.assess(mixed).findings.map(({ id }) => id)).toEqual(ids);
});

test('calls a specific user without a name not known', () => {
  expect(assess({ identity: 'SpecificUser' })).toMatchObject({
    findings: [],
    notChecked: [{ why: expect.stringContaining('name is empty') }],
  });
});

test('leaves an application alone where IIS and its files disagree', () => {
  const { notChecked } = assess({ more: { disagreements: { 'default web site/altiris': 'enabled: IIS says false, the files say true' } } });
  expect(notChecked).toMatchObject([{ what: 'The application Default Web Site/Altiris', why: expect.stringContaining('IIS says false') }]);
});

test('calls an unread configuration not checked', () => {
  expect(assess({ more: { configuration: notRead } })).toMatchObject({
    statements: [],
    findings: [],
    notChecked: [{ why: 'it was not read' }],
  });
});
