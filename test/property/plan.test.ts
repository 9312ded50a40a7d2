import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StateFolder, stateFolder } from '../../src-main/core/state-folder.ts';
import { anyServer, type ServerSketch } from './any-server.ts';
import { engine, escapedTexts, type JudgedText } from './command-judge.ts';
import { whyUntrue } from './plan-promises.ts';
import { runPlan } from './plan-run.ts';
import { runSize, SEED, sayFigure } from './run-size.ts';
import { serverState } from './server-state.ts';
import { valueServer } from './value-shell.ts';

/** Journals are flushed entry by entry, which is most of the time on a disk. */
const MEMORY = '/dev/shm';
const servers = runSize({ full: 2_000, ci: 150 });
const texts = new Map<string, JudgedText>();
let folder = '';
let state: StateFolder;

beforeAll(async () => {
  folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'kerbwise-plans-'));
  state = stateFolder(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a plan tells the truth on any server: it is true after applying, needs nothing more, harms no sign-in, and can be taken back', async () => {
  const started = performance.now();
  const seen = { servers: 0, changed: 0, changes: 0, withheld: 0, stopped: 0 };
  await fc.assert(
    fc.asyncProperty(anyServer, async (sketch) => {
      const run = await checked(sketch);
      const { changes, withheld } = run.planned.document;
      seen.servers += 1;
      seen.changed += Number(changes.length > 0);
      seen.changes += changes.length;
      seen.withheld += withheld.length;
      seen.stopped += Number(run.kind === 'refused' || run.applied.failure !== null);
    }),
    { numRuns: servers, seed: SEED },
  );
  const { changed, changes, withheld, stopped } = seen;
  sayFigure(
    'plan',
    `${seen.servers} servers, ${changed} with ${changes} changes, ${withheld} withheld, ${stopped} refused or stopped, 0 untrue`,
    started,
  );
  expect(changed).toBeGreaterThan(servers / 5);
}, 3_600_000);

test.skipIf(engine.path === undefined)(
  'PowerShell’s own parser finds one command of constants in every text that was run',
  async () => {
    const started = performance.now();
    expect(await escapedTexts([...texts.values()])).toEqual([]);
    sayFigure('plan texts', `${texts.size} judged, 0 escaped`, started);
  },
  600_000,
);

async function checked(sketch: ServerSketch) {
  const server = valueServer(serverState(sketch));
  const run = await runPlan(sketch, server, state);
  for (const [text, judged] of server.texts) texts.set(text, judged);
  expect(whyUntrue(sketch, run)).toEqual([]);
  return run;
}
