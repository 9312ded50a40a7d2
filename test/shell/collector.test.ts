import { afterEach, expect, test } from 'vitest';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { type CollectedServer, collect, planEvidence } from './collected-server.ts';
import { findEngine } from './engine.ts';

const engine = await findEngine();
const why = engine.missing ? ` (skipped: ${engine.missing})` : '';
const ends: CollectedServer[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end.remove();
});

async function collected(...[faults, order]: [readonly string[], Parameters<typeof collect>[2]?]) {
  const made = await collect(engine.path ?? '', faults, order);
  ends.push(made);
  return made;
}

test.skipIf(engine.path === undefined).each([[['healthy']], [[...DEFAULT_FAULTS]]])(
  `a collected server with %j shows what the server itself shows${why}`,
  async (faults) => {
    const { server, printed, rounds, visits } = await collected(faults);
    const live = (await server.plan()).document;
    const { document, facts, notes } = await planEvidence(rounds, server);
    expect(printed).toContain('Nothing on this server was changed.');
    expect(notes).toEqual([]);
    expect(document.findings).toEqual(live.findings);
    expect(document.notChecked).toEqual(live.notChecked);
    expect(document.facts).toEqual(live.facts);
    expect(facts).toEqual((await server.plan()).facts);
    console.log(`engine: ${faults.join(',')} collected in ${visits} rounds`);
  },
);
