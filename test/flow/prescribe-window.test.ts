import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { View, WizardView } from '../../flows/bridge/contract.ts';
import type { PrescriptionOrder } from '../../flows/bridge/prescriptions-contract.ts';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { resetLab } from '../../src-main/lab/lab.ts';
import { openDesk } from '../../src-main/session/desk.ts';
import { watch } from './watch-view.ts';

const STEPS = ['service-principal-names', 'windows-authentication'];
const ends: (() => Promise<unknown>)[] = [];
let folder: string;
let keyFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-prescribe-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const key = generateKeyPairSync('ed25519');
  keyFile = join(folder, 'ada.pem');
  await mkdir(join(folder, 'trust'));
  await writeFile(keyFile, key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(folder, 'trust', 'ada.pem'), key.publicKey.export({ type: 'spki', format: 'pem' }));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A window on a desk of its own: the senior's and the junior's programs share the lab and nothing else. */
async function deskOf(target?: string) {
  const opened = await openDesk({ target, state: join(folder, 'state'), allowLive: false, trust: join(folder, 'trust') });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { bridge, close, recordRefusal } = opened.value;
  ends.push(close);
  const { until } = watch<View>(bridge);
  const wizard = async (isSo: (view: WizardView) => boolean): Promise<WizardView> => {
    const view = await until((one) => one.phase !== 'start' && isSo(one));
    if (view.phase === 'start') throw new Error('It is the start screen');
    return view;
  };
  const toSteps = async () => {
    bridge.send({ type: 'scenario.chosen', scenarioId: 'everything' });
    bridge.send({ type: 'discovery.started' });
    return wizard(({ phase, step }) => phase === 'step' && step !== null && step.stage !== 'probing');
  };
  return { bridge, close, recordRefusal, until, wizard, toSteps };
}

const ORDER: PrescriptionOrder = {
  prescribedBy: 'Ada Senior',
  ask: 'Ada Senior, 4711',
  validUntil: '2099-12-31',
  server: 'this',
  introduction: 'In the evening.\n<b>Call me</b> when it is done.',
  steps: STEPS.map((id) => ({ id, words: `Words for ${id}` })),
  never: [],
};

/** A senior on the lab who has looked at it. */
async function senior(faults = 'spn-missing,ntlm-first') {
  const window = await deskOf(`lab:${faults}`);
  await window.toSteps();
  return window;
}

/** What the senior writes, as a file that the junior gets. */
async function prescribed(changed: Partial<PrescriptionOrder> = {}, key: string | null = keyFile): Promise<string> {
  const { bridge, close } = await senior();
  const offer = await bridge.prescriptions.offer();
  const never = offer.never.filter(({ kept }) => kept === 'useAppPoolCredentials anywhere').map(({ id }) => id);
  const draft = await bridge.prescriptions.draft({ ...ORDER, never, ...changed });
  expect(draft.failure).toBeNull();
  const { file, failure } = await bridge.prescriptions.write(draft.draftId ?? '', key);
  expect(failure).toBeNull();
  await close();
  const path = join(folder, file?.fileName ?? 'none');
  await writeFile(path, file?.text ?? '');
  return path;
}

async function journaled(): Promise<readonly string[]> {
  const record = await readJournal(join(folder, 'state', 'journals', 'deviations.jsonl'));
  return record.ok ? record.value.entries.flatMap((entry) => (entry.type === 'prescription.deviated' ? [entry.deviation] : [])) : [];
}

/** A junior at the start screen who opens the file. */
async function junior(path: string) {
  const window = await deskOf();
  window.bridge.open(path);
  const view = await window.wizard(() => true);
  return { ...window, view };
}

test('what a senior writes in the window is opened from the start screen, carried out, and ends verified', async () => {
  const path = await prescribed();
  const { bridge, view, wizard, toSteps, until } = await junior(path);
  expect(view).toMatchObject({
    phase: 'triage',
    target: { kind: 'lab' },
    prescription: {
      prescribedBy: 'Ada Senior',
      ask: 'Ada Senior, 4711',
      validUntil: '2099-12-31T23:59:59Z',
      signedWith: 'ada.pem',
      introduction: 'In the evening.\n<b>Call me</b> when it is done.',
      never: ['useAppPoolCredentials anywhere'],
      stopped: null,
    },
  });
  bridge.send({ type: 'mode.chosen', mode: 'apply' });
  await toSteps();
  for (const id of STEPS) {
    if (id !== STEPS[0]) bridge.send({ type: 'step.opened', stepId: id });
    const { step } = await wizard((one) => one.step?.id === id && one.step.stage === 'reviewing');
    bridge.send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
    await wizard((one) => one.step?.stage === 'confirming');
    bridge.send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
    await wizard((one) => one.step?.id === id && one.step.stage === 'fixed');
  }
  bridge.send({ type: 'report.opened' });
  expect((await wizard(({ report }) => report !== null)).report?.healthy).toBe(true);
  expect(await journaled()).toEqual([]);
  bridge.send({ type: 'target.left' });
  const start = await until((one) => one.phase === 'start' && one.recent.length > 1);
  expect(start).toMatchObject({ recent: [{ kind: 'prescription', label: path, server: 'SMP01.contoso.com' }, { kind: 'lab' }] });
}, 60_000);

test('what is offered is what the plan would change, and what it leaves as it is', async () => {
  const { bridge } = await senior();
  const offer = await bridge.prescriptions.offer();
  expect(offer.server).toBe('SMP01.contoso.com');
  expect(offer.steps.map(({ id }) => id)).toEqual(STEPS);
  expect(offer.steps[0]?.changes.length).toBeGreaterThan(0);
  const never = offer.never.map(({ kept }) => kept);
  expect(never).toContain('authPersistNonNTLM anywhere');
  expect(never).toContain('everything of the step Application pool identity');
  expect(never).not.toContain('the order of the providers anywhere');
  expect(never).not.toContain('everything of the step Service principal names');
});

test('only what was shown last is written', async () => {
  const { bridge } = await senior();
  const { prescriptions } = bridge;
  const first = await prescriptions.draft(ORDER);
  const second = await prescriptions.draft({ ...ORDER, ask: 'Somebody else' });
  expect(first.draftId).not.toBe(second.draftId);
  expect(first.lines.join('\n')).toContain('  | <b>Call me</b> when it is done.');
  for (const draftId of [first.draftId ?? '', 'ffffffffffffffff'])
    expect(await prescriptions.write(draftId, keyFile)).toMatchObject({
      file: null,
      failure: { why: 'it is not the one that was shown last' },
    });
  expect((await prescriptions.write(second.draftId ?? '', keyFile)).file?.text).toContain('Somebody else');
});

test.each([
  ['no name', { prescribedBy: '' }, /prescribedBy/],
  ['a name on two lines', { prescribedBy: 'Ada\nSenior' }, /prescribedBy/],
  ['a text that hides how it reads', { ask: 'Ada \u202e4711' }, /ask/],
  ['no day', { validUntil: '' }, /until which day/],
  ['a day that the calendar does not have', { validUntil: '2099-02-31' }, /until which day/],
  ['a day that is over', { validUntil: '2020-01-01' }, /ended before it began/],
  ['no step', { steps: [] }, /changes nothing/],
  ['a step that changes nothing', { steps: [{ id: 'auth-persistence', words: 'x' }] }, /changes nothing/],
  ['an unknown step', { steps: [...ORDER.steps, { id: 'format-c', words: 'x' }] }, /no step format-c/],
  ['a step twice', { steps: [...ORDER.steps, ...ORDER.steps] }, /words twice/],
  ['no words', { steps: [{ id: STEPS[0] ?? '', words: '' }] }, /words/],
  ['something to keep that was not offered', { never: ['ffffffffffffffff'] }, /never/],
])('refuses %s, and says what is wrong', async (_, changed, why) => {
  const { bridge } = await senior();
  const draft = await bridge.prescriptions.draft({ ...ORDER, ...changed });
  expect(draft).toMatchObject({ draftId: null, lines: [] });
  expect(draft.failure?.why).toMatch(why);
});

test('a key that is none signs nothing, and nothing of its file comes back', async () => {
  const { bridge } = await senior();
  const draft = await bridge.prescriptions.draft(ORDER);
  await writeFile(join(folder, 'notes.txt'), 'the password is swordfish');
  for (const path of [join(folder, 'notes.txt'), join(folder, 'trust', 'ada.pem'), join(folder, 'none.pem'), folder]) {
    const answer = await bridge.prescriptions.write(draft.draftId ?? '', path);
    expect(answer).toMatchObject({ file: null, failure: { what: expect.stringContaining(path) } });
    expect(JSON.stringify(answer)).not.toMatch(/swordfish|PUBLIC KEY|MCow/);
  }
  expect(JSON.stringify(await bridge.prescriptions.write(draft.draftId ?? '', keyFile))).not.toContain('PRIVATE KEY');
});

test('nothing is prescribed before anything is open or read, nor by whoever works by a prescription', async () => {
  const empty = await deskOf();
  expect((await empty.bridge.prescriptions.offer()).failure?.why).toBe('nothing is open');
  const unread = await deskOf('lab');
  expect((await unread.bridge.prescriptions.offer()).failure?.why).toContain('not read yet');
  await unread.close();
  const { bridge, toSteps } = await junior(await prescribed());
  await toSteps();
  expect((await bridge.prescriptions.offer()).failure?.why).toBe('you work by a prescription yourself');
  expect((await bridge.prescriptions.draft(ORDER)).failure?.why).toBe('you work by a prescription yourself');
});

test.each([
  ['unsigned', (text: string) => JSON.stringify({ ...JSON.parse(text), signature: undefined }, null, 2), 'signature.missing'],
  ['changed', (text: string) => text.replace('In the evening', 'At noon'), 'signature.wrong'],
  ['spaced otherwise', (text: string) => JSON.stringify(JSON.parse(text)), 'signature.wrong'],
])('a file that is %s afterwards may be read and nothing more', async (_, change, kind) => {
  const path = await prescribed();
  await writeFile(path, change(await readFile(path, 'utf8')));
  const { view } = await junior(path);
  expect(view).toMatchObject({ canApply: false, prescription: { signedWith: null } });
  expect(view.prescription?.stopped).not.toBeNull();
  expect(await journaled()).toEqual([kind]);
});

test('saved unsigned it may be read and nothing more; signed with another key too', async () => {
  const { view, close } = await junior(await prescribed({}, null));
  expect(view.prescription?.stopped?.what).toBe('This prescription is not signed');
  await close();
  const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(join(folder, 'eve.pem'), other);
  const byEve = await junior(await prescribed({}, join(folder, 'eve.pem')));
  expect(byEve.view.prescription?.stopped?.what).toContain('a key that is not trusted');
  expect(await journaled()).toEqual(['signature.missing', 'key.unknown']);
});

test('another server is stopped at the first look, and a forged message at once', async () => {
  const path = await prescribed();
  await resetLab(join(folder, 'state', 'lab'), ['persistence-off']);
  const { bridge, wizard, close } = await junior(path);
  bridge.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  bridge.send({ type: 'discovery.started' });
  const stopped = await wizard(({ prescription }) => prescription !== undefined && prescription.stopped !== null);
  expect(stopped.canApply).toBe(false);
  await close();
  const again = await junior(path);
  again.recordRefusal({ type: 'run' });
  await expect.poll(async () => (await journaled()).at(-1)).toBe('event.refused');
  expect((await again.wizard(({ prescription }) => prescription !== undefined && prescription.stopped !== null)).canApply).toBe(false);
});
