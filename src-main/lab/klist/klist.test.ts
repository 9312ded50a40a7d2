import { expect, test } from 'vitest';
import { serverWithFaults } from '../faults/all-faults.ts';
import type { LabState } from '../lab-state.ts';
import { HEALTHY_SERVER } from '../server/healthy-server.ts';
import { runSetspn } from '../setspn/setspn.ts';
import { runKlist } from './klist.ts';

const run = (args: readonly string[], state: LabState = HEALTHY_SERVER) => runKlist(state, args);
const withMachine = (change: Partial<LabState['machine']>): LabState => ({
  ...HEALTHY_SERVER,
  machine: { ...HEALTHY_SERVER.machine, ...change },
});

test('lists the tickets of the session, a blank line first, tabs before the labels', () => {
  const { output } = run([]);
  expect([output.exitCode, output.stdout.split('\r\n').slice(0, 8)]).toEqual([
    0,
    [
      '',
      'Current LogonId is 0:0x8d1f2',
      '',
      'Cached Tickets: (1)',
      '',
      '#0>\tClient: administrator @ CONTOSO.COM',
      '\tServer: krbtgt/CONTOSO.COM @ CONTOSO.COM',
      '\tKerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96',
    ],
  ]);
});

test.each(['http/SMP01', 'HTTP/smp.contoso.com', 'cifs/SMP01'])('gets a ticket to %s and keeps it, in the case that was asked', (spn) => {
  const { output, state } = run(['get', spn]);
  expect(output.exitCode).toBe(0);
  expect(output.stdout).toContain(`A ticket to ${spn} has been retrieved successfully.\r\n\r\nCached Tickets: (2)\r\n`);
  expect(output.stdout).toContain(`\tServer: ${spn} @ CONTOSO.COM\r\n`);
  expect(run([], state).output.stdout).toContain('Cached Tickets: (2)');
  expect(run(['get', spn], state).state).toBe(state);
});

const UNKNOWN = [
  '',
  'Current LogonId is 0:0x8d1f2',
  'Error calling API LsaCallAuthenticationPackage (GetTicket substatus): 0x6fb',
  '',
  'klist failed with 0xc000018b/-1073741429: The SAM database on the Windows Server does not have a computer account for this workstation trust relationship.',
  '',
];

test('gets no ticket to a name that nobody holds', () => {
  expect(run(['get', 'HTTP/nobody']).output).toEqual({ exitCode: 1, stdout: UNKNOWN.join('\r\n'), stderr: '' });
});

test('gets no ticket to a name that two accounts hold', () => {
  const old = { ...HEALTHY_SERVER, directory: { ...HEALTHY_SERVER.directory, functionalLevel: 5 } };
  const twice = runSetspn(old, ['-A', 'HTTP/smp', 'svc-old']).state;
  expect(run(['get', 'HTTP/smp'], twice).output.stdout).toBe(UNKNOWN.join('\r\n'));
});

test('gets no ticket to a name of an account that allows RC4 alone', () => {
  const ended = run(['get', 'HTTP/smp'], serverWithFaults(['account-without-aes'])).output;
  expect(ended.stdout).toContain('(GetTicket substatus): 0x80090342');
  expect(ended.stdout).toContain('klist failed with 0xc00002fd/-1073741059');
});

test('purges a session, the one of SYSTEM in either order of words', () => {
  for (const args of [
    ['-li', '0x3e7', 'purge'],
    ['purge', '-li', '0x3e7'],
  ]) {
    const { output, state } = run(args);
    expect(output.stdout).toBe(
      '\r\nCurrent LogonId is 0:0x8d1f2\r\nTargeted LogonId is 0:0x3e7\r\n\tDeleting all tickets:\r\n\tTicket(s) purged!\r\n',
    );
    expect(run(['-li', '0x3e7'], state).output.stdout).toContain('Cached Tickets: (0)');
    expect(run([], state).output.stdout).toContain('Cached Tickets: (1)');
  }
});

test('refuses the session of another to somebody who is not elevated, and one that does not exist', () => {
  expect(run(['-li', '0x3e7'], withMachine({ elevated: false })).output.stdout).toContain('klist failed with 0xc0000061/-1073741727');
  expect(run(['-li', '0x77']).output.stdout).toContain('(ShowTickets substatus): 1312');
});

test('finds no logon server without a controller', () => {
  expect(run(['get', 'HTTP/smp'], withMachine({ directoryReachable: false })).output.stdout).toContain('0xc000005e/-1073741730');
});

test('speaks German where Windows does', () => {
  expect(run([], withMachine({ language: 'de' })).output.stdout).toContain('Zwischengespeicherte Tickets: (1)');
});

test.each([[['query_bind']], [['get']], [['-li', 'x']], [['tgt']]])('prints its usage for %j, which is not simulated', (args) => {
  expect(run(args).output.exitCode).toBe(1);
});
