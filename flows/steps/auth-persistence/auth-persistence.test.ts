import { expect, test } from 'vitest';
import { notRead, serverFacts } from '../../../test/flow/server-facts.ts';
import { authPersistence } from './step.ts';

const off = { windows: 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="false"' };

test('is silent and says so where the sign-in is kept', () => {
  const { findings, notChecked, statements } = authPersistence.assess(serverFacts());
  expect({ findings, notChecked }).toEqual({ findings: [], notChecked: [] });
  expect(statements).toEqual(['authPersistNonNTLM is true for 2 of 2 applications with Windows Authentication.']);
});

test('plans one change for the application that sets it, none for those that inherit it', () => {
  const facts = serverFacts(off);
  const { findings } = authPersistence.assess(facts);
  expect(findings.map(({ id, subject }) => [id, subject])).toEqual([['auth-persistence.off', 'Default Web Site/Altiris']]);
  expect(findings[0]?.evidence).toContain('the same holds for Default Web Site/Altiris/Console');
  const plan = findings.map((finding) => authPersistence.planChanges(finding, facts));
  const edit = { kind: 'switch', path: 'Default Web Site/Altiris', name: 'authPersistNonNTLM' };
  expect(plan).toMatchObject([{ withheld: null, edits: [{ edit: { ...edit, value: true }, undo: { ...edit, value: false } }] }]);
});

test('undoes to "inherited" where the value came from above', () => {
  const facts = serverFacts({ windows: 'enabled="true"', locations: '' });
  const inherited = { ...facts, configuration: facts.configuration };
  expect(authPersistence.assess(inherited).findings).toEqual([]);
  const old = serverFacts({ windows: 'enabled="true"', rootProviders: '<add value="Negotiate" />' });
  const level = old.configuration.known ? old.configuration.value : undefined;
  const levels =
    level?.levels.map((one) => (one.path === '' ? { ...one, windows: { ...one.windows, authPersistNonNTLM: null } } : one)) ?? [];
  const without = { ...old, configuration: level === undefined ? notRead : { known: true as const, value: { ...level, levels } } };
  const [finding] = authPersistence.assess(without).findings;
  expect(finding?.evidence).toContain('the default of IIS holds');
  const plan = finding && authPersistence.planChanges(finding, without);
  expect(plan?.edits[0]?.undo).toEqual({ kind: 'switch', path: 'Default Web Site/Altiris', name: 'authPersistNonNTLM', value: null });
});

test('needs no name of the server to find what the file says', () => {
  expect(authPersistence.assess(serverFacts({ ...off, more: { host: notRead } })).findings).toHaveLength(1);
});

test('calls an unread configuration not checked, never healthy', () => {
  const { findings, notChecked, statements } = authPersistence.assess(serverFacts({ ...off, more: { configuration: notRead } }));
  expect({ findings, statements }).toEqual({ findings: [], statements: [] });
  expect(notChecked).toHaveLength(1);
});

test('offers no change where the configuration is shared with other servers', () => {
  const facts = serverFacts({ ...off, more: { sharedConfiguration: { known: true, value: true } } });
  const [finding] = authPersistence.assess(facts).findings;
  expect(finding && authPersistence.planChanges(finding, facts)).toMatchObject({
    edits: [],
    withheld: { why: expect.stringContaining('shared') },
  });
});
