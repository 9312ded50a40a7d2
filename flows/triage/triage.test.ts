import { expect, test } from 'vitest';
import type { Finding } from '../model/step.ts';
import { questionsFor } from './questions.ts';
import { findScenario, SCENARIOS } from './scenarios.ts';

const found = (id: string, evidence = ''): Finding => ({
  id,
  severity: 'problem',
  subject: 'x',
  summary: 'x',
  evidence,
  meaning: 'x',
  source: 'x',
});
const asked = (scenario: string, ...findings: readonly Finding[]) => questionsFor(scenario, findings).map(({ title }) => title);

test('the two sights that need no change end with an explanation, the others with every step', () => {
  const ends = SCENARIOS.filter(({ endsHere }) => endsHere).map(({ id, steps }) => [id, steps]);
  expect(ends).toEqual([
    ['firewall-shows-service-account', []],
    ['kerberos-then-ntlm', []],
  ]);
  for (const { endsHere, steps } of SCENARIOS) expect(endsHere || steps.length > 0).toBe(true);
});

test('every table has two cells in each row, and none is empty', () => {
  for (const { tables = [] } of SCENARIOS) {
    for (const { rows } of tables) expect(rows.flat().filter((cell) => cell.trim() === '')).toEqual([]);
  }
});

test('the firewall has its list of decisions, and the workaround its price', () => {
  const titles = findScenario('firewall-shows-service-account')?.tables?.map(({ title }) => title);
  expect(titles).toEqual(['Is it the device, or the sign-in?', 'NTLM first, as a workaround', 'What is often believed']);
});

test('asks for no version where the answer changes nothing', () => {
  expect(asked('everything')).toEqual([]);
  expect(asked('everything', found('service-principal-names.missing', 'HTTP/smp01'))).toEqual([]);
});

test('asks for the version of the agents where Windows blocked their fallback', () => {
  expect(asked('everything', found('sign-in-logs.refused', '401.1/2148074320 in W3SVC1'))).toEqual(['Which version do the agents have?']);
  expect(asked('everything', found('x', 'System event 40970'))).toEqual(['Which version do the agents have?']);
});

test('asks about the Agent Connectivity Credential before NTLM goes', () => {
  const question = 'Is the Agent Connectivity Credential a local account?';
  expect(asked('ntlm-disabled')).toContain(question);
  expect(asked('everything', found('windows-authentication.kerberos-only-provider'))).toEqual([question]);
  expect(asked('everything', found('windows-authentication.ntlm-missing'))).toEqual([]); // Negotiate carries NTLM
});
