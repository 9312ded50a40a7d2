import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programsAt } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import { anyArgument } from './arguments.ts';
import { findEngine } from './engine.ts';
import { call, makeStandIns, type StandIns } from './stand-ins.ts';

const engine = await findEngine();
const going = new AbortController().signal;

describe.skipIf(engine.path === undefined)(`the PowerShell session${engine.missing ? ` (skipped: ${engine.missing})` : ''}`, () => {
  let standIns: StandIns;
  let shell: Shell;
  const open = (): Shell => powershellShell({ programs: standIns.programs, executable: engine.path ?? '' });

  beforeAll(async () => {
    standIns = await makeStandIns();
    shell = open();
  });
  afterAll(async () => {
    await shell.close();
    await standIns.remove();
  });

  test.each([0, 1, 50, 255])('gives back exit code %i and both streams apart', async (exitCode) => {
    const answer = await shell.run(call('setspn', ['a\\n\\nb\\n', 'warnung\\n\\nc\\n', `${exitCode}`]), going);
    expect(answer).toEqual({ ok: true, value: { exitCode, stdout: 'a\n\nb\n', stderr: 'warnung\n\nc\n' } });
  });

  test('gives back what is not ASCII, quoted, or looks like a frame, as it was printed', async () => {
    const said = `Größe Имя 服务 😀 'x' ’ <M:ran:0:::> $(1) \`n :`;
    const answer = await shell.run(call('setspn', [said, said, '3']), going);
    expect(answer).toEqual({ ok: true, value: { exitCode: 3, stdout: `${said}\n`, stderr: `${said}\n` } });
  });

  test('gives a program that reads its input nothing to read, least of all the session', async () => {
    const answer = await shell.run(call('whoami', ['input']), going);
    expect(answer).toEqual({ ok: true, value: { exitCode: 0, stdout: 'end\n', stderr: '' } });
  });

  test('gives back 4 MB unharmed', async () => {
    const answer = await shell.run(call('whoami', ['x40000']), going);
    expect(answer.ok && answer.value.stdout).toBe(`${'x'.repeat(99)}\n`.repeat(40_000));
  });

  test('refuses an output without end, and goes on with a new session', async () => {
    const answer = await shell.run(call('whoami', ['x200000']), going);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'command.tooMuchOutput', limitBytes: 8 * 1024 * 1024 } });
    expect(await shell.run(call('appcmd', ['x']), going)).toMatchObject({ ok: true });
  });

  test('ends a command that hangs together with what it has started, and goes on with a new session', async () => {
    const pids = join(standIns.folder, 'pids-timeout');
    const answer = await shell.run(call('klist', [pids], 3_000), going);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'command.timedOut', timeoutMs: 3_000 } });
    expect(await stillRunning(pids)).toEqual([]);
    expect(await shell.run(call('appcmd', ['x']), going)).toMatchObject({ ok: true });
  });

  test('stops a command when the administrator says so, and does not start those that wait', async () => {
    const pids = join(standIns.folder, 'pids-abort');
    const stop = new AbortController();
    const running = shell.run(call('klist', [pids]), stop.signal);
    const waiting = shell.run(call('klist', [pids]), stop.signal);
    while ((await pidsIn(pids)).length < 2) await wait(50);
    stop.abort();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
    expect(await waiting).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
    expect(await pidsIn(pids)).toHaveLength(2);
    expect(await stillRunning(pids)).toEqual([]);
  });

  test('says that the session died under a command, and starts another for the next', async () => {
    expect(await shell.run(call('whoami', ['parent']), going)).toMatchObject({
      ok: false,
      failure: { code: 'session.died', why: 'PowerShell ended with SIGKILL' },
    });
    expect(await shell.run(call('appcmd', ['x']), going)).toMatchObject({ ok: true });
  });

  test('runs commands that are asked for at once one after another, and each gets its own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => shell.run(call('appcmd', [`n${index}`]), going)));
    expect(answers.map((answer) => answer.ok && answer.value.stdout)).toEqual(answers.map((_, index) => `n${index}\n`));
  });

  test.each([
    ['is not there', 'klist', 'is not recognized'],
    ['is no program', 'reg', 'Exec format error'],
  ] as const)('says that a program that %s was not started, and keeps the session', async (_, program, why) => {
    const programs = { ...standIns.programs, klist: join(standIns.folder, 'not-there') };
    const other = powershellShell({ programs, executable: engine.path ?? '' });
    try {
      const answer = await other.run(call(program, ['/x']), going);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'command.notStarted', why: expect.stringContaining(why) } });
      expect(await other.run(call('appcmd', ['x']), going)).toMatchObject({ ok: true });
    } finally {
      await other.close();
    }
  });

  test('runs nothing where an argument is refused', async () => {
    expect(await shell.run(call('appcmd', ['a"b']), going)).toMatchObject({ ok: false, failure: { code: 'argument.refused' } });
  });

  test('runs nothing after it was closed, and can be closed twice', async () => {
    const other = open();
    await other.run(call('appcmd', ['x']), going);
    await other.close();
    await other.close();
    expect(await other.run(call('appcmd', ['x']), going)).toMatchObject({ ok: false, failure: { code: 'session.died' } });
  });

  test('refuses --%, which PowerShell swallows even in quotes', async () => {
    expect(await shell.run(call('appcmd', ['--%', 'x']), going)).toMatchObject({ ok: false, failure: { code: 'argument.refused' } });
  });

  test('passes every argument on exactly, or refuses it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyArgument, { minLength: 1, maxLength: 5 }), async (args) => {
        fc.pre(!args.includes('--%')); // has a test of its own
        const command = call('appcmd', args);
        const answer = await shell.run(command, going);
        if (answer.ok) expect(answer.value.stdout).toBe(args.map((arg) => `${arg}\n`).join(''));
        else expect(answer).toEqual(commandText(command, standIns.programs));
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});

test('says that PowerShell itself is not there', async () => {
  const shell = powershellShell({
    programs: programsAt(() => '/a'),
    executable: '/nowhere/powershell',
  });
  const answer = await shell.run(call('appcmd', ['x']), going);
  expect(answer).toMatchObject({ ok: false, failure: { code: 'command.notStarted', why: expect.stringContaining('ENOENT') } });
  await shell.close();
});

test('starts the PowerShell that was named, not the one of the environment', async () => {
  process.env.NODE_POWERSHELL = '/bin/true';
  try {
    const shell = powershellShell({
      programs: programsAt(() => '/a'),
      executable: '/nowhere/powershell',
    });
    expect(await shell.run(call('appcmd', ['x']), going)).toMatchObject({ failure: { code: 'command.notStarted' } });
    expect(process.env.NODE_POWERSHELL).toBe('/bin/true');
  } finally {
    delete process.env.NODE_POWERSHELL;
  }
});

async function pidsIn(file: string): Promise<readonly number[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

async function stillRunning(file: string): Promise<readonly number[]> {
  await wait(200);
  const states = await Promise.all(
    (await pidsIn(file)).map(async (pid) => ({ pid, stat: await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') })),
  );
  return states.filter(({ stat }) => stat !== '' && !/\) Z /.test(stat)).map(({ pid }) => pid);
}

test('reads files through what it was given, and from the disk where nothing was given', async () => {
  const standIns = await makeStandIns();
  const path = join(standIns.folder, 'web.config');
  await writeFile(path, '<configuration>ä</configuration>');
  const shell = powershellShell({ programs: standIns.programs, executable: '/nowhere/powershell' });
  expect(await shell.readFile(path, going)).toEqual({ ok: true, value: '<configuration>ä</configuration>' });
  expect(await shell.readFile(join(standIns.folder, 'none'), going)).toMatchObject({ ok: false, failure: { code: 'file.missing' } });
  expect(await shell.readFile(standIns.folder, going)).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
  await standIns.remove();
});
