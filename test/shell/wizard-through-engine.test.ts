import { afterEach, expect, test } from 'vitest';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import type { Place } from '../../src-main/core/discover.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { undoRun } from '../../src-main/core/undo-changes.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { labServer } from '../flow/lab-server.ts';
import { findEngine } from './engine.ts';
import { labPrograms } from './lab-programs.ts';

const engine = await findEngine();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test.skipIf(engine.path === undefined).each([[[...DEFAULT_FAULTS]], [['spn-on-computer', 'windows-off']]])(
  `a server with %j is read, mended, verified and put back through the real PowerShell${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async (faults) => {
    const server = await labServer(faults);
    const stand = await labPrograms(server.state.lab);
    const shell = powershellShell({
      programs: stand.programs,
      executable: engine.path ?? '',
      readFile: (path) => server.place.shell.readFile(path, signal),
    });
    ends.push(server.remove, stand.remove, shell.close);
    const place: Place = { ...server.place, shell, programs: stand.programs };
    const run = { place, state: server.state, listen: () => undefined, listenToReadings: () => undefined };
    const before = await server.show();

    const planned = await planServer(place, server.order, signal, () => undefined);
    if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
    const { document } = planned.value;
    expect(document.findings).toEqual((await server.plan()).document.findings);
    expect(document.notChecked).toEqual([]);

    const applied = await applyPlan({ ...run, order: server.order, plan: document, stop: signal });
    expect(applied).toMatchObject({ ok: true, value: { verified: true, failure: null, made: document.changes.length } });
    const again = await planServer(place, server.order, signal, () => undefined);
    expect(again).toMatchObject({ ok: true, value: { document: { changes: [], notChecked: [] } } });
    const left = again.ok ? again.value.document.findings.filter(({ severity }) => severity !== 'information') : null;
    expect(left).toEqual([]);

    const undone = await undoRun({ ...run, kind: 'lab', journal: applied.ok ? applied.value.journal : '', planId: document.planId });
    expect(undone).toMatchObject({ ok: true, value: { verified: true, failure: null } });
    expect(await server.show()).toEqual(before);
    console.log(`engine: ${stand.calls.length} commands through the real PowerShell engine, faults ${faults.join(',')}`);
  },
  300_000, // every reading is a process of its own here
);

const { signal } = new AbortController();
