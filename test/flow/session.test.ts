import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AdminEvent, StepView } from '../../flows/bridge/contract.ts';
import { labShell, runLabTool, showLab } from '../../src-main/lab/lab.ts';
import { openSession } from '../../src-main/session/open-session.ts';
import type { Session } from '../../src-main/session/session.ts';
import { watch } from './watch-view.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function folderOfItsOwn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise-session-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A session on a target, and how a test talks to it: like the window, by events and views. */
async function talkTo(target: string, state: string) {
  const opened = await openSession({ target, state, allowLive: false });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const session: Session = opened.value;
  ends.push(session.close);
  const { until, now } = watch(session.bridge);
  const send = (event: AdminEvent) => session.bridge.send(event);
  return {
    session,
    send,
    until,
    now,
    stage: (...stages: readonly StepView['stage'][]) => until(({ step }) => step !== null && stages.includes(step.stage)),
    toSteps: async () => {
      send({ type: 'scenario.chosen', scenarioId: 'everything' });
      send({ type: 'discovery.started' });
      await until(({ phase, step }) => phase === 'step' && step?.stage !== 'probing');
    },
    open: async (stepId: string) => {
      send({ type: 'step.opened', stepId });
      return until(({ step }) => step?.id === stepId && step.stage !== 'probing');
    },
  };
}

async function labState(state: string): Promise<unknown> {
  const shown = await showLab(join(state, 'lab'));
  return shown.ok ? shown.value : shown.failure;
}

const NAMES = 'service-principal-names';

test('does nothing for events that do not fit: another plan, dry run, unknown steps and scenarios', async () => {
  const state = await folderOfItsOwn();
  const wizard = await talkTo('lab', state);
  wizard.send({ type: 'scenario.chosen', scenarioId: 'no-such-scenario' });
  wizard.send({ type: 'plan.confirmed', planId: 'x' });
  expect((await wizard.now()).phase).toBe('triage');
  await wizard.toSteps();
  const before = await labState(state);
  const shown = await wizard.open(NAMES);
  const planId = shown.step?.planId ?? '';
  expect(planId).toMatch(/^[0-9a-f]{16}$/);
  wizard.send({ type: 'plan.reviewed', planId });
  wizard.send({ type: 'plan.confirmed', planId }); // dry run
  wizard.send({ type: 'step.opened', stepId: 'no-such-step' });
  wizard.send({ type: 'undo.confirmed', planId });
  expect((await wizard.now()).step).toMatchObject({ id: NAMES, stage: 'reviewing' });
  wizard.send({ type: 'mode.chosen', mode: 'apply' });
  const applying = await wizard.until(({ mode, step }) => mode === 'apply' && step?.stage === 'reviewing');
  const realPlan = applying.step?.planId ?? '';
  wizard.send({ type: 'plan.confirmed', planId: realPlan }); // not reviewed
  wizard.send({ type: 'plan.reviewed', planId: 'ffffffffffffffff' }); // another plan
  expect((await wizard.now()).step?.stage).toBe('reviewing');
  wizard.send({ type: 'plan.reviewed', planId: realPlan });
  await wizard.stage('confirming');
  wizard.send({ type: 'plan.confirmed', planId: 'ffffffffffffffff' });
  expect((await wizard.now()).step?.stage).toBe('confirming');
  wizard.send({ type: 'plan.declined' });
  await wizard.stage('reviewing');
  expect(await labState(state)).toEqual(before);
});

test('refuses a plan when the server changed between the look and the confirmation', async () => {
  const state = await folderOfItsOwn();
  const wizard = await talkTo('lab', state);
  wizard.send({ type: 'mode.chosen', mode: 'apply' });
  await wizard.toSteps();
  const { step } = await wizard.open(NAMES);
  wizard.send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
  await wizard.stage('confirming');
  const someoneElse = labShell(join(state, 'lab'));
  const ran = await someoneElse.run(
    { program: 'setspn', args: ['-S', 'HTTP/smp01', 'CONTOSO\\svc-smp'], effect: 'change', timeoutMs: 1000 },
    new AbortController().signal,
  );
  expect(ran).toMatchObject({ ok: true, value: { exitCode: 0 } });
  const before = await labState(state);
  wizard.send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
  const { step: after } = await wizard.stage('failed');
  expect(after?.failure?.what).toContain('no longer as it was when the plan was made; nothing was run');
  expect(await labState(state)).toEqual(before);
});

test('keeps Negotiate back while the names are skipped, and offers it once they are mended', async () => {
  const state = await folderOfItsOwn();
  const wizard = await talkTo('lab', state);
  await wizard.toSteps();
  await wizard.open(NAMES);
  wizard.send({ type: 'step.skipped', reason: 'the directory team decides' });
  await wizard.until(({ step }) => step?.id === 'app-pool-credentials' && step.stage === 'reviewing');
  const withheld = await wizard.open('windows-authentication');
  expect(withheld.rail.find(({ id }) => id === NAMES)).toMatchObject({ state: 'skipped', note: 'the directory team decides' });
  expect(withheld.step).toMatchObject({ changes: [], planId: null });
  expect(withheld.step?.withheld).toHaveLength(2);
});

test('calls a sign-in that proves nothing not proved, in the step and in the report; one by Kerberos is fine', async () => {
  for (const [lab, state] of [
    ['lab', 'not-proved'],
    ['lab:healthy', 'fine'],
  ] as const) {
    const wizard = await talkTo(lab, await folderOfItsOwn());
    await wizard.toSteps();
    const { rail, step } = await wizard.open('sign-in');
    expect([step?.stage, step?.notChecked, rail.find(({ id }) => id === 'sign-in')?.state]).toEqual(['healthy', [], state]);
    wizard.send({ type: 'report.opened' });
    const { report } = await wizard.until(({ phase }) => phase === 'report');
    expect(report?.steps.find(({ id }) => id === 'sign-in')?.state).toBe(state);
  }
});

test('names what is worth knowing where nothing has to be mended, on the rail and in the verdict', async () => {
  const wizard = await talkTo('lab:loopback-check', await folderOfItsOwn());
  await wizard.toSteps();
  const ids = (await wizard.now()).rail.map(({ id }) => id);
  for (const id of ids) await wizard.open(id);
  expect((await wizard.now()).rail.find(({ id }) => id === 'sign-in')).toMatchObject({ state: 'fine', note: '1 thing is worth knowing' });
  wizard.send({ type: 'report.opened' });
  const { report } = await wizard.until(({ phase }) => phase === 'report');
  expect(report?.verdict).toMatch(/^Nothing to mend; 1 thing is worth knowing: This server refuses to sign in to itself/);
});

test('shows what earlier steps would leave, in dry run', async () => {
  const wizard = await talkTo('lab', await folderOfItsOwn());
  await wizard.toSteps();
  const { step } = await wizard.open('windows-authentication');
  expect(step?.changes).toHaveLength(2);
  expect(step?.withheld).toEqual([]);
});

test('stops after the command that runs, says what was made, and takes it back', async () => {
  const state = await folderOfItsOwn();
  const wizard = await talkTo('lab', state);
  const before = await labState(state);
  wizard.send({ type: 'mode.chosen', mode: 'apply' });
  await wizard.toSteps();
  const { step } = await wizard.open(NAMES);
  wizard.send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
  await wizard.stage('confirming');
  wizard.send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
  await wizard.until(({ commands }) => commands.some(({ kind, state: now }) => kind === 'change' && now === 'running'));
  wizard.send({ type: 'apply.stopped' });
  const stopped = await wizard.stage('failed', 'fixed');
  expect(stopped.step?.failure?.what).toContain('Stopped');
  expect(stopped.step?.canUndo).toBe(true);
  wizard.send({ type: 'undo.confirmed', planId: stopped.step?.undoPlanId ?? '' });
  await wizard.stage('undone');
  expect(await labState(state)).toEqual(before);
});

test('tells in the report what is wrong once everything was taken back', async () => {
  const wizard = await talkTo('lab', await folderOfItsOwn());
  wizard.send({ type: 'mode.chosen', mode: 'apply' });
  await wizard.toSteps();
  const { step } = await wizard.open(NAMES);
  wizard.send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
  await wizard.stage('confirming');
  wizard.send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
  await wizard.stage('fixed');
  wizard.send({ type: 'report.opened' });
  const { report } = await wizard.until(({ phase }) => phase === 'report');
  wizard.send({ type: 'undo.confirmed', planId: report?.undoPlanId ?? '' });
  const after = await wizard.until(({ report: shown }) => shown?.undone === true);
  expect(after.report?.unread).toBeUndefined();
  expect(after.report?.findings.filter(({ severity }) => severity === 'problem').map(({ id }) => id)).toContain(
    'service-principal-names.missing',
  );
});

test('never applies to evidence', async () => {
  const state = await folderOfItsOwn();
  const file = join(state, 'applicationHost.config');
  const lab = await talkTo('lab', state);
  const read = await labShell(join(state, 'lab')).readFile(
    'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config',
    new AbortController().signal,
  );
  await lab.session.close();
  await writeFile(file, read.ok ? read.value : '');
  const wizard = await talkTo(`evidence:${file}`, state);
  wizard.send({ type: 'mode.chosen', mode: 'apply' });
  await wizard.toSteps();
  const view = await wizard.now();
  expect(view).toMatchObject({ mode: 'dry-run', canApply: false, applyRefusal: expect.stringContaining('copy') });
  expect(view.step?.notChecked.length).toBeGreaterThan(0);
});

test('tells the surprise of the practice lab to whoever asks at the end, and to nobody before', async () => {
  const talk = await talkTo('lab:surprise', await folderOfItsOwn());
  await talk.toSteps();
  expect((await talk.now()).report).toBeNull();
  talk.send({ type: 'report.opened' });
  expect((await talk.until(({ report }) => report !== null)).report?.surprise).toBeNull();
  talk.send({ type: 'surprise.asked' });
  const told = await talk.until(({ report }) => report !== null && report.surprise !== null);
  expect(told.report?.surprise).toMatchObject({ title: expect.stringMatching(/\S/), symptom: expect.stringMatching(/\S/) });
  expect(told.report?.surprise?.gaveAway.length).toBeGreaterThan(0);
});

test('knows of no surprise where the fault was named', async () => {
  const talk = await talkTo('lab:ntlm-first', await folderOfItsOwn());
  await talk.toSteps();
  talk.send({ type: 'report.opened' });
  expect((await talk.until(({ report }) => report !== null)).report).not.toHaveProperty('surprise');
});

test('hands names over, waits for the directory team through a restart, and goes on where they have made the changes', async () => {
  const state = await folderOfItsOwn();
  const before = await talkTo('lab:spn-missing', state);
  await before.toSteps();
  const { step } = await before.open(NAMES);
  before.send({ type: 'plan.handed-over', planId: 'another' });
  expect((await before.now()).step?.stage).toBe('reviewing');
  before.send({ type: 'plan.handed-over', planId: step?.planId ?? '' });
  const handed = await before.stage('waiting');
  expect(handed.rail.find(({ id }) => id === NAMES)).toMatchObject({ state: 'waiting' });
  expect(handed.step?.waiting).toContain('Waiting for the directory team since');
  const script = await readFile(join(state, 'handovers', step?.planId ?? '', 'hand-over.ps1'), 'utf8');
  for (const { command } of step?.changes ?? []) expect(script).toContain(command);
  await before.session.close();

  const wizard = await talkTo('lab', state);
  await wizard.toSteps();
  expect((await wizard.open(NAMES)).step?.stage).toBe('waiting');
  const names = step?.changes.map(({ target }) => target.split(' on ')) ?? [];
  const [[firstName = '', account = ''] = [], ...others] = names;
  await runLabTool(join(state, 'lab'), 'setspn', ['-S', firstName, account]);
  wizard.send({ type: 'step.probed' });
  const half = await wizard.until(({ step: shown }) => shown?.stage === 'waiting' && shown.waiting?.includes('done:') === true);
  expect(half.step?.waiting).toContain(`done: ${firstName.toLowerCase()}`);
  for (const [name = '', owner = ''] of others) await runLabTool(join(state, 'lab'), 'setspn', ['-S', name, owner]);
  wizard.send({ type: 'step.probed' });
  const done = await wizard.stage('healthy');
  expect(done.step?.statements.join(' ')).toContain('The directory team has made the changes');
  expect(done.rail.find(({ id }) => id === NAMES)).toMatchObject({ state: 'fine' });
});
