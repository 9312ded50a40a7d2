import { expect, test } from 'vitest';
import { healthyAccount, notRead, type ServerSketch, SVC, serverFacts } from '../../../test/flow/server-facts.ts';
import { known } from '../../model/fact.ts';
import { type DirectoryAccount, dayOf } from '../../server/directory.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { appPoolIdentity } from './step.ts';

function idsOf(facts: ServerFacts): readonly string[] {
  return appPoolIdentity.assess(facts).findings.map(({ id }) => id.replace('app-pool-identity.', ''));
}

function withAccount(differs: Partial<DirectoryAccount>): readonly string[] {
  return idsOf(serverFacts({ identities: { [SVC]: differs } }));
}

test.each<[string, Partial<DirectoryAccount>, readonly string[]]>([
  ['nothing set: the domain’s default of AES holds', { encryptionTypes: null }, []],
  ['zero, which means the same', { encryptionTypes: 0 }, []],
  ['AES beside RC4', { encryptionTypes: 0x1c }, []],
  ['RC4 alone', { encryptionTypes: 0x4 }, ['no-aes']],
  ['a password of 2006', { passwordSet: '127900000000000000' }, ['no-aes']],
  ['a password that was never set', { passwordSet: '0' }, []],
  ['a lock that has run out', { lockoutTime: '134300000000000000', computed: 0 }, []],
  ['a lock', { lockoutTime: '134300000000000000', computed: 0x10 }, ['account-unusable']],
  ['disabled', { control: 0x202 }, ['account-unusable']],
  ['expired', { expired: true }, ['account-unusable']],
  ['an administrator', { adminCount: 1 }, ['privileged-account']],
  ['an administrator no more', { adminCount: 0 }, []],
  ['sensitive, and delegating nothing', { control: 0x100200 }, []],
  ['trusted with any protocol', { control: 0x1000200 }, ['constrained-delegation']],
])('judges an account with %s', (_, differs, ids) => {
  expect(withAccount(differs)).toEqual(ids);
});

test('never advises RC4', () => {
  const { findings } = appPoolIdentity.assess(serverFacts({ identities: { [SVC]: { encryptionTypes: 4 } } }));
  expect(findings[0]?.meaning).toContain('Do not bring RC4 back');
});

test('judges a managed account by its class', () => {
  const gmsa = 'CONTOSO\\gmsa-smp$';
  const sketch: ServerSketch = { identity: `SpecificUser ${gmsa}`, spns: { [gmsa]: ['HTTP/smp01', 'HTTP/smp01.contoso.com'], SMP01$: [] } };
  expect(idsOf(serverFacts(sketch))).toEqual(['not-managed']);
  const managed = { classes: ['top', 'user', 'computer', 'msDS-GroupManagedServiceAccount'] };
  expect(idsOf(serverFacts({ ...sketch, identities: { [gmsa]: managed } }))).toEqual([]);
});

test('takes two spellings of one account for one, by its security identifier', () => {
  const principal = 'svc-smp@contoso.com';
  const facts = serverFacts({
    spns: { [SVC]: ['HTTP/smp01', 'HTTP/smp01.contoso.com'], SMP01$: [] },
    identities: { [principal]: healthyAccount('svc-smp') },
  });
  if (!facts.configuration.known) throw new Error('the sketch has a configuration');
  const applications = facts.configuration.value.applications.map((one) =>
    one.path.endsWith('Console') ? { ...one, pool: 'Other' } : one,
  );
  const pools = facts.configuration.value.pools.map((pool) =>
    pool.name === 'Other' ? { ...pool, identityType: 'SpecificUser', userName: principal } : pool,
  );
  const mixed = { ...facts, configuration: known({ ...facts.configuration.value, applications, pools }) };
  expect(idsOf(mixed)).toEqual([]);
  const { identities } = facts.directory;
  const other = {
    ...identities,
    [principal]: known({ ...healthyAccount('svc-smp'), sid: 'S-1-5-21-9-9-9-9', dn: 'CN=other,DC=contoso,DC=com' }),
  };
  expect(idsOf({ ...mixed, directory: { ...mixed.directory, identities: other } })).toEqual(['several-accounts']);
});

test('shows the Application Identity beside the pool’s, and never takes it for the pool’s', () => {
  const name = 'CONTOSO\\svc-appid';
  const facts = serverFacts({ identities: { [name]: { computed: 0x10, lockoutTime: '134300000000000000' } } });
  const applicationIdentity = known({ valueNames: ['Identity'], accounts: [{ name: 'Identity', text: name }] });
  const { statements, findings } = appPoolIdentity.assess({ ...facts, directory: { ...facts.directory, applicationIdentity } });
  expect(statements).toContain(
    `The Application Identity of ITMS is ${name}. No pool here runs as it, so no ticket for this server is made for it.`,
  );
  expect(findings).toMatchObject([
    { id: 'app-pool-identity.application-identity-unusable', evidence: expect.stringContaining('2026-07-31') },
  ]);
});

test('says nothing of accounts where the directory was not asked: that is said once, with the names', () => {
  const facts = serverFacts();
  const directory = { ...facts.directory, outline: notRead, identities: { [SVC.toLowerCase()]: notRead, smp01$: notRead } };
  expect(appPoolIdentity.assess({ ...facts, directory })).toMatchObject({ findings: [], notChecked: [] });
});

test('hands what is wrong with an account to the directory team', () => {
  const facts = serverFacts({ identities: { [SVC]: { control: 0x202 } } });
  const [finding] = appPoolIdentity.assess(facts).findings;
  expect(finding && appPoolIdentity.planChanges(finding, facts)).toMatchObject({
    edits: [],
    withheld: { next: expect.stringContaining('directory team') },
  });
});

test.each([
  ['127900000000000000', '2006-04-20'],
  ['0', null],
  ['9223372036854775807', null],
  ['soon', null],
  [null, null],
])('reads the file time %s as the day %s', (fileTime, day) => {
  expect(dayOf(fileTime)).toBe(day);
});
