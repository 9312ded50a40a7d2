import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dnOf, HEALTHY_SPNS, type ServerSketch, SVC, serverFacts } from '../../test/flow/server-facts.ts';
import { windowsPrograms } from '../model/command.ts';
import { type PlanDocument, planDocument } from '../plan/plan-document.ts';
import { planAll } from '../plan/whole-plan.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { handOverOf } from './hand-over.ts';
import { handOverPage } from './hand-over-page.ts';
import { handOverScript } from './hand-over-script.ts';
import { describeWaiting, handedRecord, judgeHandOver } from './waiting.ts';

const HOST = ['HOST/SMP01', 'HOST/SMP01.contoso.com'];
const MISSING: ServerSketch = { spns: { [SVC]: [], SMP01$: HOST } };
const MISPLACED: ServerSketch = { spns: { [SVC]: ['HTTP/smp01.contoso.com'], SMP01$: [...HOST, 'http/SMP01'] } };

function planOf(sketch: ServerSketch): PlanDocument {
  const facts = serverFacts(sketch);
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

test('has nothing to hand over where no name changes', () => {
  expect(handOverOf(planOf({ spns: HEALTHY_SPNS }))).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
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
