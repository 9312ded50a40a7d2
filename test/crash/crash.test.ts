import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOf } from '../../flows/plan/way-back.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { listJournals } from '../../src-main/core/journal-folder.ts';
import { stateFolder } from '../../src-main/core/state-folder.ts';
import { undoRun } from '../../src-main/core/undo-changes.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { findUnfinished } from '../../src-main/session/find-unfinished.ts';
import { CAUSES } from '../flow/all-causes.ts';
import { type LabServer, labServer } from '../flow/lab-server.ts';
import { buildProgram } from './build-program.ts';
import { chosen, pick, SIZE } from './size.ts';

const never = new AbortController().signal;
/** Where there is nothing for us to mend, no process changes anything. */
const SETS = [[...DEFAULT_FAULTS], ['windows-off'], ...CAUSES.filter(({ mended }) => mended).map(({ fault }) => [fault])];
/** A removed duplicate cannot come back: Windows would not make it again. */
const ONE_WAY = 'spn-duplicate';
const counts = { points: 0, lost: 0 };
let program: Awaited<ReturnType<typeof buildProgram>>;
let home: string;

beforeAll(async () => {
  program = await buildProgram(fileURLToPath(new URL('killed-run.ts', import.meta.url)));
  home = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kerbwise-crash-'));
});
afterAll(async () => {
  await program.remove();
  await rm(home, { recursive: true, force: true });
  console.log(`crash: ${counts.points} kill points, ${counts.lost} lost records (size ${SIZE}, seed ${chosen.seed})`);
});

test.each(SETS)(
  'a process that is killed anywhere while it mends %s loses no record, and both ways lead out',
  async (...faults) => {
    const start = await startOf(faults);
    const all = run(start.folder, 'apply', start.planFile, 0, 'count');
    for (const at of pick(all.points)) {
      const folder = join(home, 'killed');
      await copy(start.folder, folder);
      expect(run(folder, 'apply', start.planFile, at, 'kill').signal, all.points[at - 1]).toBe('SIGKILL');
      await judge(folder, start, faults, `killed ${all.points[at - 1]} (point ${at} of ${all.points.length}, ${faults})`);
      counts.points++;
    }
  },
  3_600_000,
);

test('a process that is killed anywhere while it takes back can be started again and comes to the same end', async () => {
  const start = await startOf(DEFAULT_FAULTS);
  const applied = join(home, 'applied');
  await copy(start.folder, applied);
  run(applied, 'apply', start.planFile, 0, 'go');
  const all = run(applied, 'undo', start.planId, 0, 'count');
  for (const at of pick(all.points)) {
    const folder = join(home, 'killed');
    await copy(applied, folder);
    const where = `killed ${all.points[at - 1]} (point ${at} of ${all.points.length}, on the way back)`;
    expect(run(folder, 'undo', start.planId, at, 'kill').signal, where).toBe('SIGKILL');
    const server = await labServer(undefined, folder);
    await expectNoLostRecord(folder, where);
    await takeBack(server, start.planId, where);
    expect(await server.show(), where).toEqual(start.shown);
    counts.points++;
  }
}, 3_600_000);

interface Start {
  readonly folder: string;
  readonly planFile: string;
  readonly planId: string;
  readonly shown: object;
}

async function startOf(faults: readonly string[]): Promise<Start> {
  const folder = await mkdtemp(join(home, 'start-'));
  const server = await labServer(faults, folder);
  const { document } = await server.plan();
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(document));
  return { folder, planFile, planId: document.planId, shown: await server.show() };
}

/** In: `count` runs on a copy and kills nowhere. Out: the points that were passed, and how it ended. */
function run(folder: string, what: string, named: string, at: number, why: 'count' | 'kill' | 'go') {
  const place = why === 'count' ? join(home, 'counted') : folder;
  if (why === 'count') spawnSync('sh', ['-c', 'rm -rf "$2" && cp -r "$1" "$2"', 'sh', folder, place]);
  const ended = spawnSync(process.execPath, [program.file, place, what, named, String(at)], { encoding: 'utf8' });
  if (why !== 'kill' && ended.status !== 0) throw new Error(ended.stderr);
  const points: readonly string[] = why === 'kill' ? [] : JSON.parse(ended.stdout);
  return { points, signal: ended.signal };
}

async function copy(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}

async function judge(folder: string, start: Start, faults: readonly string[], where: string): Promise<void> {
  const server = await labServer(undefined, folder);
  const begun = await expectNoLostRecord(folder, where);
  await expectTold(server, begun, where);
  const other = join(home, 'other-way');
  await copy(folder, other);
  await goOn(await labServer(undefined, other), where);
  if (begun === 0) expect(await server.show(), where).toEqual(start.shown);
  else if (faults.includes(ONE_WAY)) await tryBack(server, start.planId);
  else {
    await takeBack(server, start.planId, where);
    expect(await server.show(), where).toEqual(start.shown);
  }
}

/** Out: how many changes the journal says were begun; every command that reached the server is among them. */
async function expectNoLostRecord(folder: string, where: string): Promise<number> {
  const witnessed = (await readFile(join(folder, 'witness'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const begun: string[] = [];
  for (const path of await listJournals(stateFolder(folder))) {
    const record = await readJournal(path);
    expect(record.ok || record.failure, where).toBe(true);
    if (!record.ok) continue;
    expect(record.value.torn, where).toBe(/in the middle of a line of the journal/.test(where));
    for (const entry of record.value.entries) {
      if (entry.type === 'change.started' || entry.type === 'undo.started') begun.push(entry.command);
    }
  }
  const lost = witnessed.filter((command) => !begun.includes(command));
  counts.lost += lost.length;
  expect(lost, where).toEqual([]);
  return begun.length;
}

/** What was begun and not confirmed is named, with its command where one hangs. */
async function expectTold(server: LabServer, begun: number, where: string): Promise<void> {
  const [journal] = await listJournals(server.state);
  const record = journal === undefined ? undefined : await readJournal(journal);
  const told = record?.ok ? runOf(record.value.entries) : undefined;
  const { runs } = await findUnfinished(server.state, { kind: 'lab', server: null });
  if (told === undefined || begun === 0 || told.verified !== null) {
    expect(runs, where).toEqual([]);
    return;
  }
  const [open] = told.unconfirmed;
  const change = open === undefined ? undefined : told.confirmed.changes[open];
  const named = change === undefined ? null : { index: open, step: change.step, target: change.target, command: change.command };
  expect(runs, where).toMatchObject([{ planId: told.confirmed.planId, journal, during: 'apply', open: named }]);
}

/** The way on: look again, plan, apply; then nothing is left to do. */
async function goOn(server: LabServer, where: string): Promise<void> {
  const { document } = await server.plan();
  if (document.changes.length > 0) {
    const applied = await applyPlan({ ...quiet(server), order: server.order, plan: document, stop: never });
    expect(applied, where).toMatchObject({ ok: true, value: { verified: true, failure: null } });
  }
  const second = await server.plan();
  expect(second.document, where).toMatchObject({ changes: [], notChecked: [] });
  expect(
    second.document.findings.filter(({ severity }) => severity !== 'information'),
    where,
  ).toEqual([]);
  if (document.changes.length > 0) expect((await findUnfinished(server.state, { kind: 'lab', server: null })).runs, where).toEqual([]);
}

async function takeBack(server: LabServer, planId: string, where: string): Promise<void> {
  const undone = await tryBack(server, planId);
  expect(undone, where).toMatchObject({ ok: true, value: { verified: true, failure: null } });
  const [journal = ''] = await listJournals(server.state);
  expect(await readJournal(journal), where).toMatchObject({ ok: true, value: { torn: false, endProved: true } });
  expect((await findUnfinished(server.state, { kind: 'lab', server: null })).runs, where).toEqual([]);
}

async function tryBack(server: LabServer, planId: string) {
  const [journal = ''] = await listJournals(server.state);
  return undoRun({ ...quiet(server), kind: 'lab', journal, planId });
}

function quiet({ place, state }: LabServer) {
  return { place, state, listen: () => undefined, listenToReadings: () => undefined };
}
