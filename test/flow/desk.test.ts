import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { View, WizardView } from '../../flows/bridge/contract.ts';
import type { StartView } from '../../flows/bridge/start-contract.ts';
import { stateFolder } from '../../src-main/core/state-folder.ts';
import { labShell, openLab, showLab } from '../../src-main/lab/lab.ts';
import { type Desk, type DeskOptions, openDesk } from '../../src-main/session/desk.ts';
import { watch } from './watch-view.ts';

const NAMES = 'service-principal-names';
const ends: (() => Promise<unknown>)[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-desk-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const isStart = (view: View): view is StartView => view.phase === 'start';

/** A desk, and how a test talks to it: like the window, by events and views. */
async function deskOf(options: Partial<DeskOptions> = {}) {
  const opened = await openDesk({ target: undefined, state: folder, allowLive: false, ...options });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const desk: Desk = opened.value;
  ends.push(desk.close);
  const { until, now } = watch(desk.bridge);
  const wizard = async (isSo: (view: WizardView) => boolean): Promise<WizardView> => {
    const view = await until((one) => !isStart(one) && isSo(one));
    if (isStart(view)) throw new Error('It is the start screen');
    return view;
  };
  const start = async (isSo: (view: StartView) => boolean = () => true): Promise<StartView> => {
    const view = await until((one) => isStart(one) && isSo(one));
    if (!isStart(view)) throw new Error('It is not the start screen');
    return view;
  };
  return {
    desk,
    send: desk.bridge.send,
    open: desk.bridge.open,
    now,
    wizard,
    start,
    toSteps: async () => {
      desk.bridge.send({ type: 'scenario.chosen', scenarioId: 'everything' });
      desk.bridge.send({ type: 'discovery.started' });
      return wizard(({ phase, step }) => phase === 'step' && step?.stage !== 'probing');
    },
  };
}

/** An `applicationHost.config` of the practice server. */
async function configFile(): Promise<string> {
  const read = await labShell(join(folder, 'other-lab')).readFile(
    'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config',
    new AbortController().signal,
  );
  const file = join(folder, 'applicationHost.config');
  await writeFile(file, read.ok ? read.value : '');
  return file;
}

test('nothing is opened before something is chosen, and what was named on the command line is opened at once', async () => {
  const { start } = await deskOf();
  const view = await start();
  expect(view).toMatchObject({ canLookHere: false, recent: [], opening: null, failure: null });
  expect(view.faults.length).toBeGreaterThanOrEqual(25);
  const named = await deskOf({ target: 'lab' });
  expect(await named.now()).toMatchObject({ phase: 'triage', target: { kind: 'lab' } });
});

test('says why what was named cannot be opened, as it always did', async () => {
  const options = { state: folder, allowLive: false };
  expect(await openDesk({ ...options, target: 'live' })).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
  expect(await openDesk({ ...options, target: 'lab:no-such-fault' })).toMatchObject({ ok: false });
});

test('a server with IIS is offered in the program, and never in a page of a browser', async () => {
  expect((await (await deskOf({ allowLive: true, hasIis: true })).start()).canLookHere).toBe(true);
  const page = await deskOf({ allowLive: false, hasIis: true });
  expect((await page.start()).canLookHere).toBe(false);
  page.send({ type: 'server.chosen' });
  expect(await page.now()).toMatchObject({ phase: 'start', opening: null, failure: null });
});

describe('the practice lab', () => {
  test('is made with the fault that was picked, walked, left, and gone on with where one was', async () => {
    const { send, start, wizard, toSteps } = await deskOf();
    await start();
    send({ type: 'lab.chosen', fault: 'ntlm-first' });
    await wizard(({ target }) => target.kind === 'lab');
    await toSteps();
    send({ type: 'step.opened', stepId: NAMES });
    await wizard(({ step }) => step?.id === NAMES && step.stage !== 'probing');
    send({ type: 'target.left' });
    const { recent } = await start((view) => view.recent.length > 0);
    expect(recent).toMatchObject([{ kind: 'lab', server: 'SMP01.contoso.com', needsLook: false, refusal: null }]);
    expect(recent[0]?.place).toMatch(/^At step 3 of \d+, Service principal names$/);
    send({ type: 'recent.chosen', recentId: recent[0]?.id ?? '' });
    const back = await wizard(({ step }) => step?.id === NAMES && step.stage !== 'probing');
    expect(back.notice).toContain('You are back where you stopped.');
  });

  test('says what the last run did by its journal, also where the program was ended before anything else was kept', async () => {
    const { send, start, wizard, toSteps } = await deskOf();
    await start();
    send({ type: 'lab.chosen', fault: 'persistence-off' });
    await wizard(({ target }) => target.kind === 'lab');
    send({ type: 'mode.chosen', mode: 'apply' });
    await toSteps();
    send({ type: 'step.opened', stepId: 'auth-persistence' });
    const { step } = await wizard((view) => view.step?.id === 'auth-persistence' && view.step.planId !== null);
    send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
    await wizard((view) => view.step?.stage === 'confirming');
    send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
    await wizard((view) => view.step?.stage === 'fixed');
    send({ type: 'target.left' });
    const all = '2 of 2 commands';
    const [left] = (await start(({ recent }) => recent.length > 0)).recent;
    expect(left?.lastRun).toBe(`Last run: ${all} known to have run. The server was read again: verified`);
    const [journal = ''] = await readdir(join(folder, 'journals')).then((names) => names.filter((name) => name.endsWith('.jsonl')));
    const lines = (await readFile(join(folder, 'journals', journal), 'utf8')).split('\n');
    await writeFile(join(folder, 'journals', journal), `${lines.slice(0, 3).join('\n')}\n`);
    await writeFile(join(folder, 'journals', `${journal}.head`), '');
    await writeFile(join(folder, 'wizards', 'lab.json'), '{"kerbwise":1,"scen');
    const [ended] = (await (await deskOf()).start(({ recent }) => recent.length > 0)).recent;
    expect(ended).toMatchObject({
      needsLook: true,
      place: 'A run stopped in the middle: look',
      lastRun: 'Last run: 1 of 2 commands known to have run. Nothing was read again afterwards, so it is not verified',
    });
  });

  test('begins anew with another fault, also where it is damaged', async () => {
    const { send, start, wizard, toSteps } = await deskOf();
    send({ type: 'lab.chosen', fault: 'spn-missing' });
    await wizard(() => true);
    await toSteps();
    send({ type: 'target.left' });
    await start(({ recent }) => recent.length > 0);
    await writeFile(join(folder, 'lab', 'machine.json'), '{');
    const { recent } = await start();
    send({ type: 'recent.chosen', recentId: recent[0]?.id ?? '' });
    const damaged = await start(({ failure }) => failure !== null);
    expect(damaged.failure).toMatchObject({ what: expect.stringContaining('is damaged'), next: expect.stringContaining('choose a fault') });
    expect(damaged.recent).toHaveLength(1);
    send({ type: 'lab.chosen', fault: 'healthy' });
    expect(await wizard(() => true)).toMatchObject({ phase: 'triage', notice: null });
    const lab = await openLab(stateFolder(folder).lab);
    expect(lab.ok && lab.value.faults).toEqual([]);
  });

  test('keeps a surprise to itself until it is asked for', async () => {
    const { send, wizard } = await deskOf();
    send({ type: 'lab.chosen', fault: 'surprise' });
    const view = JSON.stringify(await wizard(() => true));
    const lab = await openLab(stateFolder(folder).lab);
    const [fault = ''] = lab.ok ? lab.value.faults : [];
    expect(fault).not.toBe('');
    expect(view).not.toContain(fault);
  });

  test.each(['no-such-fault', 'spn-missing,ntlm-first', '../x', 'evidence:x'])('refuses the fault %j and makes nothing', async (fault) => {
    const { send, start } = await deskOf();
    send({ type: 'lab.chosen', fault });
    expect((await start(({ failure }) => failure !== null)).failure?.what).not.toBe('');
    await expect(readFile(join(folder, 'lab', 'kerbwise-lab.json'))).rejects.toThrow();
  });
});

describe('what was collected', () => {
  test('is opened by its path, left, and opened again by its line in the list', async () => {
    const file = await configFile();
    const { open, send, start, wizard } = await deskOf();
    open(file);
    expect((await wizard(() => true)).target).toMatchObject({ kind: 'evidence', label: file });
    send({ type: 'target.left' });
    const { recent } = await start((view) => view.recent.length > 0);
    expect(recent).toMatchObject([{ kind: 'evidence', label: file, refusal: null, place: 'Opened, and nothing was looked at yet' }]);
    send({ type: 'recent.chosen', recentId: recent[0]?.id ?? '' });
    expect((await wizard(() => true)).target.kind).toBe('evidence');
    send({ type: 'target.left' });
    await start();
    send({ type: 'recent.forgotten', recentId: recent[0]?.id ?? '' });
    expect((await start((view) => view.recent.length === 0)).failure).toBeNull();
  });

  test.each([
    ['a file that is gone', 'gone.zip', undefined, /is not there$/],
    ['a text with the name of a zip', 'notes.zip', 'no zip at all', /is not a zip$/],
    ['an empty file', 'empty.config', '', /is empty$/],
    ['a text', 'notes.txt', 'hello', /is nothing that can be opened here$/],
    ['another XML', 'other.xml', '<a/>', /is nothing that can be opened here$/],
    ['another JSON', 'other.json', '{"kerbwise":1,"kind":"plan"}', /is no prescription that can be used$/],
    ['a binary file', 'x.config', '\u0000\u0001\u0002\u0003', /was refused$/],
    ['a damaged zip', 'cut.zip', 'PK\u0003\u0004cut off', /is not read$/],
  ])('that is %s is told on the start screen, and what is in the list stays', async (_, name, text, what) => {
    const { open, send, start, wizard } = await deskOf();
    open(await configFile());
    await wizard(() => true);
    send({ type: 'target.left' });
    await start(({ recent }) => recent.length === 1);
    const path = join(folder, name);
    if (text !== undefined) await writeFile(path, text);
    open(path);
    const told = await start(({ failure }) => failure !== null);
    expect(told.failure?.what).toMatch(what);
    expect(told.failure?.next).not.toBe('');
    expect(told).toMatchObject({ opening: null, recent: [{ kind: 'evidence' }] });
  });

  test('that is not there is told in the words of the logs, not in those of the system', async () => {
    const { open, start } = await deskOf();
    open(join(folder, 'gone.zip'));
    expect((await start(({ failure }) => failure !== null)).failure?.why).toBe('there is no such file');
  });

  test('that is a folder without anything of a server is told by what is missing', async () => {
    await mkdir(join(folder, 'pictures'));
    const { open, start } = await deskOf();
    open(join(folder, 'pictures'));
    expect((await start(({ failure }) => failure !== null)).failure?.what).toMatch(/pictures holds no applicationHost\.config$/);
  });

  test.each(['\\\\host\\share\\x.zip', '//host/share', 'relative.zip'])(
    'that lies at %j is not opened for a page of a browser',
    async (path) => {
      const { open, start } = await deskOf();
      open(path);
      expect((await start(({ failure }) => failure !== null)).failure?.what).toBe(`${path} is not opened`);
    },
  );
});

/** Confirms the plan of the step of names, and comes back while its first command runs. */
async function untilNamesAreWritten({ send, toSteps, wizard }: Awaited<ReturnType<typeof deskOf>>): Promise<void> {
  send({ type: 'mode.chosen', mode: 'apply' });
  await toSteps();
  send({ type: 'step.opened', stepId: NAMES });
  const { step } = await wizard((view) => view.step?.id === NAMES && view.step.planId !== null);
  send({ type: 'plan.reviewed', planId: step?.planId ?? '' });
  await wizard((view) => view.step?.stage === 'confirming');
  send({ type: 'plan.confirmed', planId: step?.planId ?? '' });
  await wizard(({ commands }) => commands.some(({ kind, state }) => kind === 'change' && state === 'running'));
}

describe('while something is open', () => {
  test('nothing else is opened, and logs go on from one to the next', async () => {
    const file = await configFile();
    const { desk, open, send, start, wizard } = await deskOf();
    const { logs } = desk.bridge;
    send({ type: 'lab.chosen', fault: 'healthy' });
    await wizard(() => true);
    open(file);
    send({ type: 'lab.chosen', fault: 'ntlm-first' });
    expect((await wizard(() => true)).target.kind).toBe('lab');
    send({ type: 'target.left' });
    await start(({ recent }) => recent.length > 0);
    open(file);
    expect((await wizard(({ target }) => target.kind === 'evidence')).target.label).toBe(file);
    expect(desk.bridge.logs).toBe(logs);
  });

  test('a run is not left: its commands end, and then it can be', async () => {
    const talk = await deskOf({ target: 'lab:spn-missing' });
    const { send, start, wizard, now } = talk;
    await untilNamesAreWritten(talk);
    send({ type: 'target.left' });
    expect((await now()).phase).toBe('step');
    await wizard((view) => view.step?.stage === 'fixed');
    send({ type: 'target.left' });
    expect((await start(({ recent }) => recent.length > 0)).recent[0]?.place).toContain('Steps changed so far: 1');
  });

  test('ending the program waits for the command that runs', async () => {
    const talk = await deskOf({ target: 'lab:spn-missing' });
    await untilNamesAreWritten(talk);
    await talk.desk.close();
    const before = await showLab(stateFolder(folder).lab);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await showLab(stateFolder(folder).lab)).toEqual(before);
  });
});

describe('the list of recent work', () => {
  const list = () => join(folder, 'recent.json');

  test('tells a run that stopped in the middle, before anything else', async () => {
    const { send, start, wizard, toSteps } = await deskOf();
    send({ type: 'lab.chosen', fault: 'spn-missing' });
    await wizard(() => true);
    await toSteps();
    send({ type: 'step.opened', stepId: NAMES });
    await wizard(({ step }) => step?.id === NAMES && step.stage !== 'probing');
    send({ type: 'target.left' });
    await start(({ recent }) => recent.length > 0);
    const saved = join(folder, 'wizards', 'lab.json');
    await writeFile(saved, (await readFile(saved, 'utf8')).replace('"busy":false', '"busy":true'));
    const { recent } = await (await deskOf()).start();
    expect(recent[0]).toMatchObject({ needsLook: true, place: 'Stopped in the middle of step 3, Service principal names: look' });
  });

  test.each([
    ['no JSON', '{'],
    ['another version', '{"kerbwise":2,"recent":[]}'],
    ['an unknown field', '{"kerbwise":1,"recent":[],"more":1}'],
    ['a path that is none', entryText({ path: 'x' })],
    ['a wizard elsewhere', entryText({ wizard: '../../x.json' })],
    ['a control character', entryText({ server: 'SMP\u001b[2J' })],
    ['too many lines', `{"kerbwise":1,"recent":[${Array(13).fill(entryText({}, true)).join()}]}`],
    ['a file that is too large', ' '.repeat(70_000)],
  ])('that is damaged (%s) is told and begins anew', async (_, text) => {
    await writeFile(list(), text);
    const { send, start, wizard } = await deskOf();
    const view = await start();
    expect(view.recent).toEqual([]);
    expect(view.notes).toEqual([expect.stringMatching(/^The list of recent work could not be read: /)]);
    send({ type: 'lab.chosen', fault: 'healthy' });
    await wizard(() => true);
    send({ type: 'target.left' });
    expect(await start(({ recent }) => recent.length > 0)).toMatchObject({ notes: [], recent: [{ kind: 'lab' }] });
  });

  test('opens nothing by an id that is not in it, and in a browser neither a live server nor another computer', async () => {
    await writeFile(
      list(),
      `{"kerbwise":1,"recent":[${[
        entryText({ kind: 'live', path: null, target: 'live', wizard: 'live.json' }, true),
        entryText({ path: '//host/share/x.zip' }, true),
      ].join()}]}`,
    );
    const { send, start } = await deskOf();
    const { recent } = await start();
    expect(recent.map(({ refusal }) => refusal)).toEqual([
      expect.stringContaining('never gets a live server'),
      expect.stringContaining('not lie on this computer'),
    ]);
    const whys = ['It is not in the list any more', ...recent.map(({ refusal }) => refusal)];
    for (const [at, recentId] of ['ffffffffffffffff', ...recent.map(({ id }) => id)].entries()) {
      send({ type: 'recent.chosen', recentId });
      await start(({ failure, opening }) => opening === null && failure?.what === 'It could not be opened' && failure.why === whys[at]);
    }
    expect((await (await deskOf({ allowLive: true, hasIis: true })).start()).recent.map(({ refusal }) => refusal)).toEqual([null, null]);
  });

  test('holds no more than a dozen', async () => {
    const { open, send, start, wizard } = await deskOf();
    const file = await configFile();
    const text = await readFile(file, 'utf8');
    for (let at = 0; at < 14; at++) {
      const path = join(folder, `${at}.config`);
      await writeFile(path, text);
      open(path);
      await wizard(({ target }) => target.label === path);
      send({ type: 'target.left' });
      await start(({ recent }) => recent[0]?.label === path);
    }
    const { recent } = await start();
    expect(recent).toHaveLength(12);
    expect(recent.at(-1)?.label).toBe(join(folder, '2.config'));
  });
});

function entryText(changed: Readonly<Record<string, unknown>>, alone = false): string {
  const entry = {
    kind: 'evidence',
    path: '/srv/x.zip',
    target: 'evidence',
    wizard: 'evidence-0123456789abcdef.json',
    server: null,
    openedAt: '2026-03-02T08:00:00.000Z',
    ...changed,
  };
  return alone ? JSON.stringify(entry) : JSON.stringify({ kerbwise: 1, recent: [entry] });
}
