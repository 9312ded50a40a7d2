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

test.each(PAIRS.map(([one, other]) => ({ one, other, name: `${one.id} and ${other.id}` })))(
  'makes a server with $name, or says why not',
  ({ one, other }) => {
    const checked = checkFaults([one.id, other.id]);
    if (!checked.ok) {
      expect([...one.excludes, ...other.excludes]).toContainEqual(one.excludes.includes(other.id) ? other.id : one.id);
      return;
    }
    const without = (ids: readonly string[]) => ({ ...serverWithFaults(ids), faults: [] });
    for (const less of [one, other]) expect(without(checked.value)).not.toEqual(without([less.id]));
  },
);

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
      next: expect.stringContaining('healthy, spn-missing, spn-on-computer'),
    });
  },
);
