import { expect, test } from 'vitest';
import { HEALTHY_SPNS, healthyAccount, type ServerSketch, SVC, serverFacts } from '../../../test/flow/server-facts.ts';
import { known } from '../../model/fact.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { servicePrincipalNames } from './step.ts';

const HOST = ['HOST/SMP01', 'HOST/SMP01.contoso.com'];
const MISSING: ServerSketch = { spns: { [SVC]: [], SMP01$: HOST } };

function planOf(facts: ServerFacts) {
  const { findings } = servicePrincipalNames.assess(facts);
  const plans = findings.map((finding) => ({ id: finding.id, ...servicePrincipalNames.planChanges(finding, facts) }));
  return { ids: findings.map(({ id }) => id), plans, runBy: plans.flatMap(({ edits }) => edits.map((edit) => edit.runBy)) };
}

test('says nothing of WinRM on a server that already works so', () => {
  expect(planOf(serverFacts()).ids).toEqual([]);
});

test('warns of WinRM only for the computer’s own names, and of none where the computer itself decrypts', () => {
  const alias = serverFacts({
    spns: { [SVC]: ['HTTP/smp01', 'HTTP/smp01.contoso.com'], SMP01$: HOST },
    names: ['smp01', 'smp.contoso.com'],
  });
  expect(planOf(alias).ids).toEqual(['service-principal-names.missing']);
  const machine = serverFacts({ identity: 'NetworkService', windows: 'enabled="true"', spns: { SMP01$: [] } });
  expect(planOf(machine).ids).toEqual(['service-principal-names.missing']);
});

test('registers no name on an account that is or was an administrator, and says what to do instead', () => {
  const { plans } = planOf(serverFacts({ ...MISSING, identities: { [SVC]: { adminCount: 1 } } }));
  expect(plans.flatMap(({ edits }) => edits)).toEqual([]);
  expect(plans[0]?.withheld).toMatchObject({ why: expect.stringContaining('adminCount = 1'), next: expect.stringContaining('managed') });
});

test('leaves the commands to the directory team where the directory says that the names may not be written', () => {
  const { ids, runBy } = planOf(serverFacts({ ...MISSING, identities: { [SVC]: { maySetSpns: false } } }));
  expect(ids).toContain('service-principal-names.no-rights');
  expect(new Set(runBy)).toEqual(new Set(['directory team']));
});

test('lets somebody who was given the right register an alias, and leaves what HOST covers to administrators', () => {
  const operator = known({ user: 'CONTOSO\\junior', elevated: true, domainAdministrator: false });
  const { runBy } = planOf(serverFacts({ ...MISSING, names: ['smp01', 'smp.contoso.com'], more: { operator } }));
  expect(runBy).toEqual(['directory team', 'you']);
});

test('offers nothing for a name while the controllers do not agree, and says how long that takes', () => {
  const facts = serverFacts(MISSING);
  const differing = ['smp01', 'smp01.contoso.com'].map((name) => ({
    spn: `HTTP/${name}`,
    controller: 'DC01.contoso.com',
    owners: [],
    otherController: 'DC02.contoso.com',
    otherOwners: ['svc-smp'],
  }));
  const waiting = { ...facts, directory: { ...facts.directory, replication: known({ asked: [], unread: [], differing }) } };
  const { ids, plans } = planOf(waiting);
  expect(ids).toEqual(['service-principal-names.replicating']);
  expect(plans).toMatchObject([{ edits: [], withheld: { next: expect.stringMatching(/a minute.*three hours.*0x3e7/) } }]);
});

test('leaves the other names alone where one waits for replication', () => {
  const facts = serverFacts(MISSING);
  const one = {
    spn: 'HTTP/smp01',
    controller: 'DC01.contoso.com',
    owners: [],
    otherController: 'DC02.contoso.com',
    otherOwners: ['svc-smp'],
  };
  const waiting = { ...facts, directory: { ...facts.directory, replication: known({ asked: [], unread: [], differing: [one] }) } };
  const { plans } = planOf(waiting);
  expect(plans.flatMap(({ edits }) => edits.map(({ target }) => target))).toEqual([`HTTP/smp01.contoso.com on ${SVC}`]);
});

test('does not take a name from another computer that HOST gives it to', () => {
  const facts = serverFacts({ ...MISSING, names: ['portal'] });
  const web = { ...healthyAccount('WEB9$'), spns: ['HOST/portal'] };
  const covered = { ...facts, directory: { ...facts.directory, holders: { ...facts.directory.holders, 'host/portal': known([web]) } } };
  expect(planOf(covered)).toMatchObject({ ids: ['service-principal-names.covered-elsewhere'], plans: [{ edits: [] }] });
});

test('says that an owner of another domain is that domain’s to mend, with the number of the refusal', () => {
  const facts = serverFacts({ spns: { ...HEALTHY_SPNS, [SVC]: ['HTTP/smp01.contoso.com'] } });
  const foreign = { dn: 'CN=svc-portal,DC=sales,DC=contoso,DC=com', spns: ['HTTP/smp01'] };
  const owners = { ...facts.owners, 'http/smp01': known({ spn: 'HTTP/smp01', owners: [foreign] }) };
  const plan = planOf({ ...facts, owners }).plans.find(({ id }) => id === 'service-principal-names.wrong-account');
  expect(plan).toMatchObject({ edits: [], withheld: { why: expect.stringMatching(/another domain.*8647/) } });
  const { findings } = servicePrincipalNames.assess({ ...facts, owners });
  const wrong = findings.find(({ id }) => id === 'service-principal-names.wrong-account');
  expect(wrong?.meaning).toMatch(/once in the whole forest.*8647.*directory team of sales\.contoso\.com has to remove it first/);
});

test('names the Application Identity where it holds the names', () => {
  const name = 'CONTOSO\\svc-appid';
  const facts = serverFacts({ spns: { [SVC]: [], [name]: ['HTTP/smp01', 'HTTP/smp01.contoso.com'], SMP01$: HOST } });
  const applicationIdentity = known({ valueNames: ['Identity'], accounts: [{ name: 'Identity', text: name }] });
  const { findings } = servicePrincipalNames.assess({ ...facts, directory: { ...facts.directory, applicationIdentity } });
  expect(findings[0]?.evidence).toContain(`${name} is the Application Identity of ITMS, which no pool here runs as`);
});
