import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { WizardView } from '../../flows/bridge/contract.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { findUnfinished } from '../../src-main/session/find-unfinished.ts';
import { makeLabAnew } from '../../src-main/session/new-lab.ts';
import { savedWizardFile } from '../../src-main/session/saved-wizard.ts';
import { type Session, startSession } from '../../src-main/session/session.ts';
import { buildProgram } from '../crash/build-program.ts';
import { type LabServer, labServer } from './lab-server.ts';
import { watch } from './watch-view.ts';

let terminal: Awaited<ReturnType<typeof buildProgram>>;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  terminal = await buildProgram(fileURLToPath(new URL('../../src-main/terminal/main.ts', import.meta.url)));
});
afterAll(() => terminal.remove());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server whose run was cut off while its second change was running: the journal ends there, and its head with it. */
async function stoppedServer(
  only: readonly string[],
): Promise<{ readonly server: LabServer; readonly planId: string; readonly journal: string; readonly command: string }> {
  const server = await labServer(DEFAULT_FAULTS);
  closing.push(server.remove);
  const order = { ...server.order, only };
  const { document } = await server.plan(order);
  const applied = await applyPlan({
    place: server.place,
    state: server.state,
    order,
    plan: document,
    stop: new AbortController().signal,
    listen: () => undefined,
    listenToReadings: () => undefined,
  });
  const journal = applied.ok ? applied.value.journal : '';
  const lines = (await readFile(journal, 'utf8')).split('\n').slice(0, 4);
  await writeFile(journal, lines.map((line) => `${line}\n`).join(''));
  await writeFile(`${journal}.head`, '');
  return { server, planId: document.planId, journal, command: document.changes[1]?.command ?? '' };
}

const ONE_STEP = ['service-principal-names'];
const EVERY_CHANGE = [...ONE_STEP, 'app-pool-credentials', 'windows-authentication', 'auth-persistence'];

async function kerbwise(
  server: LabServer,
  ...words: readonly string[]
): Promise<{ readonly exit: number; readonly out: string; readonly notes: string }> {
  const all = [terminal.file, ...words, '--target', 'lab', '--state', server.state.root];
  const ended: unknown = await promisify(execFile)(process.execPath, all, { maxBuffer: 1e8 }).catch((error: unknown) => error);
  const part = (name: string): unknown => (typeof ended === 'object' && ended !== null ? Reflect.get(ended, name) : undefined);
  return { exit: Number(part('code') ?? 0), out: String(part('stdout')), notes: String(part('stderr')) };
}

test.each(['check', 'plan', 'verify'])(
  'kerbwise %s says what was started and not confirmed, with the way on and the way back',
  async (word) => {
    const { server, planId, journal, command } = await stoppedServer(ONE_STEP);
    const told = await kerbwise(server, word, '--json');
    expect(told.notes).toContain(`"${command}" (service-principal-names, `);
    expect(told.notes).toContain(`kerbwise undo --target lab --state ${server.state.root} --journal ${journal} --confirm ${planId}`);
    expect(JSON.parse(told.out).unfinished).toMatchObject([
      {
        planId,
        journal,
        during: 'apply',
        confirmed: 1,
        open: { index: 1, step: 'service-principal-names', command },
        wayOn: `kerbwise plan --target lab --state ${server.state.root}`,
      },
    ]);
  },
);

test('a plan kept from the JSON answer is still the plan that its id names', async () => {
  const { server } = await stoppedServer(ONE_STEP);
  const told = await kerbwise(server, 'plan', '--json');
  const file = `${server.state.root}/kept.json`;
  await writeFile(file, told.out);
  expect(await kerbwise(server, 'apply', '--plan', file, '--confirm', JSON.parse(told.out).planId)).toMatchObject({ exit: 0 });
  expect(await kerbwise(server, 'check')).toMatchObject({ notes: '', exit: 0 });
});

test('the way back that is named leads back, and nothing is left to say', async () => {
  const { server, planId, journal } = await stoppedServer(ONE_STEP);
  expect(await kerbwise(server, 'undo', '--journal', journal, '--confirm', planId)).toMatchObject({ exit: 0 });
  expect((await kerbwise(server, 'check')).notes).toBe('');
});

test('undo without an id lists what can be taken back, with the command for each', async () => {
  const { server, planId, journal } = await stoppedServer(ONE_STEP);
  const listed = await kerbwise(server, 'undo');
  expect(listed).toMatchObject({ exit: 64, out: '' });
  expect(listed.notes).toContain(
    `2 changes: kerbwise undo --target lab --state ${server.state.root} --journal ${journal} --confirm ${planId}`,
  );
  expect(await kerbwise(server, 'undo', '--confirm', ` ${planId.toUpperCase()}`)).toMatchObject({ exit: 0 });
  expect((await kerbwise(server, 'undo')).notes).toContain('no run is known that could be taken back');
});

test('a server that is found whole by verify has no unfinished run any more', async () => {
  const { server } = await stoppedServer(EVERY_CHANGE);
  expect(await kerbwise(server, 'verify')).toMatchObject({ exit: 0, notes: expect.stringContaining('not confirmed') });
  expect(await kerbwise(server, 'verify')).toMatchObject({ exit: 0, notes: expect.not.stringContaining('not confirmed') });
});

test('the window says so at its start and offers the way back in the step where it stopped', async () => {
  const { server, planId, command } = await stoppedServer(ONE_STEP);
  const session = await open(server);
  const first = await viewWhere(session, () => true);
  expect(first.notice).toBe(
    'An earlier run was interrupted in the step “Service principal names”: look at that step, and go on with its plan or take it back in apply mode.',
  );
  expect(first.noticeDetails?.join()).toContain(`"${command}" (service-principal-names, `);
  session.bridge.send({ type: 'mode.chosen', mode: 'apply' });
  session.bridge.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  session.bridge.send({ type: 'discovery.started' });
  await viewWhere(session, ({ step }) => step !== null && step.stage !== 'probing');
  session.bridge.send({ type: 'step.opened', stepId: 'service-principal-names' });
  const step = await viewWhere(session, (view) => view.step?.id === 'service-principal-names' && view.step.stage !== 'probing');
  expect(step.step).toMatchObject({ canUndo: true, undoPlanId: planId });
  session.bridge.send({ type: 'undo.confirmed', planId });
  await viewWhere(session, (view) => view.step?.stage === 'undone');
  await session.close();
  const again = await viewWhere(await open(server), () => true);
  expect(again.notice ?? '').not.toContain('interrupted');
  expect(again.noticeDetails).toBeUndefined();
});

test('a window that was killed before the first confirmed command says that none was started', async () => {
  const server = await labServer(DEFAULT_FAULTS);
  closing.push(server.remove);
  const target = { kind: 'lab', server: null } as const;
  const saved = {
    kerbwise: 1,
    scenarioId: 'everything',
    stepId: 'service-principal-names',
    records: {},
    journals: [],
    busy: true,
    confirmed: { way: 'apply', of: 2, since: new Date().toISOString(), server: 'SMP01.contoso.com' },
  };
  await mkdir(server.state.wizards, { recursive: true });
  await writeFile(savedWizardFile(server.state, { kind: 'lab', label: 'Practice lab' }), JSON.stringify(saved));
  expect((await findUnfinished(server.state, target)).runs).toEqual([]);
  const { notice } = await viewWhere(await open(server), () => true);
  expect(notice).toContain('before the first of 2 confirmed commands was started: by the journal 0 of 2 were');
  expect(notice).not.toContain('while commands were running');
});

test('a confirmation lies in the saved wizard before a command runs, and is gone with its end', async () => {
  const server = await labServer(DEFAULT_FAULTS);
  closing.push(server.remove);
  const session = await open(server);
  const confirmed = async () => JSON.parse(await readFile(session.savedFile, 'utf8')).confirmed;
  session.bridge.send({ type: 'mode.chosen', mode: 'apply' });
  session.bridge.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  session.bridge.send({ type: 'discovery.started' });
  await viewWhere(session, ({ step }) => step?.stage === 'healthy' || step?.stage === 'reviewing');
  session.bridge.send({ type: 'step.opened', stepId: 'service-principal-names' });
  const { step } = await viewWhere(session, (view) => view.step?.id === 'service-principal-names' && view.step.stage === 'reviewing');
  session.bridge.send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
  session.bridge.send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
  await viewWhere(session, ({ commands }) => commands.some(({ kind, state }) => kind === 'change' && state === 'running'));
  expect(await confirmed()).toMatchObject({ way: 'apply', of: step?.changes.length, server: 'SMP01.contoso.com' });
  await viewWhere(session, (view) => view.step?.stage === 'fixed');
  await session.close();
  expect(await confirmed()).toBeNull();
});

test('a run on a practice server that was made anew since is over: nothing of it is told or offered', async () => {
  const { server } = await stoppedServer(ONE_STEP);
  expect((await findUnfinished(server.state, { kind: 'lab', server: null })).runs).toHaveLength(1);
  expect(await makeLabAnew(server.state, 'healthy')).toEqual({ ok: true, value: null });
  expect((await findUnfinished(server.state, { kind: 'lab', server: null })).runs).toEqual([]);
  expect(await viewWhere(await open(server), () => true)).toMatchObject({ phase: 'triage', notice: null });
});

async function open(server: LabServer): Promise<Session> {
  const session = await startSession({
    target: { kind: 'lab', label: 'Practice lab', place: server.place, canApply: true, applyRefusal: '', notes: [] },
    state: server.state,
    choices: { applications: [], names: [] },
    note: () => undefined,
  });
  closing.push(() => session.close());
  return session;
}

function viewWhere({ bridge }: Session, isIt: (view: WizardView) => boolean): Promise<WizardView> {
  return watch(bridge).until(isIt);
}
