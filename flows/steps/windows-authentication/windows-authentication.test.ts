import { expect, test } from 'vitest';
import { HEALTHY_SIGN_IN, locationOf, notRead, type ServerSketch, serverFacts } from '../../../test/flow/server-facts.ts';
import { known } from '../../model/fact.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { windowsAuthentication } from './step.ts';

const NTLM_FIRST = '<clear /><add value="NTLM" /><add value="Negotiate" />';
const RIGHT = 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"';

function planOf(sketch: ServerSketch) {
  const facts = serverFacts(sketch);
  const { findings, notChecked, statements, limits = [] } = windowsAuthentication.assess(facts);
  return {
    found: findings.map(({ id, subject }) => `${id} ${subject}`),
    notChecked,
    statements: statements.join('\n'),
    limits: limits.join('\n'),
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

test('says of a list without NTLM that Negotiate carries it', () => {
  const [finding] = windowsAuthentication.assess(serverFacts({ providers: '<clear /><add value="Negotiate" />' })).findings;
  expect(finding?.meaning).toContain('fall back to NTLM all the same');
});

test.each([
  ['a redirection.config that was not read', { more: { sharedConfiguration: notRead } }, 'not known', 'read it'],
  ['a shared configuration', { more: { sharedConfiguration: known(true) } }, 'every server of the farm', 'once for all servers'],
  ['a lock', { windows: `${RIGHT} lockElements="providers"` }, 'is locked', 'lift the lock'],
])('withholds for %s, with the way out that fits it', (_, sketch, why, next) => {
  const [plan] = planOf({ providers: NTLM_FIRST, ...sketch }).plans;
  expect(plan).toMatchObject({ edits: [], withheld: { why: expect.stringContaining(why), next: expect.stringContaining(next) } });
});

test('names the vendor’s articles where the list of a task agent’s path changes with the one above, and not where it has its own', () => {
  const path = 'Default Web Site/Altiris/TaskManagement';
  const locations = locationOf(path, RIGHT, `<providers>${NTLM_FIRST}</providers>`);
  const own = locationOf(`${path}/CTAgent`, RIGHT, `<providers>${NTLM_FIRST}</providers>`);
  const consequences = (more: string) => {
    const facts = withApplication(serverFacts({ providers: NTLM_FIRST, locations: `${locations}${more}` }), path);
    const { findings } = windowsAuthentication.assess(facts);
    return findings.map((finding) => [finding.subject, windowsAuthentication.planChanges(finding, facts).edits[0]?.consequence ?? '']);
  };
  expect(consequences('')).toEqual([
    ['Default Web Site/Altiris', expect.not.stringContaining('KB')],
    [path, expect.stringMatching(/task agents at Default Web Site\/Altiris\/TaskManagement\/CTAgent too.*KB 173598, KB 232242/)],
  ]);
  expect(consequences(own).map(([, consequence]) => consequence)).toEqual([
    expect.not.stringContaining('KB'),
    expect.not.stringContaining('KB'),
  ]);
});

function withApplication(facts: ServerFacts, path: string): ServerFacts {
  if (!facts.configuration.known) return facts;
  const applications = [...facts.configuration.value.applications, { path, pool: 'DefaultAppPool', physicalPath: null }];
  return {
    ...facts,
    applications: [...facts.applications, path],
    configuration: known({ ...facts.configuration.value, applications }),
  };
}

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
  expect(assessed.statements.join('\n')).not.toContain('KB 173598');
  expect(assessed.limits?.join('\n')).toContain('KB 173598');
});

const ALTIRIS = 'Default Web Site/Altiris';
const ACKNOWLEDGED = {
  application: ALTIRIS,
  applications: [ALTIRIS, `${ALTIRIS}/Console`],
  providers: ['NTLM', 'Negotiate'],
  setAt: `MACHINE/WEBROOT/APPHOST/${ALTIRIS}`,
  user: 'CONTOSO\\admin',
  why: 'a firewall reads names from NTLM',
  server: 'smp01.contoso.com',
  since: '2026-11-22T08:00:00.000Z',
};
const choosing = (differs: object) => ({ choices: { applications: [], names: [], acknowledged: [{ ...ACKNOWLEDGED, ...differs }] } });

test('tells NTLM first that was acknowledged by whom, since when and why, as a remark', () => {
  const facts = serverFacts({ providers: NTLM_FIRST, more: choosing({}) });
  expect(windowsAuthentication.assess(facts).findings).toMatchObject([
    {
      id: 'windows-authentication.ntlm-acknowledged',
      severity: 'information',
      subject: ALTIRIS,
      evidence: expect.stringMatching(
        /NTLM, Negotiate.*same holds for Default Web Site\/Altiris\/Console; acknowledged by CONTOSO\\admin since 2026-11-22T08:00:00.000Z: a firewall reads/,
      ),
      rule: { id: 'I12' },
    },
  ]);
});

test.each([
  ['another list', { providers: ['NTLM', 'Negotiate', 'Other'] }],
  ['a list that was set elsewhere', { setAt: 'MACHINE/WEBROOT/APPHOST' }],
  ['another application', { applications: ['Default Web Site/Altiris/Resource'] }],
  ['another server', { server: 'smp02.contoso.com' }],
])('takes no acknowledgement of %s', (_, differs) => {
  expect(planOf({ providers: NTLM_FIRST, more: choosing(differs) }).found).toEqual([`windows-authentication.ntlm-first ${ALTIRIS}`]);
});

test('takes no acknowledgement where NTLM is refused, or the server could not be named', () => {
  const ntlm = { known: true as const, value: { refusesIncoming: true, refusesOutgoing: false } };
  const refusing = { ...choosing({}), signIn: { ...HEALTHY_SIGN_IN, ntlm } };
  const found = [`windows-authentication.ntlm-first ${ALTIRIS}`];
  expect(planOf({ providers: NTLM_FIRST, more: refusing }).found).toEqual(found);
  expect(planOf({ providers: NTLM_FIRST, more: { ...choosing({}), host: notRead } }).found).toEqual(found);
});

test('offers no change that would reach an application below that keeps its list', () => {
  const below = 'Default Web Site/Altiris/Console';
  const { found, plans } = planOf({
    locations: locationOf(below, RIGHT),
    rootProviders: '<add value="NTLM" /><add value="Negotiate" />',
    more: choosing({ application: below, applications: [below], setAt: 'MACHINE/WEBROOT/APPHOST' }),
  });
  expect(found).toEqual([`windows-authentication.ntlm-first ${ALTIRIS}`, `windows-authentication.ntlm-acknowledged ${below}`]);
  expect(plans[0]).toMatchObject({ edits: [], withheld: { why: expect.stringContaining(`${below} has its list from the same place`) } });
});

test('finds an application that lets nobody in and switches Windows Authentication on', () => {
  expect(planOf({ windows: 'enabled="false"' })).toMatchObject({
    found: ['windows-authentication.off Default Web Site/Altiris'],
    plans: [{ edits: [{ edit: { name: 'enabled', value: true }, undo: { name: 'enabled', value: false } }] }],
  });
});

test('leaves an application alone that is open to anonymous users', () => {
  const { found, statements, limits } = planOf({ windows: 'enabled="false"', anonymous: true });
  expect(found).toEqual([]);
  expect(statements).not.toContain('anonymous');
  expect(limits).toContain('may be meant so');
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
