import type { RuleCard } from '../model/rule-card.ts';
import { GROUND_RULES } from '../server/ground.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';

/** A rule as it is told: where Kerbwise judges by it, and its card. A rule that is judged in several places has a card in each. */
export interface PlacedCard {
  readonly place: string;
  readonly card: RuleCard;
}

export const FAMILIES = [
  { letter: 'E', title: 'Ground to stand on', count: 11 },
  { letter: 'I', title: 'IIS', count: 23 },
  { letter: 'P', title: 'Identity of the application pools', count: 9 },
  { letter: 'S', title: 'Service principal names', count: 16 },
  { letter: 'D', title: 'Delegation', count: 3 },
  { letter: 'C', title: 'Clients, proof and logs', count: 14 },
] as const;

/** Every id of the catalogue, in its order. */
export const RULE_IDS: readonly string[] = FAMILIES.flatMap(({ letter, count }) =>
  Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`),
);

export const PLACED_CARDS: readonly PlacedCard[] = [
  ...GROUND_RULES.flatMap(({ cards }) => cards).map((card) => ({ place: 'Before anything is changed', card })),
  ...ALL_STEPS.flatMap(({ title, cards }) => cards.map((card) => ({ place: title, card }))),
];

/** Rules of the catalogue that Kerbwise does not judge by a card of its own, each with the reason. */
export const NOT_JUDGED: Readonly<Record<string, string>> = {};

/** Rules that give findings, and rules that only guard or explain; each rule is in one of the two. */
export const JUDGING: readonly string[] = RULE_IDS.filter((id) => cardsOf(id).some(({ finds }) => finds.length > 0));
export const GUARDING: readonly string[] = RULE_IDS.filter((id) => cardsOf(id).length > 0 && !JUDGING.includes(id));

function cardsOf(id: string): readonly RuleCard[] {
  return PLACED_CARDS.flatMap(({ card }) => (card.id === id ? [card] : []));
}
