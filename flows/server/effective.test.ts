import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import type { Configuration, Level, ProviderEdit } from './configuration.ts';
import { effectiveAuthentication, withEdit } from './effective.ts';
import { readConfiguration } from './read-configuration.ts';
import { EMPTY_LEVEL } from './read-levels.ts';

test('the deepest level that writes a value sets it, each value for itself', () => {
  const { windows, anonymous, setAt, problems } = effectiveAuthentication(
    server('smp-server'),
    'Default Web Site/Altiris/TaskManagement/CTAgent/',
  );
  const altiris = 'MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris';
  expect(windows).toEqual({
    enabled: true,
    providers: ['NTLM', 'Negotiate'],
    useKernelMode: true,
    useAppPoolCredentials: true,
    authPersistNonNTLM: true,
    tokenChecking: 'Allow',
  });
  expect(anonymous).toEqual({ enabled: false });
  expect(setAt).toEqual({
    enabled: `${altiris}/TaskManagement/CTAgent`,
    providers: `${altiris}/TaskManagement/CTAgent`,
    useKernelMode: null,
    useAppPoolCredentials: altiris,
    authPersistNonNTLM: 'MACHINE/WEBROOT/APPHOST',
    tokenChecking: altiris,
    anonymous: altiris,
  });
  expect(problems).toEqual([]);
});

test('the schema decides where no level does: persistence off, kernel mode on', () => {
  expect(effectiveAuthentication(server('upgraded-server'), 'Default Web Site/').windows).toEqual({
    enabled: false,
    providers: ['Negotiate', 'NTLM'],
    useKernelMode: true,
    useAppPoolCredentials: false,
    authPersistNonNTLM: false,
    tokenChecking: 'None',
  });
});

test('a provider that is added a second time is a problem, and stands in the list once', () => {
  const { windows, problems } = effectiveAuthentication(
    configuration([level('', { providers: adds('Negotiate', 'NTLM') }), level('S/A', { providers: adds('ntlm', 'Negotiate:Kerberos') })]),
    's/a/b',
  );
  expect(windows.providers).toEqual(['Negotiate', 'NTLM', 'Negotiate:Kerberos']);
  expect(problems).toEqual([expect.stringMatching(/ntlm at MACHINE\/WEBROOT\/APPHOST\/s\/a/)]);
});

test('an empty provider list sets nothing, and a name that begins alike is no parent', () => {
  const both = configuration([
    level('', { providers: adds('NTLM') }),
    level('Site', { providers: [] }),
    level('Sit', { anonymous: false }),
  ]);
  expect(effectiveAuthentication(both, 'Site').setAt).toMatchObject({ providers: 'MACHINE/WEBROOT/APPHOST', anonymous: null });
});

test('every web.config down the path comes after all of applicationHost.config', () => {
  const levels = [
    { ...level('S', { anonymous: true }), source: 'web.config' as const },
    level('S', { anonymous: false }),
    level('S/A', { anonymous: false }),
  ];
  const { anonymous, setAt } = effectiveAuthentication(configuration(levels), 'S/A');
  expect([anonymous.enabled, setAt.anonymous]).toEqual([true, 'MACHINE/WEBROOT/APPHOST/S']);
});

test('agrees with a slow reading of the rules on any levels', () => {
  fc.assert(
    fc.property(fc.array(anyLevel, { maxLength: 12 }), fc.constantFrom(...PATHS), (levels, path) => {
      const { windows, anonymous, setAt } = effectiveAuthentication(configuration(levels), path);
      expect({ windows, anonymous, setAt }).toEqual(slowly(levels, path));
    }),
    { numRuns: 500 },
  );
});

test('an edit yields its value at its path, and changes nothing elsewhere but below', () => {
  const edit = fc.oneof(
    fc.record({
      kind: fc.constant('switch' as const),
      path: fc.constantFrom(...PATHS),
      name: fc.constantFrom('enabled' as const, 'useAppPoolCredentials' as const, 'authPersistNonNTLM' as const),
      value: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('providers' as const),
      path: fc.constantFrom(...PATHS),
      present: fc.constant<readonly string[]>([]),
      value: fc.uniqueArray(fc.constantFrom(...PROVIDERS)),
    }),
  );
  // One level for each path, as readConfiguration makes them.
  const serverLevels = fc
    .uniqueArray(anyLevel, { maxLength: 12, selector: ({ path }) => path.toLowerCase() })
    .map((levels) => levels.map((one): Level => ({ ...one, source: 'applicationHost.config' })));
  fc.assert(
    fc.property(serverLevels, edit, (levels, made) => {
      const before = configuration(levels);
      const after = withEdit(before, made);
      const { windows } = effectiveAuthentication(after, made.path);
      expect(made.kind === 'switch' ? windows[made.name] : windows.providers).toEqual(made.value);
      for (const path of PATHS.filter(
        (other) => !`${other}/`.toLowerCase().startsWith(`${made.path}/`.toLowerCase()) && made.path !== '',
      )) {
        expect(effectiveAuthentication(after, path)).toEqual(effectiveAuthentication(before, path));
      }
    }),
  );
});

test('taking a value away gives back what is inherited, and a level that says nothing more is gone', () => {
  const before = configuration([level('', { providers: adds('NTLM') })]);
  const switched = withEdit(before, { kind: 'switch', path: 'S/A', name: 'enabled', value: true });
  const listed = withEdit(switched, { kind: 'providers', path: 's/a/', present: ['NTLM'], value: ['Negotiate'] });
  const back = withEdit(withEdit(listed, { kind: 'providers', path: 'S/A', present: ['Negotiate'], value: null }), {
    kind: 'switch',
    path: 'S/A',
    name: 'enabled',
    value: null,
  });
  expect(listed.levels).toHaveLength(2);
  expect(back).toEqual(before);
  expect(withEdit(before, { kind: 'spn.register', spn: 'HTTP/x', account: 'x$' })).toBe(before);
});

const PATHS = ['', 'Site', 'site/App', 'SITE/APP/Sub', 'Site/Application', 'Other'];
const PROVIDERS = ['Negotiate', 'NTLM', 'Negotiate:Kerberos', 'Negotiate:PKU2U'];

const maybe = fc.option(fc.boolean(), { nil: null });
const anyProviderEdit: fc.Arbitrary<ProviderEdit> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ op: 'clear' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constantFrom('add' as const, 'remove' as const), value: fc.constantFrom(...PROVIDERS, 'ntlm') }),
  },
);
const anyLevel: fc.Arbitrary<Level> = fc.record({
  path: fc.constantFrom(...PATHS),
  source: fc.constantFrom('applicationHost.config' as const, 'web.config' as const),
  windows: fc.record({
    enabled: maybe,
    useKernelMode: maybe,
    useAppPoolCredentials: maybe,
    authPersistNonNTLM: maybe,
    tokenChecking: fc.option(fc.constantFrom('None', 'Allow', 'Require'), { nil: null }),
  }),
  providers: fc.option(fc.array(anyProviderEdit, { maxLength: 5 }), { nil: null }),
  anonymous: maybe,
  others: fc.record({ basic: fc.boolean(), impersonate: fc.boolean() }, { requiredKeys: [] }),
  locks: fc.constant({}),
  overrideMode: fc.constant(null),
});

/** The rules written down as plainly as possible: sort every level that applies, then go through them one by one. */
function slowly(levels: readonly Level[], path: string) {
  const depth = (one: string) => (one === '' ? 0 : one.split('/').length);
  const applying = levels
    .map((one, at) => ({ one, at }))
    .filter(({ one }) => one.path === '' || `${path}/`.toLowerCase().startsWith(`${one.path}/`.toLowerCase()))
    .sort(
      (a, b) =>
        Number(a.one.source === 'web.config') - Number(b.one.source === 'web.config') ||
        depth(a.one.path) - depth(b.one.path) ||
        a.at - b.at,
    )
    .map(({ one }) => one);
  const at = (one: Level | undefined) =>
    one === undefined ? null : ['MACHINE/WEBROOT/APPHOST', ...path.split('/').slice(0, depth(one.path))].join('/');
  const last = (written: (one: Level) => unknown) => applying.findLast((one) => written(one) !== null);
  const providers: string[] = [];
  const find = (value: string) => providers.findIndex((present) => present.toLowerCase() === value.toLowerCase());
  for (const edit of applying.flatMap((one) => one.providers ?? [])) {
    if (edit.op === 'clear') providers.length = 0;
    if (edit.op === 'remove' && find(edit.value) >= 0) providers.splice(find(edit.value), 1);
    if (edit.op === 'add' && find(edit.value) < 0) providers.push(edit.value);
  }
  const level = {
    enabled: last((one) => one.windows.enabled),
    useKernelMode: last((one) => one.windows.useKernelMode),
    useAppPoolCredentials: last((one) => one.windows.useAppPoolCredentials),
    authPersistNonNTLM: last((one) => one.windows.authPersistNonNTLM),
    tokenChecking: last((one) => one.windows.tokenChecking),
    anonymous: last((one) => one.anonymous),
    providers: applying.findLast((one) => one.providers !== null && one.providers.length > 0),
  };
  return {
    windows: {
      enabled: level.enabled?.windows.enabled ?? false,
      providers,
      useKernelMode: level.useKernelMode?.windows.useKernelMode ?? true,
      useAppPoolCredentials: level.useAppPoolCredentials?.windows.useAppPoolCredentials ?? false,
      authPersistNonNTLM: level.authPersistNonNTLM?.windows.authPersistNonNTLM ?? false,
      tokenChecking: level.tokenChecking?.windows.tokenChecking ?? 'None',
    },
    anonymous: { enabled: level.anonymous?.anonymous ?? true },
    setAt: Object.fromEntries(Object.entries(level).map(([name, one]) => [name, at(one)])),
  };
}

function server(name: string): Configuration {
  const read = readConfiguration(fixture(name, 'applicationHost.config'));
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return read.value;
}

function configuration(levels: readonly Level[]): Configuration {
  return {
    windowsAuthenticationInstalled: true,
    keepsHistory: true,
    pools: [],
    sites: [],
    applications: [],
    levels,
    virtualDirectories: 0,
    locations: 0,
    logging: { mode: 'Site', sites: [] },
    notes: [],
  };
}

function level(path: string, says: Partial<Level>): Level {
  return { ...EMPTY_LEVEL, path, ...says };
}

function adds(...values: readonly string[]): readonly ProviderEdit[] {
  return values.map((value) => ({ op: 'add', value }));
}
