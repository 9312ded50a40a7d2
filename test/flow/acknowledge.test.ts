import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { resetLab } from '../../src-main/lab/lab.ts';
import { openSession } from '../../src-main/session/open-session.ts';
import { buildProgram } from '../crash/build-program.ts';
import { type LabServer, labServer } from './lab-server.ts';

const ALTIRIS = 'Default Web Site/Altiris';
const TASKS = 'Default Web Site/Altiris/TaskManagement';
const WHY = 'the firewall reads names from NTLM; ticket 4711';

let terminal: Awaited<ReturnType<typeof buildProgram>>;
let server: LabServer;

interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly notes: string;
}

async function run(...words: readonly string[]): Promise<Ended> {
  const line = [terminal.file, ...words, '--state', server.state.root];
  const ended = await promisify(execFile)(process.execPath, line, { maxBuffer: 1e8 }).catch((error: unknown) => error);
  const part = (name: string): unknown => (typeof ended === 'object' && ended !== null ? Reflect.get(ended, name) : undefined);
  return { exit: Number(part('code') ?? 0), out: String(part('stdout')), notes: String(part('stderr')) };
}

const onLab = (...words: readonly string[]) => run(...words, '--target', 'lab');
const keep = (app: string, ...more: readonly string[]) => onLab('acknowledge', 'ntlm-first', '--app', app, '--why', WHY, ...more);
const journal = () => join(server.state.journals, 'acknowledgements.jsonl');
const ids = (out: string) => (JSON.parse(out).findings as { id: string; subject: string }[]).map(({ id, subject }) => `${id} ${subject}`);
const first = (path: string) => `windows-authentication.ntlm-first ${path}`;
const kept = (path: string) => `windows-authentication.ntlm-acknowledged ${path}`;

async function said(): Promise<readonly string[]> {
  const record = await readJournal(journal());
  return record.ok ? record.value.entries.map(({ type }) => type) : [];
}

beforeAll(async () => {
  terminal = await buildProgram(fileURLToPath(new URL('../../src-main/terminal/main.ts', import.meta.url)));
}, 120_000);
beforeEach(async () => {
  server = await labServer(['ntlm-first']);
  return () => server.remove();
});
afterAll(() => terminal.remove());

test('what is acknowledged is told and asks for nothing, in check, plan, verify and the window, and changes nothing', async () => {
  const before = JSON.stringify(await server.show());
  const answer = await keep(ALTIRIS.toLowerCase());
  expect(answer).toMatchObject({ exit: 0, out: expect.stringContaining('gives  Some tools show') });
  expect(answer.out).toContain('costs  Weaker security');
  const half = await onLab('check', '--json');
  expect(half.exit).toBe(2);
  expect(ids(half.out)).toEqual(expect.arrayContaining([kept(ALTIRIS), first(TASKS)]));
  expect(ids(half.out)).not.toContain(first(ALTIRIS));

  const told = JSON.parse((await keep(TASKS, '--json')).out);
  expect(told).toMatchObject({
    kind: 'acknowledged',
    application: TASKS,
    providers: ['NTLM', 'Negotiate'],
    why: WHY,
    target: { kind: 'lab' },
  });
  const checked = await onLab('check');
  expect(checked.exit).toBe(0);
  expect(checked.out).toContain(`${TASKS} keeps NTLM first on purpose; agents do not use Kerberos there`);
  expect(checked.out).toContain(`acknowledged by ${told.user} since 2`);
  expect(checked.out).toContain(WHY);
  const [one, two] = [await onLab('plan', '--json'), await onLab('plan', '--json')];
  expect([one.exit, two.exit]).toEqual([0, 0]);
  expect(JSON.parse(one.out)).toMatchObject({ changes: [], withheld: [], planId: JSON.parse(two.out).planId });
  expect(await onLab('verify')).toMatchObject({ exit: 0 });
  expect(await said()).toEqual(['workaround.acknowledged', 'workaround.acknowledged']);
  expect(JSON.stringify(await server.show())).toBe(before);

  const session = await openSession({ target: 'lab', state: server.state.root, allowLive: false });
  if (!session.ok) throw new Error(JSON.stringify(session.failure));
  const page = await session.value.bridge.report('json');
  await session.value.close();
  expect(page.text).toContain('windows-authentication.ntlm-acknowledged');
  expect(page.text).not.toContain('"windows-authentication.ntlm-first"');
}, 120_000);

test('a list that has changed since is a finding again, and one that is put right is none', async () => {
  await keep(ALTIRIS);
  await keep(TASKS);
  await resetLab(server.state.lab, ['kerberos-only']);
  const changed = await onLab('check', '--json');
  expect(changed.exit).toBe(2);
  expect(changed.out).toContain('windows-authentication.kerberos-only-provider');
  expect(changed.out).not.toContain(`"${kept(ALTIRIS).split(' ', 1)[0]}"`);
  await resetLab(server.state.lab, []);
  const right = await onLab('check', '--json');
  expect(right).toMatchObject({ exit: 0 });
  expect(ids(right.out)).toEqual([]);
}, 120_000);

test('apply takes a plan beside what is kept, and refuses one that was made before it was', async () => {
  const file = join(server.state.root, 'plan.json');
  await onLab('plan', '--out', file);
  const early = JSON.parse(await readFile(file, 'utf8')).planId;
  await keep(TASKS);
  const refused = await onLab('apply', '--plan', file, '--confirm', early);
  expect(refused.exit).toBe(1);
  await onLab('plan', '--out', file);
  const plan = JSON.parse(await readFile(file, 'utf8'));
  expect(plan.changes.map(({ target }: { target: string }) => target)).toEqual([ALTIRIS]);
  expect(await onLab('apply', '--plan', file, '--confirm', plan.planId)).toMatchObject({ exit: 0 });
  expect(await onLab('verify')).toMatchObject({ exit: 0 });
  expect(await onLab('undo', '--confirm', plan.planId)).toMatchObject({ exit: 0 });

  const ran = (await readdir(server.state.journals)).find((name) => name.endsWith(`${plan.planId}.jsonl`)) ?? '';
  const report = () => promisify(execFile)(process.execPath, [terminal.file, 'report', '--journal', join(server.state.journals, ran)]);
  expect((await report()).stderr).toBe('');
  await writeFile(journal(), (await readFile(journal(), 'utf8')).replace('4711', '4712'));
  expect((await report()).stderr).toContain('does not count');
}, 120_000);

test('withdrawing is an entry too, and gives the finding back', async () => {
  await keep(ALTIRIS);
  expect(await keep(TASKS, '--withdraw')).toMatchObject({ exit: 1, notes: expect.stringContaining('nobody acknowledged') });
  expect(await keep(ALTIRIS, '--withdraw')).toMatchObject({ exit: 0 });
  expect(await said()).toEqual(['workaround.acknowledged', 'workaround.withdrawn']);
  expect(ids((await onLab('check', '--json')).out)).toContain(first(ALTIRIS));
  expect(await keep(ALTIRIS, '--withdraw')).toMatchObject({ exit: 1 });
}, 120_000);

test.each([
  [
    'an application that is not there',
    ['ntlm-first', '--app', 'Default Web Site/Altiris/Gone', '--why', WHY],
    1,
    'no application of that path',
  ],
  ['one that has its list from another', ['ntlm-first', '--app', `${ALTIRIS}/Console`, '--why', WHY], 1, `acknowledge that one`],
  ['no reason', ['ntlm-first', '--app', ALTIRIS], 64, '--why is missing'],
  ['an empty reason', ['ntlm-first', '--app', ALTIRIS, '--why', ' '], 64, '--why is missing'],
  ['another workaround', ['basic', '--app', ALTIRIS, '--why', WHY], 64, 'no workaround'],
  ['no application', ['ntlm-first', '--why', WHY], 64, '--app'],
])(
  'refuses %s and writes nothing',
  async (_, words, exit, told) => {
    const ended = await onLab('acknowledge', ...words);
    expect(ended).toMatchObject({ exit, out: '', notes: expect.stringContaining(told) });
    expect(await said()).toEqual([]);
  },
  60_000,
);

test('refuses where NTLM is not first, and where it is known to be wrong', async () => {
  await resetLab(server.state.lab, []);
  expect(await keep(ALTIRIS)).toMatchObject({ exit: 1, notes: expect.stringContaining('does not have NTLM first') });
  await resetLab(server.state.lab, ['ntlm-first', 'balancer-splits-ntlm']);
  expect(await keep(ALTIRIS)).toMatchObject({ exit: 1, notes: expect.stringContaining('NTLM is the wrong choice here') });
  expect(await said()).toEqual([]);
}, 60_000);

test('refuses evidence, which is a copy', async () => {
  const file = new URL('../fixtures/smp-server/applicationHost.config', import.meta.url);
  const ended = await run('acknowledge', 'ntlm-first', '--app', ALTIRIS, '--why', WHY, '--target', `evidence:${fileURLToPath(file)}`);
  expect(ended).toMatchObject({ exit: 1, out: '', notes: expect.stringContaining('can be read, never changed') });
  expect(await said()).toEqual([]);
}, 60_000);

test.each([
  ['changed', (text: string) => text.replace('4711', '4712')],
  ['taken away', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
])(
  'a journal with a line %s acknowledges nothing, and that is told',
  async (_, spoil) => {
    await keep(ALTIRIS);
    await keep(TASKS);
    await writeFile(journal(), spoil(await readFile(journal(), 'utf8')));
    const checked = await onLab('check', '--json');
    expect(checked).toMatchObject({ exit: 2, notes: expect.stringContaining('does not count') });
    expect(ids(checked.out)).toEqual(expect.arrayContaining([first(ALTIRIS), first(TASKS)]));
    expect(await onLab('verify')).toMatchObject({ exit: 2, notes: expect.stringContaining('since the last run is not known') });
    expect((await keep(ALTIRIS)).exit).toBe(1);
  },
  60_000,
);
