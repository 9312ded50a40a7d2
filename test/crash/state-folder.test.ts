import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { createJournal, readJournal } from '../../src-main/core/journal-file.ts';
import { holdServer, serverHolder, serverLock } from '../../src-main/core/server-lock.ts';
import { stateFolder } from '../../src-main/core/state-folder.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { type LabServer, labServer } from '../flow/lab-server.ts';
import { buildProgram } from './build-program.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Mounting a small or a read-only disk needs an administrator of Linux. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

function tryMount(): boolean {
  const place = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    return false;
  }
}

async function disk(options: string): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'kerbwise-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  open.push(async () => {
    execFileSync('umount', [place]);
    await rm(place, { recursive: true, force: true });
  });
  return place;
}

async function server(): Promise<LabServer> {
  const made = await labServer(DEFAULT_FAULTS);
  open.push(made.remove);
  return made;
}

async function applyWithState(lab: LabServer, folder: string) {
  const { document } = await lab.plan();
  const quiet = { listen: () => undefined, listenToReadings: () => undefined, stop: new AbortController().signal };
  return applyPlan({ ...quiet, place: lab.place, state: stateFolder(folder), order: lab.order, plan: document });
}

describe.skipIf(!canMount)('on a disk of its own (needs root on Linux)', () => {
  test.each(['size=4k', 'size=64k', 'size=900k'])('a full disk (%s) stops before the first change', async (size) => {
    const lab = await server();
    const before = await lab.show();
    const applied = await applyWithState(lab, await disk(size));
    expect(applied).toMatchObject({ ok: false, failure: { code: 'state.unwritable' } });
    expect(await lab.show()).toEqual(before);
  });

  test('a read-only state folder stops before the first change', async () => {
    const lab = await server();
    const before = await lab.show();
    const place = await disk('size=4m');
    execFileSync('mount', ['-o', 'remount,ro', place]);
    expect(await applyWithState(lab, place)).toMatchObject({ ok: false, failure: { code: 'state.unwritable' } });
    expect(await lab.show()).toEqual(before);
  });

  test('a disk that fills up in the middle stops the run at that change and leaves a journal that can be read', async () => {
    const place = await disk('size=4m');
    const journal = await createJournal(join(place, 'journals', 'x.jsonl'));
    if (!journal.ok) throw new Error('no journal');
    const { write, close } = journal.value;
    const planned = await write({
      type: 'plan.confirmed',
      version: '0',
      target: { kind: 'lab', server: null },
      user: null,
      planId: 'p',
      scenario: 'everything',
      choices: { applications: [], names: [] },
      findings: [],
      notChecked: [],
      changes: [],
      factsBefore: {},
    });
    expect(planned.ok).toBe(true);
    await fill(join(place, 'filler'));
    const long = await write({ type: 'change.started', index: 0, command: 'x'.repeat(100_000) });
    expect(long).toMatchObject({ ok: false, failure: { code: 'state.unwritable' } });
    await rm(join(place, 'filler'));
    expect(await write({ type: 'run.stopped', why: 'the disk was full' })).toMatchObject({ ok: true, value: { n: 1 } });
    await close();
    const record = await readJournal(journal.value.path);
    expect(record).toMatchObject({ ok: true, value: { torn: false, endProved: true, entries: [{ n: 0 }, { n: 1 }] } });
  });
});

async function fill(path: string): Promise<void> {
  await writeFile(path, Buffer.alloc(8 * 1024 * 1024)).catch(() => undefined); // as much as there is room for
}

test('a file in the place of the state folder stops before the first change', async () => {
  const lab = await server();
  const before = await lab.show();
  const inTheWay = join(lab.state.root, 'a-file');
  await writeFile(inTheWay, '');
  expect(await applyWithState(lab, inTheWay)).toMatchObject({ ok: false, failure: { code: 'state.unwritable' } });
  expect(await lab.show()).toEqual(before);
});

describe('two Kerbwise at once', () => {
  const source = fileURLToPath(new URL('hold-server.ts', import.meta.url));

  test('the second is told which process of which computer holds the server since when, and changes nothing', async () => {
    const lab = await server();
    const holder = await startHolder(lab.state.root);
    const before = await lab.show();
    const busy = await applyWithState(lab, lab.state.root);
    const told = expect.stringMatching(new RegExp(`^Process ${holder.pid} on ${hostname()} has held it since \\d{4}-`));
    expect(busy).toMatchObject({ ok: false, failure: { code: 'server.busy', holder: told } });
    expect(await serverHolder(serverLock(lab.state, { kind: 'lab', server: 'SMP01.contoso.com' }))).toEqual(told);
    expect(await lab.show()).toEqual(before);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await applyWithState(lab, lab.state.root)).toMatchObject({ ok: true, value: { verified: true } });
  });

  test('a live server is one server for everybody on it, whichever state folder they use', async () => {
    const [one, other] = [await mkdtemp(join(tmpdir(), 'kerbwise-a-')), await mkdtemp(join(tmpdir(), 'kerbwise-b-'))];
    const target = { kind: 'live' as const, server: 'SMP01.contoso.com' };
    const first = await holdServer(serverLock(stateFolder(one), target));
    expect(await holdServer(serverLock(stateFolder(other), target))).toMatchObject({
      ok: false,
      failure: { code: 'server.busy', holder: expect.stringContaining(`Process ${process.pid} on `) },
    });
    if (first.ok) await first.value();
    const then = await holdServer(serverLock(stateFolder(other), target));
    expect(then.ok).toBe(true);
    if (then.ok) await then.value();
    await Promise.all([one, other].map((folder) => rm(folder, { recursive: true })));
  });

  test('a lock that another computer left in a shared state folder is respected and named; one of a process that is gone here is not', async () => {
    const lab = await server();
    const lock = serverLock(lab.state, { kind: 'lab', server: 'SMP01.contoso.com' });
    await mkdir(dirname(lock.file), { recursive: true });
    await writeFile(lock.file, JSON.stringify({ pid: 1, host: 'ELSEWHERE', since: '2026-01-01T00:00:00.000Z' }));
    expect(await holdServer(lock)).toMatchObject({
      failure: { holder: `Process 1 on ELSEWHERE has held it since 2026-01-01T00:00:00.000Z (${lock.file})` },
    });
    // The number of a process that is gone may have gone to another one: 1 always runs.
    await writeFile(lock.file, JSON.stringify({ pid: 1, host: hostname(), since: '2026-01-01T00:00:00.000Z' }));
    const held = await holdServer(lock);
    expect(held.ok).toBe(true);
    if (held.ok) await held.value();
    expect(await readFile(lock.file, 'utf8').catch(() => 'gone')).toBe('gone');
  });

  async function startHolder(folder: string) {
    const program = await buildProgram(source);
    open.push(program.remove);
    const holder = spawn(process.execPath, [program.file, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    open.push(async () => holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    return holder;
  }
});
