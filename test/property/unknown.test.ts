import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyMutation } from './answer-mutations.ts';
import { isForged } from './forgeries.ts';
import { runSize, SEED, sayFigure } from './run-size.ts';
import { planSpoiled } from './spoiled-server.ts';
import { trueServers } from './true-servers.ts';
import { whyTrusting } from './unknown-promises.ts';

const mutations = runSize({ full: 20_000, ci: 2_000 });

test('an answer that was spoiled is never taken for a healthy server, and never makes a change that the server does not need', async () => {
  const started = performance.now();
  const servers = await trueServers();
  const anyCase = fc.record({ server: fc.nat({ max: servers.length - 1 }), reading: fc.nat({ max: 200 }), mutation: anyMutation });
  const seen = { tried: 0, forged: 0, noticed: 0 };
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ server, reading, mutation }) => {
      const meant = servers[server];
      if (meant === undefined) return;
      const { plan, key, before, after } = await planSpoiled(meant, reading, mutation);
      const forged = isForged(key, before, after, meant.truth, plan);
      seen.tried += 1;
      seen.forged += Number(forged);
      seen.noticed += Number(plan.document.planId !== meant.truth.document.planId);
      if (!forged) expect({ server: meant.title, key, wrong: whyTrusting(meant.state, meant.truth, plan) }).toMatchObject({ wrong: [] });
    }),
    { numRuns: mutations, seed: SEED },
  );
  sayFigure('unknown', `${seen.tried} mutations, ${seen.noticed} noticed, ${seen.forged} forged, 0 trusted`, started);
  expect(seen.forged).toBeLessThan(mutations / 4);
}, 3_600_000);
