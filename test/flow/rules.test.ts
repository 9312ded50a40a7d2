import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { GUARDING, JUDGING, NOT_JUDGED, PLACED_CARDS, RULE_IDS } from '../../flows/rules/catalogue.ts';
import { rulesPage } from '../../flows/rules/rules-page.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { assessGround } from '../../flows/server/ground.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { RULE_SKETCHES } from './rule-sketches.ts';
import { serverFacts } from './server-facts.ts';

const FINDING_IDS = PLACED_CARDS.flatMap(({ card }) => card.finds);
const NAMED_IN_SOURCES = findingIdsInSources();

/** Every finding of every rule, the ground's first. */
function findings(facts: ServerFacts) {
  return [assessGround(facts), ...ALL_STEPS.map((step) => step.assess(facts))].flatMap((part) => part.findings);
}

/** Every id of a finding that a rule's source names: a step's id, a dot, and what is wrong. Cards and tests are left out. */
function findingIdsInSources(): readonly string[] {
  const root = fileURLToPath(new URL('../../flows/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?:server|steps)\/.*\.ts$/.test(file.replaceAll('\\', '/')),
  );
  const texts = files.filter((file) => !/cards\.ts$|\.test\.ts$/.test(file)).map((file) => readFileSync(join(root, file), 'utf8'));
  const id = new RegExp(`'((?:${['ground', ...ALL_STEPS.map((step) => step.id)].join('|')})\\.[a-z0-9-]+)'`, 'g');
  return [...new Set(texts.flatMap((text) => [...text.matchAll(id)].map(([, name]) => name ?? '')))].sort();
}

test('the page of all rules is the one that the rules themselves make (npm run rules)', async () => {
  await expect(rulesPage()).toMatchFileSnapshot('../../docs/rules.md');
});

test('every rule of the catalogue has a card, or a reason why it has none; and no rule has both', () => {
  const judged = new Set(PLACED_CARDS.map(({ card }) => card.id));
  expect([...judged].filter((id) => !RULE_IDS.includes(id))).toEqual([]);
  expect(RULE_IDS.filter((id) => !judged.has(id)).sort()).toEqual(Object.keys(NOT_JUDGED).sort());
});

test('72 rules judge, 4 guard or explain and say where they act', () => {
  expect(GUARDING).toEqual(['E10', 'I13', 'I23', 'S15']);
  expect([JUDGING.length, JUDGING.length + GUARDING.length]).toEqual([72, RULE_IDS.length]);
  for (const { card } of PLACED_CARDS) expect([card.id, card.acts === undefined]).toEqual([card.id, card.finds.length > 0]);
  expect(rulesPage()).toContain('Of the 76 rules of the catalogue 72 judge');
});

test('every finding that the sources name belongs to exactly one card', () => {
  expect([...FINDING_IDS].sort()).toEqual([...new Set(FINDING_IDS)].sort());
  expect(NAMED_IN_SOURCES).toEqual([...FINDING_IDS].sort());
});

test('a card says all that it has to say', () => {
  for (const { card } of PLACED_CARDS) {
    const { id, checks, reads, meaning, remedy, source, reviewedOn } = card;
    expect([id, ...[checks, reads, meaning, remedy, source].filter((text) => text.trim() === '')]).toEqual([id]);
    expect(reviewedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

test('no rule speaks on a healthy server', () => {
  expect(findings(serverFacts())).toEqual([]);
});

describe('every finding is given by a server that is so, and by the rule whose card names it', () => {
  test('there is one server for each', () => {
    expect(Object.keys(RULE_SKETCHES).sort()).toEqual([...FINDING_IDS].sort());
  });

  test.each(Object.entries(RULE_SKETCHES))('%s', (id, sketch) => {
    const found = findings(sketch()).find((finding) => finding.id === id);
    const card = PLACED_CARDS.find((placed) => placed.card.finds.includes(id))?.card;
    expect(found?.rule).toEqual({ id: card?.id, reviewedOn: card?.reviewedOn });
  });
});
