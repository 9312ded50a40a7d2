import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { serverWithFaults } from '../../src-main/lab/faults/all-faults.ts';
import { buildProgram } from '../crash/build-program.ts';
import { type LabServer, serverWith } from './lab-server.ts';

let terminal: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  terminal = await buildProgram(fileURLToPath(new URL('../../src-main/terminal/main.ts', import.meta.url)));
}, 120_000);

async function run(server: LabServer, ...words: readonly string[]) {
  const line = [terminal.file, ...words, '--state', server.state.root];
  const ended: unknown = await promisify(execFile)(process.execPath, line).catch((error: unknown) => error);
  const part = (name: string): unknown => (typeof ended === 'object' && ended !== null ? Reflect.get(ended, name) : undefined);
  return { exit: Number(part('code') ?? 0), out: String(part('stdout')), notes: String(part('stderr')) };
}

test.each([
  ['healthy', 0],
  ['account-without-aes', 2],
])('a plan without changes, of a server with %s, claims nothing when it is applied: exit %i', async (fault, exit) => {
  const server = await serverWith(fault);
  const file = join(server.state.root, 'plan.json');
  const planned = JSON.parse((await run(server, 'plan', '--target', 'lab', '--json', '--out', file)).out);
  expect(planned.changes).toEqual([]);
  const journals = () => readdir(server.state.journals).catch(() => []);
  const before = await journals();
  const applied = await run(server, 'apply', '--target', 'lab', '--plan', file, '--confirm', planned.planId);
  expect(applied).toMatchObject({ exit, out: expect.stringContaining('holds no change, so nothing was run') });
  expect(applied.out).not.toMatch(/0 of 0|is gone/);
  expect(await journals()).toEqual(before);
});

test('a configuration file alone, with nothing wrong in it, does not answer whether the names are right: exit 1', async () => {
  const server = await serverWith('healthy');
  const file = join(server.state.root, 'applicationHost.config');
  await writeFile(file, serverWithFaults([]).applicationHost);
  const checked = await run(server, 'check', '--target', `evidence:${file}`);
  expect(checked).toMatchObject({ exit: 1, notes: expect.stringContaining('does not mean healthy') });
});

test('a lab target without a fault after the colon is told what to type', async () => {
  const refused = await run(await serverWith('healthy'), 'check', '--target', 'lab:');
  expect(refused).toMatchObject({ exit: 64, notes: expect.stringMatching(/--target lab for.*lab:healthy.*kerbwise lab list/) });
});
