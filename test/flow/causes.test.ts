import { expect, test } from 'vitest';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { LAB_FAULTS } from '../../src-main/lab/lab.ts';
import { CAUSES } from './all-causes.ts';
import { type LabServer, serverWith } from './lab-server.ts';

/** What a cause leaves open: while two accounts stand behind a name, neither is the right one for it. */
const NOT_JUDGED: Readonly<Record<string, readonly string[]>> = { 'two-accounts': ['The service principal names'] };

/** Causes that touch no client: named with their evidence, and nothing is asked for. `check` ends with 0 for them. */
const TOUCHES_NOBODY: ReadonlySet<string> = new Set(['loopback-check', 'tickets-elsewhere']);

const isAction = ({ severity }: { readonly severity: string }) => severity !== 'information';

test('the table has every cause from 1 to 25, and every fault of the lab but the one that is no cause of the list', () => {
  const numbers = [...new Set(CAUSES.map(({ number }) => number))].sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  const faults = new Set(CAUSES.map(({ fault }) => fault));
  expect(LAB_FAULTS.map(({ id }) => id).filter((id) => !faults.has(id))).toEqual(['windows-off']);
});

test.each(LAB_FAULTS)('lab list tells what $id is and what people notice', ({ title, symptom }) => {
  for (const text of [title, symptom]) expect(text.trim().length).toBeGreaterThan(20);
});

test.each(CAUSES)('cause $number, $what: is named first, with its evidence', async ({ fault, first }) => {
  const { document } = await (await serverWith(fault)).plan();
  // A cause that touches nobody asks for nothing, and is told all the same.
  const found = document.findings.find(isAction) ?? document.findings[0];
  expect([fault, found?.id, document.notChecked.map(({ what }) => what)]).toEqual([fault, first, NOT_JUDGED[fault] ?? []]);
  expect(found?.evidence).not.toBe('');
  expect(document.findings.some(isAction)).toBe(!TOUCHES_NOBODY.has(fault));
});

test('an account without AES shows in the sign-in, in the System log and in the log of IIS', async () => {
  const { document } = await (await serverWith('account-without-aes')).plan();
  const evidenceOf = (id: string) => document.findings.find((finding) => finding.id === id)?.evidence;
  expect(evidenceOf('sign-in.no-ticket')).toContain('0x80090342');
  expect(evidenceOf('sign-in.old-keys-noted')).toContain('svc-smp');
  expect(evidenceOf('sign-in-logs.refused')).toMatch(/\d+ sign-ins/);
});

test.each(CAUSES.filter(({ mended }) => mended))('cause $number, $what: ends healthy once the plan was run', async ({ fault }) => {
  const server = await serverWith(fault);
  const { document } = await server.plan();
  const applied = await applyPlan({ ...runWith(server), order: server.order, plan: document, stop: new AbortController().signal });
  expect(applied).toMatchObject({ ok: true, value: { verified: true, failure: null } });
  const { findings, changes, notChecked } = (await server.plan()).document;
  expect({ findings: findings.filter(isAction), changes, notChecked }).toEqual({ findings: [], changes: [], notChecked: [] });
});

test.each(CAUSES.filter(({ mended }) => !mended))(
  'cause $number, $what: is told who mends it, and goes on being named',
  async ({ fault, first }) => {
    const server = await serverWith(fault);
    const { document } = await server.plan();
    expect(document.changes).toEqual([]);
    expect(document.withheld.length > 0).toBe(document.findings.some(isAction)); // what touches nobody is withheld from nobody
    expect((await server.plan()).document.findings.map(({ id }) => id)).toContain(first);
  },
);

function runWith(server: LabServer) {
  return { place: server.place, state: server.state, listen: () => undefined, listenToReadings: () => undefined };
}
