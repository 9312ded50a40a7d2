import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import { prescribe } from '../../flows/prescription/prescribe.ts';
import { type Prescription, prescriptionText } from '../../flows/prescription/prescription.ts';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { sealPrescription } from '../../src-main/prescription/seal.ts';
import { openSession } from '../../src-main/session/open-session.ts';
import { type LabServer, labServer } from './lab-server.ts';
import { watch } from './watch-view.ts';

const STEPS = ['service-principal-names', 'windows-authentication'];
const key = generateKeyPairSync('ed25519');
let server: LabServer;
let body: Prescription;
let close: () => Promise<void> = () => Promise.resolve();

beforeEach(async () => {
  server = await labServer(['spn-missing', 'ntlm-first']);
  await mkdir(join(server.state.root, 'trust'));
  await writeFile(join(server.state.root, 'trust', 'ada.pem'), key.publicKey.export({ type: 'spki', format: 'pem' }));
  const { document } = await server.plan({ only: STEPS });
  const made = prescribe(
    document,
    {
      kerbwise: 1,
      kind: 'prescription-words',
      prescribedBy: 'Ada Senior',
      ask: 'Ada Senior, 4711',
      server: 'this',
      introduction: 'In the evening.',
      steps: STEPS.map((id) => ({ id, words: `Words for ${id}` })),
      never: [{ what: 'setting', name: 'useAppPoolCredentials', path: null }],
    },
    { prescribedAt: '2026-01-01T00:00:00Z', validUntil: '2099-12-31T00:00:00Z' },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  body = made.value;
});
afterEach(async () => {
  await close();
  await server.remove();
});

/** A session by a prescription, and how a test talks to it: like the window. */
async function openBy(changes: Partial<Prescription> = {}) {
  const file = join(server.state.root, 'rx.json');
  await writeFile(file, prescriptionText(sealPrescription({ ...body, ...changes }, key.privateKey)));
  const opened = await openSession({
    target: 'lab',
    state: server.state.root,
    allowLive: false,
    prescription: file,
    trust: join(server.state.root, 'trust'),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  close = opened.value.close;
  const { bridge, recordRefusal } = opened.value;
  const { until } = watch(bridge);
  const send = (event: AdminEvent) => bridge.send(event);
  return { bridge, recordRefusal, send, until, file };
}

async function journaled(): Promise<readonly string[]> {
  const record = await readJournal(join(server.state.journals, 'deviations.jsonl'));
  return record.ok ? record.value.entries.flatMap((entry) => (entry.type === 'prescription.deviated' ? [entry.deviation] : [])) : [];
}

const toSteps = async ({ send, until }: Awaited<ReturnType<typeof openBy>>) => {
  send({ type: 'scenario.chosen', scenarioId: 'everything' });
  send({ type: 'discovery.started' });
  return until(({ phase, step }) => phase === 'step' && step !== null && step.stage !== 'probing');
};

test('a walk in the window offers what is prescribed and nothing else, and ends mended', async () => {
  const window = await openBy();
  const first = await window.until(() => true);
  expect(first.prescription).toMatchObject({
    prescribedBy: 'Ada Senior',
    signedWith: 'ada.pem',
    stopped: null,
    never: ['useAppPoolCredentials anywhere'],
  });
  expect(first.scenarios.map(({ id }) => id)).toEqual(['everything']);
  const walked = await toSteps(window);
  expect(walked.rail.map(({ id }) => id)).toEqual(STEPS);
  window.send({ type: 'mode.chosen', mode: 'apply' });
  for (const stepId of STEPS) {
    window.send({ type: 'step.opened', stepId });
    const shown = await window.until(({ mode, step }) => mode === 'apply' && step?.id === stepId && step.stage === 'reviewing');
    const planId = shown.step?.planId ?? '';
    window.send({ type: 'plan.reviewed', planId });
    await window.until(({ step }) => step?.stage === 'confirming');
    window.send({ type: 'plan.confirmed', planId });
    const done = await window.until(({ step }) => step !== null && ['fixed', 'failed', 'not-fixed'].includes(step.stage));
    expect([done.step?.stage, done.step?.failure]).toEqual(['fixed', null]);
  }
  expect(await journaled()).toEqual([]);
  expect((await server.plan()).document.changes).toEqual([]);
  expect((await window.bridge.report('markdown')).text).toContain('**Prescribed by:** Ada Senior');
});

test('a step that waits for the one before it is no difference', async () => {
  const window = await openBy();
  await toSteps(window);
  window.send({ type: 'step.opened', stepId: 'windows-authentication' });
  await window.until(({ step }) => step?.id === 'windows-authentication' && step.stage === 'reviewing');
  window.send({ type: 'mode.chosen', mode: 'apply' });
  const waiting = await window.until(({ mode, step }) => mode === 'apply' && step !== null && step.stage === 'reviewing');
  expect([waiting.step?.changes, waiting.prescription?.stopped, waiting.canApply]).toEqual([[], null, true]);
  expect(waiting.step?.withheld.length).toBeGreaterThan(0);
  expect(await journaled()).toEqual([]);
});

test.each<[string, AdminEvent]>([
  ['another scenario', { type: 'scenario.chosen', scenarioId: 'ntlm-disabled' }],
  ['a step that is not prescribed', { type: 'step.opened', stepId: 'app-pool-credentials' }],
  ['a plan that was never shown', { type: 'plan.confirmed', planId: '0123456789abcdef' }],
])('a forged event, %s, is refused, written down, and ends the work', async (_what, event) => {
  const before = JSON.stringify(await server.show());
  const window = await openBy();
  const shown = await toSteps(window);
  window.send(event);
  const stopped = await window.until(({ prescription }) => prescription?.stopped !== null);
  expect([stopped.canApply, stopped.mode, stopped.phase]).toEqual([false, 'dry-run', 'step']);
  expect(stopped.prescription?.stopped?.next).toBe('Ask Ada Senior, 4711');
  window.send({ type: 'mode.chosen', mode: 'apply' });
  window.send({ type: 'plan.reviewed', planId: shown.step?.planId ?? '' });
  window.send({ type: 'plan.confirmed', planId: shown.step?.planId ?? '' });
  await close();
  expect(await journaled()).toEqual(['event.refused']);
  expect(JSON.stringify(await server.show())).toBe(before);
});

test('a message that is no event is written down and ends the work', async () => {
  const window = await openBy();
  window.recordRefusal({ type: 'run', command: 'iisreset' });
  await window.until(({ prescription, canApply }) => prescription?.stopped !== null && !canApply);
  await close();
  expect(await journaled()).toEqual(['event.refused']);
});

test('an expired prescription opens for reading only', async () => {
  const window = await openBy({ prescribedAt: '2020-01-01T00:00:00Z', validUntil: '2020-02-01T00:00:00Z' });
  const view = await window.until(() => true);
  expect([view.canApply, view.prescription?.stopped?.what]).toEqual([false, 'This prescription has expired']);
  await toSteps(window);
  window.send({ type: 'mode.chosen', mode: 'apply' });
  expect((await window.until(() => true)).mode).toBe('dry-run');
  expect(await journaled()).toEqual(['date.expired']);
});

test('a server that needs another change stops the work before its first step is shown', async () => {
  const window = await openBy({ changes: body.changes.slice(1) });
  window.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  window.send({ type: 'discovery.started' });
  const stopped = await window.until(({ prescription, failure }) => prescription?.stopped !== null && failure !== null);
  expect(stopped.failure).toMatchObject({ what: 'This server would need a change that is not prescribed', next: 'Ask Ada Senior, 4711' });
  expect([stopped.canApply, stopped.step]).toEqual([false, null]);
  expect(await journaled()).toEqual(['change.other']);
});

test('a file that is exchanged while one works by it stops before anything is run', async () => {
  const before = JSON.stringify(await server.show());
  const window = await openBy();
  await toSteps(window);
  window.send({ type: 'mode.chosen', mode: 'apply' });
  const shown = await window.until(({ mode, step }) => mode === 'apply' && step?.stage === 'reviewing');
  await writeFile(window.file, prescriptionText(sealPrescription({ ...body, ask: 'Eve' }, key.privateKey)));
  window.send({ type: 'plan.reviewed', planId: shown.step?.planId ?? '' });
  window.send({ type: 'plan.confirmed', planId: shown.step?.planId ?? '' });
  const stopped = await window.until(({ prescription, step }) => prescription?.stopped !== null && step?.stage === 'failed');
  expect(stopped.prescription?.stopped?.what).toBe('The file was exchanged for another prescription');
  expect(await journaled()).toEqual(['signature.wrong']);
  expect(JSON.stringify(await server.show())).toBe(before);
});
