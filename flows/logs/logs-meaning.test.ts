import { expect, test } from 'vitest';
import { notRead, serverFacts } from '../../test/flow/server-facts.ts';
import type { ServerFacts } from '../server/facts.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import type { LogCause } from './logs-causes.ts';
import { explainCauses, type KnownServer } from './logs-meaning.ts';

const cause = (id: string, hosts: readonly string[] = []): LogCause => ({
  id,
  source: 'altiris-log',
  count: 3,
  first: null,
  last: '2026-03-02T08:00:00',
  meaning: '',
  kerberos: true,
  needsAction: true,
  next: '',
  hosts,
});

function server(facts: ServerFacts): KnownServer {
  return {
    name: 'smp01.contoso.com',
    names: ['smp01', 'smp01.contoso.com'],
    steps: ALL_STEPS.map((step) => ({ id: step.id, title: step.title, assessment: step.assess(facts) })),
  };
}

const KEPT = 'altiris.request-level-authentication';
const HEALTHY = 'enabled="true" useAppPoolCredentials="true"';
const off = server(serverFacts({ windows: `${HEALTHY} authPersistNonNTLM="false"` }));
const healthy = server(serverFacts());

test('says that agents fail where authPersistNonNTLM is off', () => {
  const [meaning] = explainCauses([cause(KEPT, ['SMP01.contoso.com'])], off);
  expect(meaning?.fits).toBe('explained');
  expect(meaning?.says).toMatch(/^On SMP01\.contoso\.com, which is smp01\.contoso\.com: .*authPersistNonNTLM = false/);
});

test('does not blame this server for requests to another one, and names those that it did not look at', () => {
  expect(explainCauses([cause(KEPT, ['ss001.contoso.com'])], off)).toEqual([
    {
      cause: KEPT,
      fits: 'elsewhere',
      says: 'These requests were for ss001.contoso.com, not for smp01.contoso.com: run kerbwise check there',
    },
  ]);
  expect(explainCauses([cause(KEPT, ['smp01', 'ss001'])], off)[0]?.says).toMatch(/not looked at: ss001$/);
});

test('says that the reason is another one where the settings are right', () => {
  expect(explainCauses([cause('iis.401.1/2148074274')], healthy)).toEqual([
    {
      cause: 'iis.401.1/2148074274',
      fits: 'not-explained',
      says: 'On smp01.contoso.com, if these logs are its own, "Service principal names", "useAppPoolCredentials" found nothing wrong: the reason is another one, or it was mended after 2026-03-02T08:00:00',
    },
  ]);
});

test('never takes what could not be read for right', () => {
  const unread = server(serverFacts({ more: { configuration: notRead } }));
  expect(explainCauses([cause(KEPT)], unread).map(({ fits }) => fits)).toEqual(['not-known']);
});

test('says nothing of causes that no setting explains', () => {
  expect(explainCauses([cause('altiris.agent-revoked'), cause('iis.401.1/1326'), cause('iis.constructor')], off)).toEqual([]);
});
