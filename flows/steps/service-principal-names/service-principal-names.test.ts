import { expect, test } from 'vitest';
import { dnOf, HEALTHY_SPNS, notRead, type ServerSketch, SVC, serverFacts } from '../../../test/flow/server-facts.ts';
import { editCommand } from '../../changes/edit-command.ts';
import { namesAreRight } from '../../server/judged-names.ts';
import { servicePrincipalNames } from './step.ts';

const HOST = ['HOST/SMP01', 'HOST/SMP01.contoso.com'];

function planOf(sketch: ServerSketch) {
  const facts = serverFacts(sketch);
  const { findings, notChecked } = servicePrincipalNames.assess(facts);
  const plans = findings.map((finding) => servicePrincipalNames.planChanges(finding, facts));
  const commands = plans.flatMap(({ edits }) => edits.map(({ edit }) => argsOf(edit)));
  const undo = plans.flatMap(({ edits }) => edits.map((planned) => argsOf(planned.undo)));
  return { ids: findings.map(({ id }) => id), notChecked, plans, commands, undo };
}

function argsOf(edit: Parameters<typeof editCommand>[0]): string {
  const command = editCommand(edit);
  return command.ok ? command.value.args.join(' ') : command.failure.code;
}

test('is silent where every name is on the pool’s account and nowhere else', () => {
  expect(planOf({})).toMatchObject({ ids: [], notChecked: [], plans: [] });
});

test('is silent for the computer account where HOST covers the names', () => {
  expect(planOf({ identity: 'NetworkService', windows: 'enabled="true"', spns: { SMP01$: HOST } })).toMatchObject({
    ids: [],
    notChecked: [],
  });
});

test('registers an alias on the computer account, which HOST does not cover', () => {
  const sketch = { identity: 'NetworkService', windows: 'enabled="true"', spns: { SMP01$: HOST }, names: ['smp01', 'smp.contoso.com'] };
  expect(planOf(sketch)).toMatchObject({ ids: ['service-principal-names.missing'], commands: ['-S HTTP/smp.contoso.com SMP01$'] });
});

test.each([
  [
    'none is covered',
    { names: ['smp'], spns: { [SVC]: [], SMP01$: HOST } },
    /^setspn -F -Q finds no owner of HTTP\/smp$/,
    /^Windows gives no ticket/,
  ],
  [
    'all are covered',
    { spns: { [SVC]: [], SMP01$: HOST } },
    /; HOST on SMP01\$ covers HTTP\/smp01, HTTP\/smp01.contoso.com$/,
    /refused, without falling back/,
  ],
  [
    'some are',
    { names: ['smp01', 'smp'], spns: { [SVC]: [], SMP01$: HOST } },
    /; HOST on SMP01\$ covers HTTP\/smp01$/,
    /other names Windows gives no ticket/,
  ],
])('says of missing names what becomes of clients, where %s by HOST', (_, sketch, evidence, meaning) => {
  const [finding] = servicePrincipalNames.assess(serverFacts(sketch)).findings;
  expect(finding).toMatchObject({ evidence: expect.stringMatching(evidence), meaning: expect.stringMatching(meaning) });
});

const GONE = { known: true as const, value: { canonical: null, addresses: [], pointer: null } };
const nowhere = (...names: readonly string[]) => ({ resolutions: Object.fromEntries(names.map((name) => [name, GONE])) });

test('registers a further name on the computer where the others are registered on it and its key reads the tickets', () => {
  const sketch = {
    windows: 'enabled="true" authPersistNonNTLM="true"',
    names: ['smp01', 'smp'],
    spns: { [SVC]: [], SMP01$: ['HOST/SMP01', 'HTTP/smp01'] },
  };
  expect(planOf(sketch)).toMatchObject({ ids: ['service-principal-names.missing'], commands: ['-S HTTP/smp SMP01$'] });
  const byHost = { ...sketch, spns: { [SVC]: [], SMP01$: ['HOST/SMP01'] } };
  expect(planOf(byHost).commands).toEqual([`-S HTTP/smp01 ${SVC}`, `-S HTTP/smp ${SVC}`]);
});

test('registers no name that leads nowhere, and holds nothing else up for it', () => {
  const sketch = { names: ['smp01', 'nosuch', 'nosuch.contoso.com'], more: nowhere('nosuch', 'nosuch.contoso.com') };
  expect(planOf({ ...sketch, spns: { [SVC]: ['HTTP/smp01'], SMP01$: HOST } })).toMatchObject({ ids: [], commands: [] });
  expect(namesAreRight(serverFacts({ ...sketch, spns: { [SVC]: ['HTTP/smp01'], SMP01$: HOST } }))).toEqual({ known: true, value: true });
  expect(planOf({ ...sketch, spns: { [SVC]: [], SMP01$: HOST } }).commands).toEqual([`-S HTTP/smp01 ${SVC}`]);
});

test.each([
  ['one form leads to the server', { names: ['portal', 'portal.contoso.com'], more: nowhere('portal') }, 2],
  ['it is the computer’s own', { names: ['smp01'], more: nowhere('smp01') }, 1],
  ['whether it resolves is not known', { names: ['portal'], more: { resolutions: { portal: notRead } } }, 1],
])('registers a name all the same where %s', (_, sketch, count) => {
  expect(planOf({ ...sketch, spns: { [SVC]: [], SMP01$: HOST } }).commands).toHaveLength(count);
});

test('moves a name that leads nowhere where another account holds it', () => {
  const sketch = { names: ['nosuch'], more: nowhere('nosuch'), spns: { [SVC]: [], SMP01$: [...HOST, 'HTTP/nosuch'] } };
  expect(planOf(sketch).commands).toEqual(['-D HTTP/nosuch SMP01$', `-S HTTP/nosuch ${SVC}`]);
});

test('registers short and full names on the pool’s account, with the removal as the way back', () => {
  expect(planOf({ spns: { [SVC]: [], SMP01$: HOST } })).toMatchObject({
    ids: ['service-principal-names.missing', 'service-principal-names.winrm-collision'],
    commands: [`-S HTTP/smp01 ${SVC}`, `-S HTTP/smp01.contoso.com ${SVC}`],
    undo: [`-D HTTP/smp01 ${SVC}`, `-D HTTP/smp01.contoso.com ${SVC}`],
  });
});

test('warns that WinRM asks for the computer’s own name too', () => {
  const [plan] = planOf({ spns: { [SVC]: [], SMP01$: HOST } }).plans;
  expect(plan?.edits[0]).toMatchObject({ risk: 'high', consequence: expect.stringContaining('WinRM') });
});

test('moves a misplaced name: removed first, then registered; back it comes in the letter case it had', () => {
  expect(planOf({ spns: { [SVC]: ['HTTP/smp01.contoso.com'], SMP01$: [...HOST, 'http/SMP01'] } })).toMatchObject({
    ids: ['service-principal-names.wrong-account', 'service-principal-names.winrm-collision'],
    commands: ['-D http/SMP01 SMP01$', `-S HTTP/smp01 ${SVC}`],
    undo: ['-S http/SMP01 SMP01$', `-D HTTP/smp01 ${SVC}`],
  });
});

test('removes a duplicate from the wrong account and says that Windows would not make it again', () => {
  const { ids, commands, plans } = planOf({ spns: { ...HEALTHY_SPNS, 'svc-old': ['HTTP/smp01'] } });
  expect({ ids, commands }).toEqual({ ids: ['service-principal-names.duplicate'], commands: ['-D HTTP/smp01 svc-old'] });
  expect(plans[0]?.edits[0]?.consequence).toContain('refuses to make a duplicate again');
});

test('hands a name over where setspn cannot be told its owner', () => {
  const foreign = { dn: dnOf('someone-else'), spns: ['HTTP/smp01'] };
  const facts = serverFacts({ spns: { [SVC]: ['HTTP/smp01.contoso.com'], SMP01$: HOST } });
  const owners = { ...facts.owners, 'http/smp01': { known: true as const, value: { spn: 'HTTP/smp01', owners: [foreign] } } };
  const [finding] = servicePrincipalNames.assess({ ...facts, owners }).findings;
  expect(finding?.evidence).toContain(foreign.dn);
  const plan = finding && servicePrincipalNames.planChanges(finding, { ...facts, owners });
  expect(plan).toMatchObject({ edits: [], withheld: { next: expect.stringContaining('directory team') } });
});

test('reports malformed values and does not remove them', () => {
  expect(planOf({ malformed: ['HTTP\\smp01'] })).toMatchObject({
    ids: ['service-principal-names.malformed'],
    commands: [],
    plans: [{ edits: [] }],
  });
});

test('leaves the commands to the directory team where the user is no domain administrator', () => {
  const more = { operator: { known: true as const, value: { user: 'CONTOSO\\junior', elevated: true, domainAdministrator: false } } };
  expect(planOf({ spns: { [SVC]: [], SMP01$: HOST }, more }).plans[0]?.edits[0]?.runBy).toBe('directory team');
});

test('calls a name unknown where the two lists of setspn contradict each other', () => {
  const facts = serverFacts();
  const owners = { ...facts.owners, 'http/smp01': { known: true as const, value: { spn: 'HTTP/smp01', owners: [] } } };
  const { findings, notChecked } = servicePrincipalNames.assess({ ...facts, owners });
  expect(findings).toEqual([]);
  expect(notChecked).toMatchObject([{ what: 'Who holds HTTP/smp01', why: expect.stringContaining('contradict') }]);
});

test.each([
  ['an owner list', { owners: { 'http/smp01': notRead, 'http/smp01.contoso.com': notRead } }, 2],
  ['the account’s own list', { accounts: {} }, 1],
  ['the configuration', { configuration: notRead }, 1],
])('calls the names not checked where %s was not read', (_, more, count) => {
  const { ids, notChecked, plans } = planOf({ more });
  expect({ ids, plans }).toEqual({ ids: [], plans: [] });
  expect(notChecked).toHaveLength(count);
});
