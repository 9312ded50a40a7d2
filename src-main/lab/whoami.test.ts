import { expect, test } from 'vitest';
import type { LabState } from './lab-state.ts';
import { HEALTHY_SERVER } from './server/healthy-server.ts';
import { runWhoami } from './whoami.ts';

const run = (args: readonly string[], state: LabState = HEALTHY_SERVER) => runWhoami(state, args).output;

test('names the user', () => {
  expect(run([])).toEqual({ exitCode: 0, stdout: 'contoso\\administrator\r\n', stderr: '' });
});

test('prints user and groups as csv without headings, the mandatory label last', () => {
  const lines = run(['/user', '/groups', '/fo', 'csv', '/nh']).stdout.split('\r\n');
  expect(lines[0]).toBe('"contoso\\administrator","S-1-5-21-1004336348-1177238915-682003330-500"');
  expect(lines).toContain(
    '"CONTOSO\\Domain Admins","Group","S-1-5-21-1004336348-1177238915-682003330-512","Mandatory group, Enabled by default, Enabled group"',
  );
  expect(lines.findLast((line) => line !== '')).toBe('"Mandatory Label\\High Mandatory Level","Label","S-1-16-12288",""');
});

test('withholds administrative groups from a prompt without elevation', () => {
  const state = { ...HEALTHY_SERVER, machine: { ...HEALTHY_SERVER.machine, elevated: false } };
  const text = run(['/groups', '/fo', 'csv', '/nh'], state).stdout;
  expect(text).toContain('"S-1-16-8192"');
  expect(text).toContain('"CONTOSO\\Domain Admins","Group","S-1-5-21-1004336348-1177238915-682003330-512","Group used for deny only"');
});

test('rules its tables with signs of equality', () => {
  const sid = 'S-1-5-21-1004336348-1177238915-682003330-500';
  const lines = run(['/user']).stdout.split('\r\n');
  expect(lines.slice(1, 4)).toEqual(['USER INFORMATION', '----------------', '']);
  expect(lines.slice(4, 7)).toEqual([
    `User Name             ${'SID'.padEnd(sid.length)}`,
    `===================== ${'='.repeat(sid.length)}`,
    `contoso\\administrator ${sid}`,
  ]);
});

test('refuses what it does not know', () => {
  expect(run(['/privileges'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'ERROR: Invalid argument/option - \'/privileges\'.\r\nType "WHOAMI /?" for usage.\r\n',
  });
});
