import { describe, expect, test } from 'vitest';
import { GLOSSARY, termPattern, termsIn } from '../../flows/help/glossary.ts';
import { helpFor } from '../../flows/help/help-for.ts';
import { storiesOf } from '../../flows/help/stories.ts';
import { PLACED_CARDS } from '../../flows/rules/catalogue.ts';
import { namesAreRight } from '../../flows/server/judged-names.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { BELIEVED } from '../../flows/triage/guidance.ts';
import { SCENARIOS } from '../../flows/triage/scenarios.ts';
import { placesOf } from '../../src-renderer/parts/termed.tsx';
import { discoveryTexts } from '../../src-renderer/texts.ts';
import { RULE_SKETCHES } from './rule-sketches.ts';
import { serverFacts } from './server-facts.ts';

const seen = Object.values(RULE_SKETCHES).flatMap((sketch) => ALL_STEPS.map((step) => step.assess(sketch())));
/** Why settings of IIS are left alone while controllers differ; the window shows it as not offered. */
const waits = namesAreRight(RULE_SKETCHES['service-principal-names.replicating']?.() ?? serverFacts());
const explained = [
  ...(waits.known ? [] : [waits.why, waits.next]),
  ...seen.flatMap(({ findings, notChecked }) => [
    ...findings.map(({ meaning }) => meaning),
    ...notChecked.flatMap(({ why, next }) => [why, next]),
  ]),
  ...ALL_STEPS.map(({ purpose }) => purpose),
  ...PLACED_CARDS.flatMap(({ card: { checks, reads, meaning, remedy, undo } }) => [checks, reads, meaning, remedy, undo]),
  ...Object.values(BELIEVED).flat(),
];

test.each(GLOSSARY.map((term) => [term.forms[0] ?? '', term] as const))(
  '“%s” occurs in a text of the window that explains it',
  (_, term) => {
    expect(explained.filter((text) => termPattern(term).test(text))).not.toEqual([]);
  },
);

test('the window finds the terms where the host does', () => {
  for (const text of explained) {
    const found = placesOf(text, GLOSSARY).map(({ term }) => term);
    for (const term of found) expect(termsIn(text)).toContain(term);
    expect(found.length > 0).toBe(termsIn(text).length > 0);
  }
});

test('of two terms in one place the longer one is explained, each once', () => {
  const places = placesOf('An application pool, and the application pools of SPN and HTTP/SPN', GLOSSARY);
  expect(places.map(({ at, word }) => [at, word])).toEqual([
    [3, 'application pool'],
    [50, 'SPN'],
  ]);
});

/** What an administrator of Windows knows, or is told in the same sentence. */
const KNOWN = ['IIS', 'ITMS', 'HTTP', 'DNS', 'RC4', 'HTTP/smp01'];

test('no explanation uses jargon that is not explained itself', () => {
  const forms = new Set(GLOSSARY.flatMap((term) => term.forms));
  const jargon = GLOSSARY.flatMap(({ meaning }) => meaning.match(/\b(?:[A-Z]{2,}[\w/]*|[a-z]+[A-Z]\w*)/g) ?? []);
  expect(jargon.length).toBeGreaterThan(10);
  expect(jargon.filter((word) => !forms.has(word) && !KNOWN.includes(word))).toEqual([]);
});

test('every finding and every change has a story with a source and the day when it was reviewed', () => {
  for (const id of PLACED_CARDS.flatMap(({ card }) => card.finds)) {
    const stories = storiesOf([id]);
    expect(stories.map(({ finds }) => finds.includes(id))).toContain(true);
    for (const { source, reviewedOn, checks } of stories) {
      expect([source, checks]).not.toContain('');
      expect(reviewedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  }
});

test('what is often believed stands beside the finding where it misleads', () => {
  expect(storiesOf(['auth-persistence.off']).map(({ believed }) => believed)).toEqual([BELIEVED.persistence]);
});

describe('before the first step', () => {
  const none = { step: null, report: null, scenario: null, scenarios: SCENARIOS };
  const wordsOf = (view: Parameters<typeof helpFor>[0]) => helpFor(view)?.terms.map(({ forms }) => forms[0]);

  test('the words of the choices and of what a choice means are explained, and no story is told yet', () => {
    expect(wordsOf({ ...none, phase: 'triage' })).toEqual(expect.arrayContaining(['Kerberos', 'NTLM']));
    for (const scenario of SCENARIOS) {
      const words = wordsOf({ ...none, phase: 'scenario', scenario }) ?? [];
      expect(words).toEqual(termsIn([...scenario.explanation, ...scenario.proof].join(' ')).map(({ forms }) => forms[0]));
      expect(helpFor({ ...none, phase: 'scenario', scenario })?.stories).toEqual([]);
    }
  });

  test('while the server is read, what it is read for is explained', () => {
    const { terms = [] } = helpFor({ ...none, phase: 'discovery' }) ?? {};
    expect(placesOf(discoveryTexts.asks, terms).map(({ word }) => word)).toEqual([
      'application pools',
      'service principal names',
      'providers',
      'tickets',
    ]);
  });
});
