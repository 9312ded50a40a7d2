import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandText } from '../../flows/model/command-text.ts';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { resetLab, showLab } from '../../src-main/lab/lab.ts';
import { chosen, SIZE } from '../crash/size.ts';
import { anyArgument } from '../shell/arguments.ts';
import { changing, FOUND, MENDING, TELLING } from './expected.ts';
import { type LabOnLoopback, serveLab } from './lab-on-loopback.ts';
import { planHere } from './plan-here.ts';
import { passArguments, printerCommand } from './print-arguments.ts';
import { driverText, terminalText } from './programs.ts';
import { openWindows, type Windows } from './windows.ts';
import { findWine } from './wine.ts';

const wine = await findWine();
const HOME = 'C:\\Program Files\\Kerbwise';
const TERMINAL = `${HOME}\\dist\\main\\terminal.js`;
const DRIVER = `${HOME}\\driver.mjs`;
const ARGUMENTS = SIZE === 'full' ? 1000 : 200;
const tried = { commands: 0, passed: 0, refused: 0 };

describe.skipIf(wine.prefix === undefined)(`Kerbwise on Windows${wine.missing ? ` (skipped: ${wine.missing})` : ''}`, () => {
  let folder: string;
  let windows: Windows;
  let lab: LabOnLoopback;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kerbwise-wine-'));
    expect(await resetLab(folder)).toMatchObject({ ok: true });
    windows = await openWindows(wine.prefix ?? '');
    lab = await serveLab(folder, windows);
    await windows.write(`${HOME}\\package.json`, '{ "type": "module" }');
    await windows.write(TERMINAL, await terminalText());
    await windows.write(DRIVER, await driverText());
  }, 300_000);
  afterAll(async () => {
    const { commands, passed, refused } = tried;
    console.log(`wine: ${commands} commands run, ${passed} arguments passed on, ${refused} refused (size ${SIZE}, seed ${chosen.seed})`);
    for (const mishap of [...(lab?.mishaps ?? []), ...(windows?.mishaps ?? [])]) console.log(`wine: not Kerbwise's doing: ${mishap}`);
    await lab?.close();
    await windows?.close();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  /** In: words of the command line. Out: exit code, standard output as JSON, standard error. */
  async function kerbwise(...words: readonly string[]) {
    const { exitCode, stdout, stderr } = await windows.runNode(TERMINAL, [...words, '--json'], { KERBWISE_LAB_PORT: `${lab.port}` });
    tried.commands = lab.calls.length;
    const answer: unknown = stdout === '' ? undefined : JSON.parse(stdout);
    return { exitCode, answer, stderr };
  }

  test('the terminal finds the faults, mends them by a confirmed plan, proves it, and takes all of it back', async () => {
    const before = await showLab(folder);
    const planned = await planHere(folder);
    expect(new Set(planned.findings.map(({ id }) => id))).toEqual(new Set(FOUND));

    expect(await kerbwise('check', '--target', 'live')).toMatchObject({ exitCode: 2, answer: planned, stderr: '' });
    const plan = await kerbwise('plan');
    expect(plan).toMatchObject({ exitCode: 2, answer: planned });
    expect(await showLab(folder)).toEqual(before);
    expect(changing(lab.calls.map(({ raw }) => raw))).toEqual([]);

    const read = lab.calls.length;
    const file = /--plan (.+) --confirm/.exec(plan.stderr)?.[1] ?? '';
    const applied = await kerbwise('apply', '--plan', file, '--confirm', planned.planId);
    const made = planned.changes.length;
    expect(applied).toEqual({
      exitCode: 0,
      stderr: '',
      answer: expect.objectContaining({ made, of: made, verified: true, failure: null }),
    });
    expect(changing(lab.calls.slice(read).map(({ raw }) => raw))).toEqual(MENDING);

    expect(await kerbwise('verify')).toMatchObject({ exitCode: 0, answer: { verified: true, drift: [], findings: [] } });
    expect(await kerbwise('plan')).toMatchObject({ exitCode: 0, answer: { changes: [], findings: [] } });
    const undone = await kerbwise('undo', '--confirm', planned.planId);
    expect(undone).toMatchObject({ exitCode: 0, stderr: '', answer: { undone: made, refused: [], verified: true, failure: null } });
    expect(await showLab(folder)).toEqual(before);

    expect(applied.answer).toMatchObject({ journal: expect.stringMatching(/^C:\\users\\[^\\]+\\AppData\\Local\\Kerbwise\\/i) });
    expect(await entriesOf(applied.answer)).toEqual([
      'plan.confirmed',
      ...Array.from({ length: made }, () => ['change.started', 'change.finished']).flat(),
      'run.verified',
      'undo.confirmed',
      ...Array.from({ length: made }, () => ['undo.started', 'undo.finished']).flat(),
      'undo.verified',
    ]);
  }, 600_000);

  async function entriesOf(applied: unknown): Promise<readonly string[]> {
    const { journal } = { journal: '', ...(typeof applied === 'object' ? applied : {}) };
    const record = await readJournal(await windows.path(journal));
    if (!record.ok) throw new Error(JSON.stringify(record.failure));
    return record.value.entries.map(({ type }) => type);
  }

  test('a program gets the command line that Windows PowerShell 5.1 would write, and its words come back in the code page of the console', async () => {
    expect(await passArguments(windows, DRIVER, [TELLING.args], 'Legacy')).toEqual([TELLING]);
  }, 120_000);

  test.each([
    ['Windows PowerShell 5.1', 'Legacy'],
    ['PowerShell 7.3 and later', 'Windows'],
  ] as const)(
    'the way of %s passes every argument on exactly, or it is refused',
    async (_, passing) => {
      const sample = fc.sample(anyArgument, { numRuns: ARGUMENTS, seed: chosen.seed });
      const { accepted, refused } = judged(sample);
      const lists = inFours(accepted);
      const given = await passArguments(windows, DRIVER, [...lists, ...refused.map(({ argument }) => [argument])], passing);
      expect(given.slice(0, lists.length).map((one) => ('args' in one ? one.args : one))).toEqual(lists);
      expect(given.slice(lists.length)).toEqual(refused.map(({ refusal }) => refusal));
      tried.passed += accepted.length;
      tried.refused += refused.length;
    },
    600_000,
  );
});

/** The product's own word for each: whether it can be passed on, alone in a command. */
function judged(sample: readonly string[]) {
  const all = sample.map((argument) => ({ argument, refusal: commandText(...printerCommand([argument])) }));
  return {
    accepted: all.filter(({ refusal }) => refusal.ok).map(({ argument }) => argument),
    refused: all.filter(({ refusal }) => !refusal.ok),
  };
}

function inFours(all: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(all.length / 4) }, (_, at) => all.slice(4 * at, 4 * at + 4));
}
