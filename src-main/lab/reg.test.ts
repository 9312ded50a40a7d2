import { expect, test } from 'vitest';
import { runReg } from './reg.ts';
import { HEALTHY_SERVER } from './server/healthy-server.ts';

const KEY = 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';
const run = (...args: readonly string[]) => runReg(HEALTHY_SERVER, args).output;

test('prints the values of a key, four blanks between their parts', () => {
  const { exitCode, stdout } = run('query', `HKLM\\${KEY}`);
  expect([exitCode, stdout.split('\r\n').slice(0, 5)]).toEqual([
    0,
    [
      '',
      `HKEY_LOCAL_MACHINE\\${KEY}`,
      '    Hostname    REG_SZ    SMP01',
      '    NV Hostname    REG_SZ    SMP01',
      '    Domain    REG_SZ    contoso.com',
    ],
  ]);
});

test('prints one value', () => {
  expect(run('QUERY', `hklm\\${KEY}`, '/v', 'nv domain').stdout).toBe(
    `\r\nHKEY_LOCAL_MACHINE\\${KEY}\r\n    NV Domain    REG_SZ    contoso.com\r\n\r\n`,
  );
});

test.each([
  ['query', 'HKLM\\SOFTWARE\\None'],
  ['query', `HKLM\\${KEY}`, '/v', 'None'],
])('finds no %s %s', (...args) => {
  const stderr = 'ERROR: The system was unable to find the specified registry key or value.\r\n';
  expect(run(...args)).toEqual({ exitCode: 1, stdout: '', stderr });
});

test.each([['add', `HKLM\\${KEY}`], ['query'], ['query', `HKLM\\${KEY}`, '/s']])('refuses %s %s', (...args) => {
  expect(run(...args).stderr).toMatch(/^ERROR: Invalid syntax\.\r\n/);
});
