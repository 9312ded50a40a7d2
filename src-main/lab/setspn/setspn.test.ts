import { expect, test } from 'vitest';
import type { LabState } from '../lab-state.ts';
import { healthyAttributes } from '../server/healthy-directory.ts';
import { HEALTHY_SERVER } from '../server/healthy-server.ts';
import { runSetspn } from './setspn.ts';

const SVC = 'CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com';
const SMP01 = 'CN=SMP01,OU=Servers,DC=contoso,DC=com';
const HELD = ['HTTP/smp', 'HTTP/smp.contoso.com', 'HTTP/smp01', 'HTTP/smp01.contoso.com'];

const run = (args: readonly string[], state: LabState = HEALTHY_SERVER) => runSetspn(state, args);
const lines = (text: string) => text.split('\r\n');
const withMachine = (change: Partial<LabState['machine']>, state: LabState = HEALTHY_SERVER): LabState => ({
  ...state,
  machine: { ...state.machine, ...change },
});
const withDirectory = (change: Partial<LabState['directory']>): LabState => ({
  ...HEALTHY_SERVER,
  directory: { ...HEALTHY_SERVER.directory, ...change },
});

test.each(['svc-smp', 'CONTOSO\\svc-smp', 'contoso.com\\SVC-SMP', 'svc-smp@contoso.com'])('lists the names of %s', (account) => {
  expect(run(['-L', account]).output).toEqual({
    exitCode: 0,
    stdout: [`Registered ServicePrincipalNames for ${SVC}:`, ...HELD.map((spn) => `\t${spn}`), ''].join('\r\n'),
    stderr: '',
  });
});

test.each([['-L', 'SMP01'], ['-l', 'SMP01$'], ['CONTOSO\\SMP01$'], ['/L', '-C', 'smp01']])('takes %s %s for the computer', (...args) => {
  expect(lines(run(args).output.stdout)[0]).toBe(`Registered ServicePrincipalNames for ${SMP01}:`);
});

test('prints the header alone for an account without names', () => {
  expect(run(['-L', 'Administrator']).output.stdout).toBe(
    'Registered ServicePrincipalNames for CN=Administrator,CN=Users,DC=contoso,DC=com:\r\n',
  );
});

test('says on the error stream that an account is not there', () => {
  const stderr =
    'FindDomainForAccount: Call to DsGetDcNameWithAccountW failed with return value 0x00000525\r\nCould not find account svc-x\r\n';
  expect(run(['-L', 'svc-x']).output).toEqual({ exitCode: 1, stdout: '', stderr });
  expect(run(['-U', '-L', 'SMP01']).output.exitCode).toBe(1);
});

test('registers a name after looking for it, and takes it away without a trace', () => {
  const added = run(['-S', 'HTTP/portal', 'CONTOSO\\svc-smp']);
  expect(added.output.stdout).toBe(
    `Checking domain DC=contoso,DC=com\r\n\r\nRegistering ServicePrincipalNames for ${SVC}\r\n\tHTTP/portal\r\nUpdated object\r\n`,
  );
  const removed = run(['-D', 'http/PORTAL', 'svc-smp'], added.state);
  expect(removed.output.stdout).toBe(`Unregistering ServicePrincipalNames for ${SVC}\r\n\thttp/PORTAL\r\nUpdated object\r\n`);
  expect(removed.state).toEqual(HEALTHY_SERVER);
});

test('leaves the same directory when names go and come back in any order', () => {
  const gone = HELD.reduce((state, spn) => run(['-D', spn, 'svc-smp'], state).state, HEALTHY_SERVER);
  expect(HELD.toReversed().reduce((state, spn) => run(['-S', spn, 'svc-smp'], state).state, gone)).toEqual(HEALTHY_SERVER);
});

test('reports the removal of a name that is not held as if it had been', () => {
  const { output, state } = run(['-D', 'HTTP/none', 'svc-smp']);
  expect([output.exitCode, lines(output.stdout).at(-2), state]).toEqual([0, 'Updated object', HEALTHY_SERVER]);
});

test.each(['svc-smp', 'svc-old', 'SMP01'])('will not register for %s a name that is held, by the same account or another', (account) => {
  const { output, state } = run(['-S', 'http/SMP01', account]);
  expect([output.exitCode, lines(output.stdout), state]).toEqual([
    1,
    ['Checking domain DC=contoso,DC=com', SVC, ...HELD.map((spn) => `\t${spn}`), '', 'Duplicate SPN found, aborting operation!', ''],
    HEALTHY_SERVER,
  ]);
});

test('sees no duplicate where only HOST/ covers a name, and an administrator may write it', () => {
  const bare = HELD.reduce((state, spn) => run(['-D', spn, 'svc-smp'], state).state, HEALTHY_SERVER);
  expect(run(['-Q', 'HTTP/smp01'], bare).output).toEqual({
    exitCode: 1,
    stdout: 'Checking domain DC=contoso,DC=com\r\n\r\nNo such SPN found.\r\n',
    stderr: '',
  });
  expect(run(['-S', 'HTTP/smp01', 'svc-smp'], bare).output.exitCode).toBe(0);
});

test('refuses such a name to somebody with delegated rights only, unless the forest lets aliases be', () => {
  const groups = HEALTHY_SERVER.machine.operator.groups.filter(({ sid }) => !sid.endsWith('-512'));
  const bare = HELD.reduce((state, spn) => run(['-D', spn, 'svc-smp'], state).state, HEALTHY_SERVER);
  const delegated = withMachine({ mayWriteSpnsOf: [SVC], operator: { ...HEALTHY_SERVER.machine.operator, groups } }, bare);
  expect(run(['-S', 'HTTP/smp01', 'svc-smp'], delegated).output.stderr).toBe(
    `Failed to assign SPN on account '${SVC}', error 0x21c7/8647 -> The operation failed because SPN value provided for addition/modification is not unique forest-wide.\r\n`,
  );
  expect(run(['-S', 'HTTP/smp', 'svc-smp'], delegated).output.exitCode).toBe(0);
  const lenient = { ...delegated, directory: { ...delegated.directory, aliasUniqueness: false } };
  expect(run(['-S', 'HTTP/smp01', 'svc-smp'], lenient).output.exitCode).toBe(0);
});

test.each([
  ['a prompt without elevation', { elevated: false }],
  ['rights on other accounts only', { mayWriteSpnsOf: [SMP01] }],
] as const)('refuses a change to %s', (_, change) => {
  for (const args of [
    ['-S', 'HTTP/new', 'svc-smp'],
    ['-D', 'HTTP/smp', 'svc-smp'],
  ]) {
    const { output, state } = run(args, withMachine(change));
    expect(output.exitCode).toBe(1);
    expect(output.stderr).toBe(
      `Failed to assign SPN on account '${SVC}', error 0x2098/8344 -> Insufficient access rights to perform the operation.\r\n`,
    );
    expect(state.directory).toBe(HEALTHY_SERVER.directory);
  }
});

test('passes its own check, then the controller refuses, where the name is in another domain of the forest', () => {
  const elsewhere = {
    dn: 'CN=web9,OU=Servers,DC=emea,DC=contoso,DC=com',
    objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d99',
    objectClass: 'computer',
    sAMAccountName: 'WEB9$',
    userPrincipalName: null,
    dNSHostName: null,
    servicePrincipalName: ['HTTP/portal'],
    attributes: healthyAttributes(1199, 'computer'),
  } as const;
  const state = withDirectory({ objects: [...HEALTHY_SERVER.directory.objects, elsewhere] });
  expect(run(['-S', 'HTTP/portal', 'svc-smp'], state).output.stderr).toContain('error 0x21c7/8647 ->');
  const { stdout } = run(['-F', '-S', 'HTTP/portal', 'svc-smp'], state).output;
  expect(lines(stdout).slice(0, 3)).toEqual([
    'Checking forest DC=contoso,DC=com',
    'Operation will be performed forestwide, it might take a while.',
    elsewhere.dn,
  ]);
});

test('refuses a name without a slash', () => {
  expect(run(['-A', 'smp01', 'svc-smp']).output.stderr).toContain('error 0x200b/8203 ->');
});

test('finds names by wildcard and lists everything that their holder has', () => {
  expect(lines(run(['-Q', '*/smp.contoso.com']).output.stdout)).toEqual([
    'Checking domain DC=contoso,DC=com',
    SVC,
    ...HELD.map((spn) => `\t${spn}`),
    '',
    'Existing SPN found!',
    '',
  ]);
});

test('ends a search for duplicates with 1 whether it found any or not', () => {
  expect(run(['-X']).output).toEqual({
    exitCode: 1,
    stdout: 'Checking domain DC=contoso,DC=com\r\nProcessing entry 0\r\n\r\nfound 0 group of duplicate SPNs.\r\n',
    stderr: '',
  });
  const old = withDirectory({
    functionalLevel: 5,
    objects: HEALTHY_SERVER.directory.objects.map((one) =>
      one.sAMAccountName === 'svc-old' ? { ...one, servicePrincipalName: ['http/SMP'] } : one,
    ),
  });
  const { output } = run(['-X', '-P'], old);
  expect([output.exitCode, lines(output.stdout)]).toEqual([
    1,
    [
      'HTTP/smp is registered on these accounts:',
      `\t${SVC}`,
      '\tCN=svc-old,OU=Service Accounts,DC=contoso,DC=com',
      '',
      'found 1 group of duplicate SPNs.',
      '',
    ],
  ]);
});

test('cannot say anything without a controller', () => {
  const { output } = run(['-L', 'svc-smp'], withMachine({ directoryReachable: false }));
  expect(output).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'Ldap Error(0x51 -- Server Down): ldap_connect\r\nFailed to retrieve DN for domain "" : 0x00000051\r\n',
  });
});

test.each([[['-Z']], [['-S', 'HTTP/x']], [['-L', '-X', 'a']], [[]], [['-?']]])('prints its usage for %j', (args) => {
  const { output, state } = run(args);
  expect([output.exitCode, lines(output.stdout)[0], state]).toEqual([
    1,
    'Usage: C:\\Windows\\system32\\setspn.exe [modifiers switch] [accountname]',
    HEALTHY_SERVER,
  ]);
});
