import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceState } from './state-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('whoever reads a file while it is replaced finds the text before or the text after, whole', async () => {
  const path = join(folder, 'wizards', 'lab.json');
  const texts = ['a', 'b'].map((letter) => letter.repeat(8_000_000));
  await replaceState(path, texts[0] ?? '');
  let isWritten = false;
  const written = replaceState(path, texts[1] ?? '').finally(() => {
    isWritten = true;
  });
  const seen: number[] = [];
  while (!isWritten) seen.push(texts.indexOf(await readFile(path, 'utf8')));
  expect(await written).toEqual({ ok: true, value: path });
  expect(seen).not.toContain(-1);
  expect(await readFile(path, 'utf8')).toBe(texts[1]);
  expect(await readdir(join(folder, 'wizards'))).toEqual(['lab.json']);
});

test('a file that cannot be replaced is told with its name, and nothing is left beside it', async () => {
  const path = join(folder, 'recent.json');
  await mkdir(path);
  expect(await replaceState(path, '{}')).toMatchObject({ ok: false, failure: { code: 'state.unwritable', path } });
  expect(await readdir(folder)).toEqual(['recent.json']);
});
