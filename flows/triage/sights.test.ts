import { expect, test } from 'vitest';
import { HEALTHY_LOGS, HEALTHY_SIGN_IN, notRead, serverFacts, siteLog } from '../../test/flow/server-facts.ts';
import { windowsPrograms } from '../model/command.ts';
import { known } from '../model/fact.ts';
import { planAll } from '../plan/whole-plan.ts';
import type { ServerFacts } from '../server/facts.ts';
import { SCENARIOS } from './scenarios.ts';
import { answeringSteps, answerOf } from './sights.ts';

const ENDING = SCENARIOS.filter(({ endsHere }) => endsHere).map(({ id }) => id);
const look = (scenario: string, more: Partial<ServerFacts> = {}) =>
  planAll(answeringSteps(scenario), serverFacts({ more }), [], windowsPrograms('C:\\Windows'));

test('the sights that need no change are answered by the newest logs, the others by every step', () => {
  for (const { id, endsHere } of SCENARIOS) {
    expect([id, answeringSteps(id).length > 0, answerOf(id, false) !== undefined]).toEqual([id, endsHere, endsHere]);
  }
});

test.each(ENDING)('%s: where nobody was refused there is nothing to do, and the logs say why', (id) => {
  const { steps, findings, notChecked } = look(id);
  expect({ findings, notChecked }).toEqual({ findings: [], notChecked: [] });
  expect(steps.flatMap(({ assessment }) => assessment.statements).join()).toContain('W3SVC1');
});

test('the firewall’s own first row is answered with the users that IIS names', () => {
  const { steps } = look('firewall-shows-service-account');
  expect(steps.flatMap(({ assessment }) => assessment.statements).join()).toContain('W3SVC1 names CONTOSO\\anna with an answer');
});

test.each(ENDING)('%s: a failure in the logs is told, whatever the settings are', (id) => {
  const failing: readonly Partial<ServerFacts>[] = [
    { logs: siteLog({ refused: { '401.1/2148074252': 9 }, failed: 9 }) },
    { signIn: { ...HEALTHY_SIGN_IN, events: known([{ source: 'LSA', id: 40970, about: null }]) } },
  ];
  const found = failing.map((more) => look(id, more).findings.map((finding) => `${finding.severity} ${finding.id}`));
  expect(found).toEqual([['problem sign-in-logs.refused'], ['advice sign-in.downgrade-blocked']]);
});

test.each(ENDING)('%s: a refusal that a setting explains is told as one, for no setting is judged here', (id) => {
  const logs = siteLog({ refused: { '401.1/2148074252': 9 }, failed: 9 });
  const facts = serverFacts({ windows: 'enabled="true" authPersistNonNTLM="true"', more: { logs } });
  const { findings } = planAll(answeringSteps(id), facts, [], windowsPrograms('C:\\Windows'));
  expect(findings.map((finding) => `${finding.severity} ${finding.id}`)).toEqual(['problem sign-in-logs.refused']);
});

test.each(ENDING)('%s: a log that is not read, or in which nobody signs in, leaves it open', (id) => {
  const silent = siteLog({ completed: 0, failed: 0, users: [] });
  const open: readonly Partial<ServerFacts>[] = [
    { logs: { ...HEALTHY_LOGS, sites: { 'Default Web Site': notRead } } },
    { logs: { ...HEALTHY_LOGS, sites: {} } },
    { logs: silent },
    { signIn: { ...HEALTHY_SIGN_IN, events: notRead } },
    { applications: [] },
  ];
  for (const more of open) {
    const { notChecked, findings } = look(id, more);
    expect([notChecked.length, findings.filter(({ severity }) => severity !== 'information')]).toEqual([1, []]);
  }
});
