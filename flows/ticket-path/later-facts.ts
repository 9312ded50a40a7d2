import type { PlannedChange } from '../plan/planned-change.ts';
import { predict } from '../plan/predict.ts';
import type { ServerFacts } from '../server/facts.ts';
import type { LaterFacts } from './ticket-pictures.ts';

/**
 * In: the facts, planned changes in the order in which they would be made, and the titles of the steps that make them.
 * Out: what will be so after each step that changes something.
 */
export function laterFacts(
  facts: ServerFacts,
  changes: readonly PlannedChange[],
  steps: readonly { readonly id: string; readonly title: string }[],
): readonly LaterFacts[] {
  const later: LaterFacts[] = [];
  for (const { id, title } of steps) {
    const own = changes.filter(({ step }) => step === id);
    const before = later.at(-1)?.facts ?? facts;
    if (own.length > 0) later.push({ step: title, facts: own.reduce((known, { edit }) => predict(known, edit), before) });
  }
  return later;
}
