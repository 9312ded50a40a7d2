import { expect, test } from 'vitest';
import { locationOf, notRead, type ServerSketch, serverFacts } from '../../../test/flow/server-facts.ts';
import { windowsAuthentication } from './step.ts';

const NTLM_FIRST = '<clear /><add value="NTLM" /><add value="Negotiate" />';
const RIGHT = 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"';

function planOf(sketch: ServerSketch) {
  const facts = serverFacts(sketch);
  const { findings, notChecked, statements } = windowsAuthentication.assess(facts);
  return {
    found: findings.map(({ id, subject }) => `${id} ${subject}`),
    notChecked,
    statements: statements.join('\n'),
    plans: findings.map((finding) => windowsAuthentication.planChanges(finding, facts)),
  };
}

test('is silent where Negotiate comes first', () => {
  expect(planOf({})).toMatchObject({ found: [], notChecked: [], plans: [] });
});

test('writes the whole list in one command and the saved list back', () => {
  const edit = { kind: 'providers', path: 'Default Web Site/Altiris' };
  expect(planOf({ providers: NTLM_FIRST })).toMatchObject({
    found: ['windows-authentication.ntlm-first Default Web Site/Altiris'],
    plans: [
      {
        edits: [
          {
            edit: { ...edit, present: ['NTLM', 'Negotiate'], value: ['Negotiate', 'NTLM'] },
            undo: { ...edit, present: ['Negotiate', 'NTLM'], value: ['NTLM', 'Negotiate'] },
          },
        ],
      },
    ],
  });
});

test('undoes an inherited list to "inherited"', () => {
  const { plans } = planOf({ rootProviders: '<add value="NTLM" /><add value="Negotiate" />' });
  expect(plans[0]?.edits[0]?.undo).toEqual({
    kind: 'providers',
    path: 'Default Web Site/Altiris',
    present: ['Negotiate', 'NTLM'],
    value: null,
  });
});

test.each([
  ['NTLM alone', '<clear /><add value="NTLM" />', 'ntlm-only', ['Negotiate', 'NTLM']],
  ['Negotiate:Kerberos alone', '<clear /><add value="Negotiate:Kerberos" />', 'kerberos-only-provider', ['Negotiate']],
  ['an empty list', '<clear />', 'negotiate-missing', ['Negotiate']],
])('mends %s without adding NTLM where it was not', (_, providers, id, value) => {
  const { found, plans } = planOf({ providers });
  expect(found).toEqual([`windows-authentication.${id} Default Web Site/Altiris`]);
  expect(plans[0]?.edits[0]?.edit).toMatchObject({ value });
});

test('remarks that NTLM is missing beside Negotiate, and changes nothing', () => {
  const facts = serverFacts({ providers: '<clear /><add value="Negotiate" />' });
  expect(windowsAuthentication.assess(facts).findings).toMatchObject([
    {
      id: 'windows-authentication.ntlm-missing',
      severity: 'information',
      evidence: expect.stringContaining('providers = Negotiate, set at'),
    },
  ]);
});

test.each([
  ['the names are not right', { spns: { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/smp01'] } }],
  ['IIS takes another key', { windows: 'enabled="true" useAppPoolCredentials="false"' }],
  ['the names were not read', { more: { owners: { 'http/smp01': notRead, 'http/smp01.contoso.com': notRead } } }],
])('does not put Negotiate first while %s', (_, sketch) => {
  expect(planOf({ providers: NTLM_FIRST, ...sketch }).plans).toMatchObject([
    { edits: [], withheld: { why: expect.stringContaining('has to work before') } },
  ]);
});

test('keeps NTLM first where it was set for the task agent itself', () => {
  const locations = locationOf('Default Web Site/Altiris/TaskManagement/CTAgent', RIGHT, `<providers>${NTLM_FIRST}</providers>`);
  const facts = serverFacts({ locations });
  const path = 'Default Web Site/Altiris/TaskManagement/CTAgent';
  const configuration = facts.configuration.known ? facts.configuration.value : undefined;
  const applications = [...(configuration?.applications ?? []), { path, pool: 'DefaultAppPool', physicalPath: null }];
  const server = configuration && {
    ...facts,
    applications: [...facts.applications, path],
    configuration: { known: true as const, value: { ...configuration, applications } },
  };
  const assessed = windowsAuthentication.assess(server ?? facts);
  expect(assessed.findings).toEqual([]);
  expect(assessed.statements.join('\n')).toContain('KB 173598');
});

test('finds an application that lets nobody in and switches Windows Authentication on', () => {
  expect(planOf({ windows: 'enabled="false"' })).toMatchObject({
    found: ['windows-authentication.off Default Web Site/Altiris'],
    plans: [{ edits: [{ edit: { name: 'enabled', value: true }, undo: { name: 'enabled', value: false } }] }],
  });
});

test('leaves an application alone that is open to anonymous users', () => {
  const { found, statements } = planOf({ windows: 'enabled="false"', anonymous: true });
  expect(found).toEqual([]);
  expect(statements).toContain('may be meant so');
});

test('asks for the role service where it is not installed, and installs nothing', () => {
  expect(planOf({ installed: false })).toMatchObject({ found: ['windows-authentication.not-installed SMP01'], plans: [{ edits: [] }] });
});

test('offers no change where a lock or a web.config stands in the way', () => {
  const facts = serverFacts({ providers: NTLM_FIRST });
  const configuration = facts.configuration.known ? facts.configuration.value : undefined;
  const levels =
    configuration?.levels.map((level) => (level.path === '' ? { ...level, locks: { lockElements: 'providers' } } : level)) ?? [];
  const locked =
    configuration === undefined ? facts : { ...facts, configuration: { known: true as const, value: { ...configuration, levels } } };
  const [finding] = windowsAuthentication.assess(locked).findings;
  expect(finding && windowsAuthentication.planChanges(finding, locked)).toMatchObject({
    edits: [],
    withheld: { why: expect.stringContaining('locked') },
  });
});

test('calls an unread configuration not checked', () => {
  expect(planOf({ more: { configuration: notRead } })).toMatchObject({
    found: [],
    statements: '',
    notChecked: [{ why: 'it was not read' }],
  });
});
