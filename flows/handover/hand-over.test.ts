import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dnOf, HEALTHY_SPNS, healthyAccount, type ServerSketch, SVC, serverFacts } from '../../test/flow/server-facts.ts';
import { windowsPrograms } from '../model/command.ts';
import { known } from '../model/fact.ts';
import { type PlanDocument, type PlannedText, planDocument } from '../plan/plan-document.ts';
import { planAll } from '../plan/whole-plan.ts';
import type { ServerFacts } from '../server/facts.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { handOverOf } from './hand-over.ts';
import { handOverPage } from './hand-over-page.ts';
import { handOverScript } from './hand-over-script.ts';
import { describeWaiting, handedRecord, judgeHandOver } from './waiting.ts';

const HOST = ['HOST/SMP01', 'HOST/SMP01.contoso.com'];
const MISSING: ServerSketch = { spns: { [SVC]: [], SMP01$: HOST } };
const MISPLACED: ServerSketch = { spns: { [SVC]: ['HTTP/smp01.contoso.com'], SMP01$: [...HOST, 'http/SMP01'] } };

function planOf(sketch: ServerSketch, change = (facts: ServerFacts) => facts): PlanDocument {
  const facts = change(serverFacts(sketch));
  const steps = ALL_STEPS.map(({ id }) => id);
  const plan = planAll(ALL_STEPS, facts, steps, windowsPrograms('C:\\Windows'));
  return planDocument({ target: { kind: 'live', server: 'SMP01.contoso.com' }, scenario: 'everything', only: steps }, facts, plan, (text) =>
    createHash('sha256').update(text).digest('hex'),
  );
}

function handOver(sketch: ServerSketch) {
  const made = handOverOf(planOf(sketch));
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

test('hands over the plan’s changes of names, in order, with who holds each name before and after', () => {
  const { changes, states } = handOver(MISPLACED);
  expect(changes.map(({ operation, spn, account, place }) => [operation, spn, account, place])).toEqual([
    ['remove', 'http/SMP01', 'SMP01$', 1],
    ['register', 'HTTP/smp01', SVC, 2],
  ]);
  expect(states).toEqual({ 'http/smp01': [[dnOf('SMP01$')], [], [dnOf(SVC)]] });
});

test('writes the exact commands of the plan into page and script, and no other change', () => {
  const plan = planOf(MISPLACED);
  const names = plan.changes.filter(({ step }) => step === 'service-principal-names');
  for (const text of [handOverPage(handOver(MISPLACED)), handOverScript(handOver(MISPLACED))]) {
    for (const { command } of names) expect(text).toContain(command);
    for (const { undo } of names) expect(text).toContain(undo);
    expect(text).not.toContain('appcmd');
  }
});

test('says why, what to weigh, how to check and how to undo on one page', () => {
  const page = handOverPage(handOver(MISSING));
  for (const part of ['SMP01.contoso.com', 'held by nobody', 'WinRM', 'setspn.exe', 'Undo:', 'hand-over.ps1', 'kerbwise verify'])
    expect(page).toContain(part);
});

test('refuses a plan whose command somebody has written', () => {
  const plan = planOf(MISSING);
  const evil = [
    "C:\\Windows\\System32\\setspn.exe '-S' HTTP/smp01 $(whoami)",
    "C:\\Windows\\System32\\setspn.exe '-S' HTTP/smp01 'CONTOSO\\svc-smp'; calc",
    "calc '-S' HTTP/smp01 CONTOSO\\svc-smp",
    "C:\\Windows\\System32\\setspn.exe '-R' HTTP/smp01 CONTOSO\\svc-smp",
  ];
  for (const command of evil) {
    const changes = plan.changes.map((change) => (change.step === 'service-principal-names' ? { ...change, command } : change));
    expect(handOverOf({ ...plan, changes })).toMatchObject({ ok: false, failure: { code: 'plan.changed' } });
  }
});

test('says why there is nothing to hand over: the plan changes nothing, or nothing in the directory', () => {
  const refused = (sketch: ServerSketch) => {
    const made = handOverOf(planOf(sketch));
    return made.ok || made.failure.code !== 'input.refused' ? made : [made.failure.why, made.failure.next];
  };
  expect(refused({ spns: HEALTHY_SPNS })).toEqual([
    expect.stringContaining('changes nothing'),
    expect.stringContaining('why no change is offered'),
  ]);
  expect(refused({ windows: 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="false"' })).toEqual([
    expect.stringContaining('settings of IIS only'),
    expect.stringContaining('kerbwise apply'),
  ]);
});

test('refuses a plan that carries no typed change behind its command, or another one', () => {
  const plan = planOf(MISSING);
  const having = (edit: PlannedText['edit']) => {
    const changes = plan.changes.map(({ edit: _edit, ...change }) => (edit === undefined ? change : { ...change, edit }));
    return handOverOf({ ...plan, changes });
  };
  for (const edit of [undefined, { kind: 'spn.register', spn: 'HTTP/smp01', account: 'SMP01$' } as const])
    expect(having(edit)).toMatchObject({ ok: false, failure: { code: 'plan.changed' } });
});

const ELSEWHERE = 'CN=svc-portal,OU=Accounts,DC=sales,DC=contoso,DC=com';

/** The name is on an account of another domain of the forest. */
function ownedElsewhere(facts: ServerFacts): ServerFacts {
  const { directory } = facts;
  const outline = directory.outline.known
    ? known({
        ...directory.outline.value,
        partitions: [
          ...directory.outline.value.partitions,
          { dn: 'DC=sales,DC=contoso,DC=com', netbios: 'SALES', dns: 'sales.contoso.com' },
        ],
      })
    : directory.outline;
  const holder = { ...healthyAccount('SALES\\svc-portal'), dn: ELSEWHERE, spns: ['HTTP/smp01'] };
  return {
    ...facts,
    owners: { ...facts.owners, 'http/smp01': known({ spn: 'HTTP/smp01', owners: [{ dn: ELSEWHERE, spns: ['HTTP/smp01'] }] }) },
    directory: { ...directory, outline, holders: { ...directory.holders, 'http/smp01': known([holder]) } },
  };
}

test('hands over what is left to others apart from what is asked, with exact commands and no script', () => {
  const plan = planOf({ spns: { [SVC]: ['HTTP/smp01.contoso.com'], SMP01$: HOST } }, ownedElsewhere);
  expect(plan.changes).toEqual([]);
  const made = handOverOf(plan);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  expect(made.value.changes).toEqual([]);
  expect(made.value.suggestions.flatMap(({ moves }) => moves.map(({ command, undo }) => [command, undo]))).toEqual([
    [
      "C:\\Windows\\System32\\setspn.exe '-D' HTTP/smp01 SALES\\svc-portal",
      "C:\\Windows\\System32\\setspn.exe '-S' HTTP/smp01 SALES\\svc-portal",
    ],
    [
      "C:\\Windows\\System32\\setspn.exe '-S' HTTP/smp01 CONTOSO\\svc-smp",
      "C:\\Windows\\System32\\setspn.exe '-D' HTTP/smp01 CONTOSO\\svc-smp",
    ],
  ]);
  const page = handOverPage(made.value);
  for (const part of [
    'asks for no change',
    'Not planned by Kerbwise; for you to decide',
    'sales.contoso.com',
    '8647',
    'begins with the last one',
  ])
    expect(page).toContain(part);
  expect(page).not.toContain('hand-over.ps1');
});

test('says which commands are for the team of which domain, and waits for the global catalog in a step between them', () => {
  const made = handOverOf(planOf({ spns: { [SVC]: ['HTTP/smp01.contoso.com'], SMP01$: HOST } }, ownedElsewhere));
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  const page = handOverPage(made.value);
  const parts = [
    'For the directory team of the domain SALES',
    '1. Remove HTTP/smp01 from',
    '2. Wait until the global catalog',
    'For the directory team of the domain CONTOSO',
    '3. Register HTTP/smp01 on',
  ];
  const places = parts.map((part) => page.indexOf(part));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('says that the changes are taken back in reverse order', () => {
  expect(handOverPage(handOver(MISPLACED))).toContain('begins with the last one');
});

test('waits until every name is as it was to be; what is not known is waited for', () => {
  const record = handedRecord(handOver(MISSING), { kind: 'live', server: 'SMP01.contoso.com' }, '2026-11-22T21:00:00Z', 'D:\\handover');
  const half = serverFacts({ spns: { [SVC]: ['HTTP/smp01'], SMP01$: HOST } });
  expect(judgeHandOver(record, serverFacts(MISSING))).toMatchObject({ done: [], waiting: ['http/smp01', 'http/smp01.contoso.com'] });
  expect(judgeHandOver(record, half)).toMatchObject({ done: ['http/smp01'], waiting: ['http/smp01.contoso.com'] });
  expect(judgeHandOver(record, { ...half, owners: {} })).toMatchObject({ done: [] });
  expect(describeWaiting(judgeHandOver(record, half))).toContain(
    'Waiting for the directory team since 2026-11-22T21:00:00Z: http/smp01.contoso.com',
  );
  expect(describeWaiting(judgeHandOver(record, serverFacts({ spns: HEALTHY_SPNS })))).toContain('has made the changes');
});
