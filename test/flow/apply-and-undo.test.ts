import { describe, expect, test } from 'vitest';
import type { Finding } from '../../flows/model/step.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { undoRun } from '../../src-main/core/undo-changes.ts';
import { DEFAULT_FAULTS, LAB_FAULTS } from '../../src-main/lab/lab.ts';
import { CAUSES } from './all-causes.ts';
import { type LabServer, serverWith } from './lab-server.ts';

/** What others have to mend: DNS, clocks, clients, other services. Kerbwise names it, and goes on naming it. */
const NOT_OURS: Readonly<Record<string, string>> = Object.fromEntries(
  CAUSES.filter(({ mended }) => !mended).map(({ fault, first }) => [fault, first]),
);

const reversible = LAB_FAULTS.map(({ id }) => id).filter((id) => id !== 'spn-duplicate' && NOT_OURS[id] === undefined);

const needsAction = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.filter(({ severity }) => severity !== 'information').map(({ id }) => id);

describe.each([...reversible.map((id) => [id]), [...DEFAULT_FAULTS]])('a server with %s', (...faults) => {
  test('is found wrong, mended, verified, needs nothing more, and comes back byte for byte', async () => {
    const server = await serverWith(...faults);
    const before = await server.show();
    const planned = await server.plan();
    expect(planned.document.findings.length).toBeGreaterThan(0);
    const applied = await applyPlan({
      ...runWith(server),
      order: server.order,
      plan: planned.document,
      stop: new AbortController().signal,
    });
    expect(applied).toMatchObject({ ok: true, value: { verified: true, failure: null, made: planned.document.changes.length } });
    const second = await server.plan();
    expect(second.document.changes).toEqual([]);
    expect(needsAction(second.document)).toEqual([]);
    const undone = await undoRun({
      ...runWith(server),
      kind: 'lab',
      journal: applied.ok ? applied.value.journal : '',
      planId: planned.document.planId,
    });
    expect(undone).toMatchObject({ ok: true, value: { verified: true, failure: null } });
    expect(await server.show()).toEqual(before);
  });
});

describe.each(Object.entries(NOT_OURS))('a server with %s, which others have to mend', (fault, finding) => {
  test(`is told of it as ${finding}, first and at the next look too; what else is told is what its logs and its sign-in show, and nothing is changed`, async () => {
    const server = await serverWith(fault);
    const [first, second] = [await server.plan(), await server.plan()];
    const [cause = first.document.findings[0]?.id, ...symptoms] = needsAction(first.document);
    expect({ cause, others: symptoms.filter((id) => !/^sign-in(?:-logs)?\./.test(id)) }).toEqual({ cause: finding, others: [] });
    expect(first.document.findings.find(({ id }) => id === finding)).toMatchObject({ id: finding, evidence: expect.stringMatching(/\S/) });
    expect(first.document.changes).toEqual([]);
    expect(second.document.planId).toBe(first.document.planId);
  });
});

test('a healthy server has no finding, no change and nothing unchecked', async () => {
  const server = await serverWith('healthy');
  const { document } = await server.plan();
  expect(document).toMatchObject({ findings: [], changes: [], notChecked: [], withheld: [] });
});

test('a removed duplicate is mended, and its way back is refused because Windows would not make a duplicate again', async () => {
  const server = await serverWith('spn-duplicate');
  const { document } = await server.plan();
  const applied = await applyPlan({ ...runWith(server), order: server.order, plan: document, stop: new AbortController().signal });
  expect(applied).toMatchObject({ ok: true, value: { verified: true } });
  const mended = await server.show();
  const undone = await undoRun({
    ...runWith(server),
    kind: 'lab',
    journal: applied.ok ? applied.value.journal : '',
    planId: document.planId,
  });
  expect(undone).toMatchObject({ ok: true, value: { verified: false, undone: 0, refused: [{ kind: 'refused' }] } });
  expect(await server.show()).toEqual(mended);
});

function runWith(server: LabServer) {
  return { place: server.place, state: server.state, listen: () => undefined, listenToReadings: () => undefined };
}
