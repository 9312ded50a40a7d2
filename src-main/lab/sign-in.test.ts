import { expect, test } from 'vitest';
import { checkFaults, DEFAULT_FAULTS, LAB_FAULTS, parseFaults, serverWithFaults } from './faults/all-faults.ts';
import { editSection } from './iis/config-edit.ts';
import { APPLICATION_HOST } from './iis/levels.ts';
import { WINDOWS } from './iis/schema.ts';
import { ALTIRIS, CLIENT_NAMES, CLIENT_TASK_SERVER, CONSOLE, TASK_MANAGEMENT } from './server/names.ts';
import { signIn } from './sign-in.ts';

/** In: faults. Out: the protocol by each client name, at these applications. */
function protocols(faults: readonly string[], applications: readonly string[] = [ALTIRIS]): readonly string[] {
  const server = serverWithFaults(faults);
  return applications.flatMap((application) => CLIENT_NAMES.map((name) => signIn(server, application, name).protocol));
}

const SIGNED_IN = [ALTIRIS, CONSOLE, `${ALTIRIS}/NS/Agent`, TASK_MANAGEMENT, CLIENT_TASK_SERVER, `${ALTIRIS}/PackageShare`];

test('signs everybody in by Kerberos where the server is healthy', () => {
  expect(new Set(protocols([], SIGNED_IN))).toEqual(new Set(['kerberos']));
});

test('asks nobody where anonymous access is on by design', () => {
  expect(new Set(protocols([], ['Default Web Site/', `${ALTIRIS}/NS/NSCap`, `${ALTIRIS}/Resource`]))).toEqual(new Set(['anonymous']));
});

// By smp01, smp01.contoso.com, smp, smp.contoso.com.
test.each([
  ['spn-missing', ['refused', 'refused', 'ntlm', 'ntlm']],
  ['spn-on-computer', ['refused', 'refused', 'refused', 'refused']],
  ['spn-duplicate', ['kerberos', 'ntlm', 'kerberos', 'kerberos']],
  ['ntlm-first', ['ntlm', 'ntlm', 'ntlm', 'ntlm']],
  ['credentials-off', ['refused', 'refused', 'refused', 'refused']],
  ['persistence-off', ['kerberos', 'kerberos', 'kerberos', 'kerberos']],
  ['kerberos-only', ['kerberos', 'kerberos', 'kerberos', 'kerberos']],
  ['name-is-alias', ['kerberos', 'kerberos', 'ntlm', 'ntlm']],
  ['port-on-another-account', ['kerberos', 'kerberos', 'kerberos', 'kerberos']],
  ['extended-protection', ['refused', 'refused', 'refused', 'refused']],
  ['clock-skew', ['refused', 'refused', 'refused', 'refused']],
  ['account-without-aes', ['refused', 'refused', 'refused', 'refused']],
])('shows the symptom of %s', (fault, expected) => {
  expect(protocols([fault])).toEqual(expected);
});

test('lets nobody into the console with windows-off, and everybody in elsewhere', () => {
  expect(protocols(['windows-off'], [CONSOLE, ALTIRIS])).toEqual([
    ...CLIENT_NAMES.map(() => 'refused'),
    ...CLIENT_NAMES.map(() => 'kerberos'),
  ]);
});

test('covers the own names of the server by HOST/ where the pool is the computer on the network', () => {
  const server = serverWithFaults(['spn-missing', 'credentials-off']);
  expect(CLIENT_NAMES.map((name) => signIn(server, ALTIRIS, name).protocol)).toEqual(['kerberos', 'kerberos', 'ntlm', 'ntlm']);
});

test('refuses a ticket that was asked for with a port whose name another account holds', () => {
  expect(signIn(serverWithFaults(['port-on-another-account']), ALTIRIS, 'smp01:8080').protocol).toBe('refused');
  expect(signIn(serverWithFaults(['port-on-another-account']), ALTIRIS, 'smp01').protocol).toBe('kerberos');
});

test('has nothing to fall back to with Negotiate:Kerberos alone', () => {
  const provider = (op: 'add' | 'remove', value: string) =>
    ({ op, inner: ['providers'], indexer: { position: null, keys: { value } } }) as const;
  const edits = [provider('remove', 'Negotiate'), provider('remove', 'NTLM'), provider('add', 'Negotiate:Kerberos')];
  const edited = editSection(serverWithFaults(['spn-missing']), { path: ALTIRIS, file: APPLICATION_HOST }, WINDOWS, edits);
  expect(edited.ok && signIn(edited.value, ALTIRIS, 'smp').protocol).toBe('refused');
});

test('reads tickets with the key of the pool in user mode, whatever useAppPoolCredentials says', () => {
  const edits = [{ op: 'set', inner: [], attribute: 'useKernelMode', value: 'false' }] as const;
  const edited = editSection(serverWithFaults(['credentials-off']), { path: ALTIRIS, file: APPLICATION_HOST }, WINDOWS, edits);
  expect(edited.ok && signIn(edited.value, ALTIRIS, 'smp').protocol).toBe('kerberos');
});

const PAIRS = LAB_FAULTS.flatMap((one) => LAB_FAULTS.filter((other) => other.id > one.id).map((other) => [one, other] as const));

test.each(PAIRS.map(([one, other]) => [one.id, other.id]))('makes a server with %s and %s, or says why not', (one, other) => {
  const checked = checkFaults([one, other]);
  if (!checked.ok) {
    const pair = [one, other];
    expect(LAB_FAULTS.filter(({ id, excludes }) => pair.includes(id) && excludes.some((id) => pair.includes(id)))).not.toEqual([]);
    return;
  }
  const [both, only, second] = [serverWithFaults(checked.value), serverWithFaults([one]), serverWithFaults([other])];
  for (const less of [only, second]) expect({ ...both, faults: [] }).not.toEqual({ ...less, faults: [] });
});

test('makes the same server every time', () => {
  expect(serverWithFaults(DEFAULT_FAULTS)).toEqual(serverWithFaults(DEFAULT_FAULTS.toReversed()));
});

test('reads fault names in any order and letter case, each once', () => {
  expect(parseFaults(' NTLM-first,spn-missing,ntlm-first')).toEqual({ ok: true, value: ['spn-missing', 'ntlm-first'] });
  expect(parseFaults('')).toEqual({ ok: true, value: DEFAULT_FAULTS });
  expect(parseFaults('healthy')).toEqual({ ok: true, value: [] });
});

test.each(['spn-gone', 'healthy,ntlm-first', 'spn-missing,spn-on-computer', 'constructor'])(
  'refuses the faults %j and lists the known ones',
  (text) => {
    const parsed = parseFaults(text);
    expect(parsed.ok || parsed.failure).toMatchObject({
      code: 'input.refused',
      next: expect.stringContaining('healthy, surprise, spn-missing, spn-on-computer'),
    });
  },
);
