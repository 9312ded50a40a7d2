import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../flows/model/command.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { listJournals } from '../../src-main/core/journal-folder.ts';
import type { LaterRun } from '../../src-main/core/runs-to-undo.ts';
import { undoRun } from '../../src-main/core/undo-changes.ts';
import { DEFAULT_FAULTS, runLabTool } from '../../src-main/lab/lab.ts';
import { type LabServer, serverWith } from './lab-server.ts';

const ALTIRIS = 'Default Web Site/Altiris';
const SECTION = '/section:system.webServer/security/authentication/windowsAuthentication';
const never = new AbortController().signal;

/** Plans for some steps and applies. Out: the journal and the id of the plan. */
async function apply(server: LabServer, ...only: readonly string[]): Promise<{ readonly journal: string; readonly planId: string }> {
  const order = only.length === 0 ? server.order : { ...server.order, only };
  const { document } = await server.plan(order);
  const applied = await applyPlan({ ...quiet(server), order, plan: document, stop: never });
  if (!applied.ok || applied.value.failure !== null) throw new Error(JSON.stringify(applied));
  return { journal: applied.value.journal, planId: document.planId };
}

function undo(
  server: LabServer,
  run: { readonly journal: string; readonly planId: string },
  foundLater: (later: readonly LaterRun[]) => void = () => undefined,
) {
  return undoRun({ ...quiet(server), kind: 'lab', ...run, foundWays: (_ways, later) => foundLater(later) });
}

function quiet({ place, state }: LabServer) {
  return { place, state, listen: () => undefined, listenToReadings: () => undefined };
}

/** Somebody else at the same server. */
async function somebody(server: LabServer, program: Command['program'], ...args: readonly string[]): Promise<void> {
  const ran = await runLabTool(server.state.lab, program, args);
  if (ran.exitCode !== 0) throw new Error(`${ran.stdout}${ran.stderr}`);
}

/** What the practice server shows of the Altiris application alone. */
async function applicationIn(server: LabServer): Promise<unknown> {
  const applications: unknown = Reflect.get(await server.show(), 'applications');
  if (!Array.isArray(applications)) throw new Error('the lab shows no applications');
  return applications.find((one: unknown) => typeof one === 'object' && one !== null && Reflect.get(one, 'path') === ALTIRIS);
}

const turnOff = (server: LabServer) =>
  somebody(server, 'appcmd', 'set', 'config', ALTIRIS, SECTION, '/authPersistNonNTLM:false', '/commit:apphost');

describe('the first original wins over several runs', () => {
  test('two runs on different things are taken back one by one, in either order', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const server = await serverWith('ntlm-first', 'persistence-off');
      const before = await server.show();
      const runs = [await apply(server, 'windows-authentication'), await apply(server, 'auth-persistence')];
      for (const at of order)
        expect(await undo(server, runs[at] ?? { journal: '', planId: '' })).toMatchObject({
          ok: true,
          value: { verified: true, later: [] },
        });
      expect(await server.show()).toEqual(before);
    }
  });

  test('taking back the first run takes what a later run wrote over it first, says so, and comes to the state before both', async () => {
    const server = await serverWith('persistence-off');
    const before = await server.show();
    const first = await apply(server);
    await turnOff(server);
    const second = await apply(server);
    let told: readonly LaterRun[] = [];
    const undone = await undo(server, first, (later) => {
      told = later;
    });
    expect(told).toMatchObject([{ planId: second.planId, journal: second.journal, targets: [ALTIRIS] }]);
    expect(undone).toMatchObject({ ok: true, value: { verified: true, failure: null } });
    expect(await server.show()).toEqual(before);
    expect(await undo(server, second)).toMatchObject({ ok: true, value: { verified: true, undone: 0 } });
    expect(await server.show()).toEqual(before);
  });

  test('taking back only the later run brings back what was there between the two', async () => {
    const server = await serverWith('persistence-off');
    const first = await apply(server);
    await turnOff(server);
    const [between, altirisBetween] = [await server.show(), await applicationIn(server)];
    const second = await apply(server);
    expect(await undo(server, second)).toMatchObject({ ok: true, value: { verified: true } });
    expect(await server.show()).toEqual(between);
    const refused = await undo(server, first);
    expect(refused).toMatchObject({
      ok: true,
      value: { verified: false, refused: [{ why: 'somebody changed it since: it is now false' }] },
    });
    expect(await applicationIn(server)).toEqual(altirisBetween);
  });

  test('all runs taken back in one walk come to the start, whatever happened in between', async () => {
    const server = await serverWith(...DEFAULT_FAULTS);
    const before = await server.show();
    const first = await apply(server, 'service-principal-names');
    const second = await apply(server, 'app-pool-credentials', 'windows-authentication', 'auth-persistence');
    await turnOff(server);
    const third = await apply(server);
    const undone = await undoRun({ ...quiet(server), kind: 'lab', ...third, others: [first.journal, second.journal] });
    expect(undone).toMatchObject({ ok: true, value: { verified: true, failure: null } });
    expect(await server.show()).toEqual(before);
  });

  test('the later run is not taken back twice when the first one is asked for again', async () => {
    const server = await serverWith('ntlm-first');
    const before = await server.show();
    const run = await apply(server);
    for (let time = 0; time < 2; time++) {
      expect(await undo(server, run)).toMatchObject({ ok: true, value: { verified: true } });
      expect(await server.show()).toEqual(before);
    }
  });
});

describe('what is not ours is left alone, and said', () => {
  test('a value that somebody changed since is named with what it is now', async () => {
    const server = await serverWith('persistence-off');
    const run = await apply(server);
    await turnOff(server);
    const then = await applicationIn(server);
    const undone = await undo(server, run);
    expect(undone).toMatchObject({
      ok: true,
      value: { verified: false, refused: [{ why: 'somebody changed it since: it is now false' }] },
    });
    expect(await applicationIn(server)).toEqual(then);
  });

  test('one setting that somebody changed does not keep the others from going back', async () => {
    const server = await serverWith(...DEFAULT_FAULTS);
    const run = await apply(server);
    await turnOff(server);
    const undone = await undo(server, run);
    expect(undone).toMatchObject({ ok: true, value: { verified: false, failure: null, refused: [{ change: { target: ALTIRIS } }] } });
    expect(undone.ok && undone.value.undone).toBeGreaterThan(5);
  });

  test('a name that setspn refused to register, and somebody registered later, stays', async () => {
    const server = await serverWith('spn-missing');
    const { document } = await server.plan();
    const name = 'HTTP/smp01';
    // Somebody is faster: after the plan was checked, in front of our own command.
    const place = {
      ...server.place,
      shell: {
        ...server.place.shell,
        run: async (command: Command, signal: AbortSignal) => {
          if (command.effect === 'change' && command.args.includes(name)) await somebody(server, 'setspn', '-S', name, 'CONTOSO\\svc-smp');
          return server.place.shell.run(command, signal);
        },
      },
    };
    const applied = await applyPlan({ ...quiet(server), place, order: server.order, plan: document, stop: never });
    expect(applied).toMatchObject({ ok: true, value: { failure: { code: 'command.failed' } } });
    const then = await server.show();
    const undone = await undo(server, { journal: applied.ok ? applied.value.journal : '', planId: document.planId });
    expect(undone).toMatchObject({
      ok: true,
      value: {
        verified: false,
        refused: [{ why: 'setspn refused to register it when Kerbwise asked, so somebody else has registered it since' }],
      },
    });
    expect(await server.show()).toEqual(then);
  });

  test('a name on an account of the same name that is another account stays', async () => {
    const server = await serverWith('spn-missing');
    const run = await apply(server);
    const file = join(server.state.lab, 'directory.json');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('CN=svc-smp,', 'CN=svc-smp new,'));
    const then = await server.show();
    const undone = await undo(server, run);
    expect(undone).toMatchObject({ ok: true, value: { verified: false, undone: 0 } });
    expect(undone.ok && undone.value.refused.map((way) => 'why' in way && way.why)).toContainEqual(
      expect.stringContaining('not known to be the same account'),
    );
    expect(await server.show()).toEqual(then);
  });

  test('a journal whose way back was edited is refused before anything runs', async () => {
    const server = await serverWith('persistence-off');
    const run = await apply(server);
    const text = await readFile(run.journal, 'utf8');
    await writeFile(run.journal, text.replaceAll('/authPersistNonNTLM:false', '/authPersistNonNTLM:true '));
    expect(await undo(server, run)).toMatchObject({ ok: false, failure: { code: 'journal.corrupt' } });
  });
});

describe('a way back is easy to start', () => {
  test('the id may be typed in capitals with blanks around it', async () => {
    const server = await serverWith('persistence-off');
    const run = await apply(server);
    expect(await undo(server, { ...run, planId: ` ${run.planId.toUpperCase()} ` })).toMatchObject({ ok: true, value: { verified: true } });
  });

  test('a later journal that is damaged holds nobody up', async () => {
    const server = await serverWith('persistence-off');
    const run = await apply(server);
    await writeFile(join(server.state.journals, '9999-later.jsonl'), 'no journal\n');
    expect(await undo(server, run)).toMatchObject({ ok: true, value: { verified: true } });
  });

  test('a run that ended before its plan was written down has nothing to take back, and says so', async () => {
    const server = await serverWith('persistence-off');
    const run = await apply(server);
    await writeFile(run.journal, (await readFile(run.journal, 'utf8')).slice(0, 100));
    await writeFile(`${run.journal}.head`, '');
    expect(await undo(server, run)).toMatchObject({
      ok: false,
      failure: { code: 'undo.refused', next: 'Nothing has to be taken back; make a new plan' },
    });
    expect(await listJournals(server.state)).toHaveLength(1);
  });
});
