import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { buildProgram } from '../crash/build-program.ts';
import { type LabServer, labServer } from './lab-server.ts';

let terminal: Awaited<ReturnType<typeof buildProgram>>;
let server: LabServer;
let journal: string;
let text: string;
let head: string;
const counts = { altered: 0 };

beforeAll(async () => {
  terminal = await buildProgram(fileURLToPath(new URL('../../src-main/terminal/main.ts', import.meta.url)));
  server = await labServer(DEFAULT_FAULTS);
  const plan = join(server.state.root, 'plan.json');
  const { document } = await server.plan();
  await kerbwise('plan', '--target', 'lab', '--out', plan);
  expect(await kerbwise('apply', '--target', 'lab', '--plan', plan, '--confirm', document.planId)).toMatchObject({ exit: 0 });
  const [name = ''] = (await readdir(server.state.journals)).filter((one) => one.endsWith('.jsonl'));
  journal = join(server.state.journals, name);
  text = await readFile(journal, 'utf8');
  head = await readFile(`${journal}.head`, 'latin1');
});
afterAll(async () => {
  await terminal.remove();
  await server.remove();
  console.log(`audit: ${counts.altered} altered journals, every one noticed`);
});

/** In: words. Out: how it ended, with the last words for the state folder put to them where they take one. */
async function kerbwise(...words: readonly string[]): Promise<{ readonly exit: number; readonly out: string; readonly notes: string }> {
  const state = words[0] === 'report' ? [] : ['--state', server.state.root];
  const ended = await promisify(execFile)(process.execPath, [terminal.file, ...words, ...state], { maxBuffer: 1e8 }).catch(
    (error: unknown) => error,
  );
  const part = (name: string): unknown => (typeof ended === 'object' && ended !== null ? Reflect.get(ended, name) : undefined);
  return { exit: Number(part('code') ?? 0), out: String(part('stdout')), notes: String(part('stderr')) };
}

async function write(journalText: string, headText: string | null = head): Promise<void> {
  await writeFile(journal, journalText);
  if (headText === null) await rm(`${journal}.head`, { force: true });
  else await writeFile(`${journal}.head`, headText, 'latin1');
}

test('a journal as Kerbwise wrote it passes, its end proved', async () => {
  await write(text);
  expect(await readJournal(journal)).toMatchObject({ ok: true, value: { torn: false, endProved: true } });
  expect(await kerbwise('report', '--journal', journal)).toMatchObject({ exit: 0, notes: '' });
  expect(await kerbwise('verify', '--target', 'lab')).toMatchObject({ exit: 0 });
});

test('every line that is removed, changed, doubled or swapped is noticed, the last one too', async () => {
  const lines = text.split('\n').slice(0, -1);
  const put = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
  for (const [at, line] of lines.entries()) {
    const before = lines.slice(0, at);
    const after = lines.slice(at + 1);
    const variants = [
      put([...before, ...after]),
      put([...before, line.replace(/"at":"20/, '"at":"21'), ...after]),
      put([...before, line, line, ...after]),
      ...(after.length > 0 ? [put([...before, after[0] ?? '', line, ...after.slice(1)])] : []),
      put(before),
    ];
    for (const variant of variants) {
      await write(variant);
      counts.altered++;
      expect(await readJournal(journal), `line ${at + 1}`).toMatchObject({ ok: false, failure: { code: 'journal.corrupt' } });
    }
  }
});

test.each([
  [
    'a changed line',
    (lines: readonly string[]) =>
      lines.map((line, at) => (at === 3 ? line.replace('"exitCode":0', '"exitCode":1').replace('"at":"20', '"at":"21') : line)),
  ],
  ['a removed line in the middle', (lines: readonly string[]) => lines.filter((_, at) => at !== 4)],
  ['a removed last line', (lines: readonly string[]) => lines.slice(0, -1)],
  ['its last five lines removed', (lines: readonly string[]) => lines.slice(0, -5)],
])('report and verify notice %s', async (_, change) => {
  await write(
    change(text.split('\n').slice(0, -1))
      .map((line) => `${line}\n`)
      .join(''),
  );
  for (const words of [
    ['report', '--journal', journal],
    ['verify', '--target', 'lab'],
  ]) {
    const ended = await kerbwise(...words);
    expect(ended).toMatchObject({ exit: 1, notes: expect.stringMatching(/^kerbwise: The journal .* is damaged at line \d+/m) });
    if (words[0] === 'report') expect(ended.out).toBe('');
  }
});

test('a journal without its head is read, and report and verify say that its end is not proved', async () => {
  await write(text, null);
  for (const words of [
    ['report', '--journal', journal],
    ['verify', '--target', 'lab'],
  ]) {
    expect(await kerbwise(...words)).toMatchObject({
      exit: 0,
      notes: expect.stringContaining('nothing proves that none is missing at its end'),
    });
  }
  const copy = join(server.state.root, 'copy.jsonl');
  await copyFile(journal, copy);
  expect(await readJournal(copy)).toMatchObject({ ok: true, value: { endProved: false } });
});

test('a last line that was cut off in a crash is told from one that was cut off later', async () => {
  await write(`${text}{"n":99,"at":"20`);
  expect(await readJournal(journal)).toMatchObject({ ok: true, value: { torn: true } });
  await write(text.slice(0, -40));
  expect(await readJournal(journal)).toMatchObject({ ok: false, failure: { code: 'journal.corrupt' } });
});
