import { expect, test } from 'vitest';
import { serverFacts } from '../../test/flow/server-facts.ts';
import { windowsPrograms } from '../model/command.ts';
import { known, unknown } from '../model/fact.ts';
import { planAll } from '../plan/whole-plan.ts';
import type { ServerFacts } from '../server/facts.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { type JudgedPlan, whyNotPrescribed, whyOtherChoice } from './judge-plan.ts';
import { editForLike, editOn } from './prescribed-edit.ts';
import type { Prescription } from './prescription.ts';

const EVERY_STEP = ALL_STEPS.map(({ id }) => id);

function judged(facts: ServerFacts, kind: JudgedPlan['kind'] = 'live'): JudgedPlan {
  return { kind, facts, only: EVERY_STEP, plan: planAll(ALL_STEPS, facts, EVERY_STEP, windowsPrograms('C:\\Windows')) };
}

/** A server that lacks its names, and the like of it under another name. */
const SVC = 'CONTOSO\\svc-smp';
const without = (names: readonly string[], computerName: string): ServerFacts =>
  serverFacts({
    windows: 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"',
    names,
    spns: { [SVC]: [], [`${computerName}$`]: [`HOST/${computerName}`] },
    more: { host: known({ computerName, dnsDomain: 'contoso.com' }) },
  });
const smp01 = without(['smp01', 'smp01.contoso.com'], 'SMP01');
const smp02 = without(['smp02', 'smp02.contoso.com'], 'SMP02');

function prescribed(facts: ServerFacts, changes: Partial<Prescription> = {}): Prescription {
  const host = facts.host.known ? facts.host.value : { computerName: '', dnsDomain: null };
  return {
    kerbwise: 1,
    kind: 'prescription',
    prescribedBy: 'Ada Senior',
    ask: 'Ada Senior',
    prescribedAt: '2026-01-01T00:00:00Z',
    validUntil: '2026-12-31T00:00:00Z',
    server: {
      is: 'like',
      target: 'live',
      domain: 'CONTOSO.COM',
      applications: [{ path: 'default web site/altiris', identity: 'contoso\\SVC-smp' }],
    },
    scenario: 'everything',
    applications: [],
    names: [],
    introduction: null,
    steps: EVERY_STEP.map((id) => ({ id, words: 'x' })),
    changes: judged(facts).plan.changes.map(({ step, edit }) => ({ step, edit: editForLike(edit, host) })),
    never: [],
    ...changes,
  };
}

const kindOf = (failure: ReturnType<typeof whyNotPrescribed>) => (failure?.code === 'prescription.refused' ? failure.deviation : failure);

test('what was prescribed on one server holds on another like it, by that one’s own names', () => {
  const prescription = prescribed(smp01);
  expect(prescription.changes.map(({ edit }) => ('spn' in edit ? edit.spn : ''))).toEqual(['HTTP/<computer>', 'HTTP/<computer.domain>']);
  expect(whyNotPrescribed(prescription, judged(smp01))).toBeUndefined();
  expect(whyNotPrescribed(prescription, judged(smp02))).toBeUndefined();
});

test('what was prescribed for one server by its name is for no other', () => {
  const server = { is: 'named', target: 'live', name: 'smp01.CONTOSO.com' } as const;
  expect(whyNotPrescribed(prescribed(smp01, { server }), judged(smp01))).toBeUndefined();
  expect(kindOf(whyNotPrescribed(prescribed(smp01, { server }), judged(smp02)))).toBe('server.other');
});

test.each<[string, ServerFacts, JudgedPlan['kind']]>([
  ['a lab', smp01, 'lab'],
  ['a collected folder', smp01, 'evidence'],
  ['a server whose name is not known', { ...smp01, host: unknown('it did not say', 'ask it') }, 'live'],
  ['a server of another domain', { ...smp01, host: known({ computerName: 'SMP01', dnsDomain: 'example.com' }) }, 'live'],
  ['a server whose configuration is not known', { ...smp01, configuration: unknown('it was not read', 'read it') }, 'live'],
  ['a server that runs as somebody else', serverFacts({ identity: 'NetworkService' }), 'live'],
])('%s is another server than is prescribed', (_what, facts, kind) => {
  expect(kindOf(whyNotPrescribed(prescribed(smp01), judged(facts, kind)))).toBe('server.other');
});

test('a server that needs nothing more is no difference: what is prescribed is there', () => {
  const healthy = serverFacts({ windows: 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"' });
  expect(judged(healthy).plan.changes).toEqual([]);
  expect(whyNotPrescribed(prescribed(smp01), judged(healthy))).toBeUndefined();
});

test('a change above reaches an application below that must never change', () => {
  const facts = serverFacts({ windows: 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="false"' });
  const below = [{ what: 'setting', name: 'authPersistNonNTLM', path: 'Default Web Site/Altiris/Console' }] as const;
  const elsewhere = [{ what: 'setting', name: 'enabled', path: 'Default Web Site/Altiris/Console' }] as const;
  expect(judged(facts).plan.changes.map(({ step }) => step)).toEqual(['auth-persistence']);
  expect(kindOf(whyNotPrescribed(prescribed(facts, { never: [...below] }), judged(facts)))).toBe('change.kept');
  expect(whyNotPrescribed(prescribed(facts, { never: [...elsewhere] }), judged(facts))).toBeUndefined();
});

test('an account that must never change is known by all of its names', () => {
  for (const account of ['svc-smp', 'contoso\\SVC-SMP']) {
    expect(kindOf(whyNotPrescribed(prescribed(smp01, { never: [{ what: 'account', account }] }), judged(smp01)))).toBe('change.kept');
  }
  expect(
    whyNotPrescribed(prescribed(smp01, { never: [{ what: 'account', account: 'CONTOSO\\svc-smp2' }] }), judged(smp01)),
  ).toBeUndefined();
});

test('the choices are those of the prescription, whatever their order and letter case', () => {
  const prescription = prescribed(smp01, { applications: ['Default Web Site/Altiris', 'Default Web Site/Altiris/NS'], names: ['portal'] });
  const asked = { applications: undefined, names: undefined, scenario: undefined, only: undefined };
  expect(whyOtherChoice(prescription, asked)).toBeUndefined();
  expect(
    whyOtherChoice(prescription, { ...asked, applications: ['default web site/altiris/ns/', 'Default Web Site/Altiris'] }),
  ).toBeUndefined();
  expect(kindOf(whyOtherChoice(prescription, { ...asked, applications: ['Default Web Site/Altiris'] }))).toBe('choice.other');
  expect(kindOf(whyOtherChoice(prescription, { ...asked, names: [] }))).toBe('choice.other');
});

test('own names are said for servers like one and meant for the one at hand; names that only begin alike stay', () => {
  const host = { computerName: 'SMP01', dnsDomain: 'contoso.com' };
  const other = { computerName: 'SMP02', dnsDomain: 'contoso.com' };
  const moved = (spn: string, account: string) => editOn(editForLike({ kind: 'spn.register', spn, account }, host), other);
  expect(moved('HTTP/Smp01', 'CONTOSO\\SMP01$')).toEqual({ kind: 'spn.register', spn: 'HTTP/smp02', account: 'CONTOSO\\SMP02$' });
  expect(moved('HTTP/smp01.contoso.com', SVC)).toEqual({ kind: 'spn.register', spn: 'HTTP/smp02.contoso.com', account: SVC });
  expect(moved('HTTP/smp011', SVC)).toEqual({ kind: 'spn.register', spn: 'HTTP/smp011', account: SVC });
});
