import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Command, type CommandOutput, type Program, type ProgramPaths, programsAt } from '../../flows/model/command.ts';
import type { Failure } from '../../flows/model/failure.ts';
import type { Result } from '../../flows/model/result.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import { undoRun } from '../../src-main/core/undo-changes.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { type LabServer, labServer } from '../flow/lab-server.ts';
import { findEngine } from './engine.ts';

const engine = await findEngine();
const never = new AbortController().signal;
const MEGABYTE = 1024 * 1024;
/** What one command may cost this process beside what it had: a few copies of the longest answer that is taken. */
const MEMORY_BYTES = 64 * MEGABYTE;
const LONGEST_MS = 30_000;

/** A program that behaves as its first word says. Every start is written down, so that nothing is run twice unseen. */
const PROGRAM = `#!${process.execPath}
const { appendFileSync, writeSync } = require('node:fs');
const [what] = process.argv.slice(2);
appendFileSync(__dirname + '/runs', what + '\\n');
const print = (fd, bytes) => { for (let at = 0; at < bytes.length; ) { try { at += writeSync(fd, bytes, at); } catch (error) { if (error.code === 'EPIPE') process.exit(1); if (error.code !== 'EAGAIN') throw error; } } };
const line = Buffer.from('x'.repeat(99) + '\\n');
if (what === 'never-ends') setInterval(() => undefined, 1000);
else if (what === 'never-ends-talking') for (;;) { print(1, line); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); }
else if (what === '100-MB') { const block = Buffer.concat(Array(10000).fill(line)); for (let n = 0; n < 105; n++) print(1, block); }
else if (what === '100-MB-of-errors') { const block = Buffer.concat(Array(10000).fill(line)); for (let n = 0; n < 105; n++) print(2, block); }
else if (what === '100-MB-in-one-line') for (let n = 0; n < 100; n++) print(1, Buffer.alloc(1024 * 1024, 120));
else if (what === 'half-a-character') print(1, Buffer.from([0x61, 0xe2, 0x82]));
else if (what === 'both-streams') for (let n = 0; n < 2000; n++) { print(1, Buffer.from('out ' + n + '\\n')); print(2, Buffer.from('err ' + n + '\\n')); }
else if (what === 'ends-its-session') { process.kill(process.ppid, 'SIGKILL'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000); }
else process.stdout.write('fine\\n');
`;

const ENDS: readonly (readonly [string, number, Failure['code']])[] = [
  ['never-ends', 1_500, 'command.timedOut'],
  ['never-ends-talking', 1_500, 'command.timedOut'],
  ['100-MB', LONGEST_MS, 'command.tooMuchOutput'],
  ['100-MB-of-errors', LONGEST_MS, 'command.tooMuchOutput'],
  ['100-MB-in-one-line', LONGEST_MS, 'command.tooMuchOutput'],
  ['ends-its-session', LONGEST_MS, 'session.died'],
];

const seen = { commands: 0, mostBytes: 0, longestMs: 0 };
let folder: string;
let programs: ProgramPaths;
let shell: Shell;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-hangs-'));
  const path = join(folder, 'program');
  await writeFile(path, PROGRAM, { mode: 0o755 });
  programs = programsAt(() => path);
  shell = powershellShell({ programs, executable: engine.path ?? '' });
  if (engine.path !== undefined) await shell.run(call('fine', LONGEST_MS), never); // so that no time limit falls into its start
});
afterAll(async () => {
  await shell.close();
  await rm(folder, { recursive: true, force: true });
  console.log(
    `hangs: ${seen.commands} commands, at most ${Math.round(seen.mostBytes / MEGABYTE)} MB more and ${Math.round(seen.longestMs)} ms each`,
  );
});

describe.skipIf(engine.path === undefined)(`a command that misbehaves${engine.missing ? ` (skipped: ${engine.missing})` : ''}`, () => {
  test.each(ENDS)(
    '%s: ends in time and memory with a clear failure, ran once, and the next one gets a new session',
    async (what, timeoutMs, code) => {
      const answer = await measured(() => shell.run(call(what, timeoutMs), never));
      expect(answer).toMatchObject({ ok: false, failure: { code } });
      expect(await shell.run(call('fine', LONGEST_MS), never)).toEqual(said('fine\n'));
      expect(await runs(what)).toBe(1);
    },
    60_000,
  );

  test('half a character at the end harms nothing before it and nothing after it', async () => {
    const answer = await measured(() => shell.run(call('half-a-character', LONGEST_MS), never));
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 0, stdout: expect.stringMatching(/^a\ufffd?\n$/) } });
    expect(await shell.run(call('fine', LONGEST_MS), never)).toEqual(said('fine\n'));
  });

  test('both streams at once come apart, each in its order', async () => {
    const answer = await measured(() => shell.run(call('both-streams', LONGEST_MS), never));
    const lines = (word: string) => Array.from({ length: 2_000 }, (_, n) => `${word} ${n}\n`).join('');
    expect(answer).toEqual({ ok: true, value: { exitCode: 0, stdout: lines('out'), stderr: lines('err') } });
  });

  test('a session whose language a policy restricts says so at once and runs nothing', async () => {
    const held = join(folder, 'held-engine');
    const restrict = `$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"`;
    await writeFile(held, `#!/bin/sh\n(echo '${restrict}'; cat) | '${engine.path}' "$@"\n`, { mode: 0o755 });
    const other = powershellShell({ programs, executable: held });
    const answer = await measured(() => other.run(call('held', LONGEST_MS), never));
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'session.restricted', why: expect.stringContaining('ConstrainedLanguage') },
    });
    expect(await runs('held')).toBe(0);
    await other.close();
  });
});

describe.skipIf(engine.path === undefined)('a plan whose third command misbehaves', () => {
  const open: LabServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.remove()));
  });

  test.each(
    ENDS.filter(([what]) => what !== '100-MB-of-errors').flatMap(([what, timeoutMs, code]) => [
      [what, 'after its work', timeoutMs, code] as const,
      [what, 'before its work', timeoutMs, code] as const,
    ]),
  )(
    '%s %s: the run stops there, the journal says it, and the way back leads out',
    async (what, when, timeoutMs, code) => {
      const isDone = when === 'after its work';
      const server = await labServer(DEFAULT_FAULTS);
      open.push(server);
      const before = await server.show();
      const { document } = await server.plan();
      const changes: string[] = [];
      const place = { ...server.place, shell: thirdMisbehaves(server, what, timeoutMs, isDone, changes) };
      const quiet = { state: server.state, listen: () => undefined, listenToReadings: () => undefined };
      const applied = await applyPlan({ ...quiet, place, order: server.order, plan: document, stop: never });
      expect(applied).toMatchObject({ ok: true, value: { made: 2, verified: false, failure: { code } } });
      expect(changes).toHaveLength(3);
      const journal = applied.ok ? applied.value.journal : '';
      const record = await readJournal(journal);
      const types = record.ok ? record.value.entries.map(({ type }) => type) : [];
      const change = ['change.started', 'change.finished'];
      expect(types).toEqual(['plan.confirmed', ...change, ...change, 'change.started', 'change.failed', 'run.verified']);
      const undone = await undoRun({ ...quiet, place: server.place, kind: 'lab', journal, planId: document.planId });
      expect(undone).toMatchObject({ ok: true, value: { verified: true, undone: isDone ? 3 : 2 } });
      expect(await server.show()).toEqual(before);
    },
    90_000,
  );

  /** The practice server, but for its third change: that one runs the misbehaving program through the real PowerShell. */
  function thirdMisbehaves(server: LabServer, what: string, timeoutMs: number, isDone: boolean, changes: string[]): Shell {
    return {
      ...server.place.shell,
      run: async (command, signal) => {
        if (command.effect === 'read') return server.place.shell.run(command, signal);
        changes.push(command.args.join(' '));
        if (changes.length !== 3) return server.place.shell.run(command, signal);
        if (isDone) await server.place.shell.run(command, signal);
        return measured(() => shell.run(call(what, timeoutMs), signal));
      },
    };
  }
});

function call(what: string, timeoutMs: number, program: Program = 'appcmd'): Command {
  return { program, args: [what], effect: 'change', timeoutMs };
}

function said(stdout: string): Result<CommandOutput> {
  return { ok: true, value: { exitCode: 0, stdout, stderr: '' } };
}

async function runs(what: string): Promise<number> {
  return (await readFile(join(folder, 'runs'), 'utf8')).split('\n').filter((line) => line === what).length;
}

/** Runs and holds the time and the memory of this process to their bounds. */
async function measured<T>(run: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  let most = before;
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      most = Math.max(most, process.memoryUsage().rss);
      await wait(10);
    }
  })();
  const answer = await run().finally(() => ended.abort());
  await watching;
  const [bytes, milliseconds] = [most - before, performance.now() - started];
  Object.assign(seen, {
    commands: seen.commands + 1,
    mostBytes: Math.max(seen.mostBytes, bytes),
    longestMs: Math.max(seen.longestMs, milliseconds),
  });
  expect(bytes).toBeLessThan(MEMORY_BYTES);
  expect(milliseconds).toBeLessThan(LONGEST_MS);
  return answer;
}
