import { expect, test } from 'vitest';
import { succeed } from '../../flows/model/result.ts';
import { previewShell } from './preview-shell.ts';
import type { Shell } from './shell.ts';

const going = new AbortController().signal;
const inner: Shell = {
  run: async ({ args }) => succeed({ exitCode: 0, stdout: args.join(' '), stderr: '' }),
  readFile: async (path) => succeed(path),
  close: async () => undefined,
};

test('reads pass', async () => {
  const shell = previewShell(inner);
  const answer = await shell.run({ program: 'setspn', args: ['-L', 'x'], effect: 'read', timeoutMs: 1 }, going);
  expect(answer).toEqual({ ok: true, value: { exitCode: 0, stdout: '-L x', stderr: '' } });
  expect(await shell.readFile('C:\\x', going)).toEqual({ ok: true, value: 'C:\\x' });
  await shell.close();
});

test('a change throws and reaches nobody', () => {
  const shell = previewShell(inner);
  expect(() => shell.run({ program: 'setspn', args: ['-S', 'x'], effect: 'change', timeoutMs: 1 }, going)).toThrow('setspn -S x');
});
