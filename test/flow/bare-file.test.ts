import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import { openEvidence } from '../../src-main/evidence/evidence-shell.ts';
import { DEFAULT_FAULTS, serverWithFaults } from '../../src-main/lab/faults/all-faults.ts';

const EVERY_STEP = ALL_STEPS.map(({ id }) => id);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-file-'));
  await writeFile(join(folder, 'server.config'), serverWithFaults(DEFAULT_FAULTS).applicationHost);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function look() {
  const states: string[] = [];
  const evidence = await openEvidence(join(folder, 'server.config'));
  if (!evidence.ok) throw new Error(JSON.stringify(evidence.failure));
  const { shell, systemRoot } = evidence.value;
  const planned = await planServer(
    { shell, systemRoot, programs: windowsPrograms(systemRoot) },
    { kind: 'evidence', choices: { applications: [], names: [] }, scenario: 'everything', look: EVERY_STEP, only: EVERY_STEP },
    new AbortController().signal,
    ({ state }) => states.push(state),
  );
  if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
  return { ...planned.value.document, states };
}

test('what the file does not hold is absent, and nothing that was read failed', async () => {
  const { states } = await look();
  expect(states).toContain('absent');
  expect(states).not.toContain('failed');
});

test('a configuration file alone is told in a few words what it does not say, and how to find out', async () => {
  const { notChecked } = await look();
  expect(notChecked.length).toBeLessThanOrEqual(4);
  expect(notChecked.map(({ what }) => what).join('\n')).toMatch(/accounts.*clock.*logs.*sign-in/s);
  expect(notChecked.filter(({ next }) => next.includes('kerbwise collect')).length).toBeGreaterThanOrEqual(2);
  expect(notChecked.map(({ next }) => next).join('\n')).not.toContain('reg query');
});

test('what a file says of useAppPoolCredentials makes nobody prompted while who holds the names is not known', async () => {
  const { findings, notChecked } = await look();
  expect(findings.map(({ id }) => id)).not.toContain('app-pool-credentials.off');
  expect(notChecked).toContainEqual(
    expect.objectContaining({
      what: expect.stringContaining('key with which IIS reads tickets'),
      why: expect.stringContaining('Who holds them is not known'),
    }),
  );
});
