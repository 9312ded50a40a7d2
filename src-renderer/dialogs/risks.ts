import type { ChangeView } from '../../flows/bridge/contract.ts';
import { titleOf } from '../command-lines.ts';

/** Something to weigh, and every change that brings it. */
export interface Risk {
  readonly text: string;
  readonly isHigh: boolean;
  /** What the changes do and where. */
  readonly of: readonly string[];
}

/** In: the changes of a step. Out: what is to be weighed, each text once, those of high risk first. */
export function risksOf(changes: readonly ChangeView[]): readonly Risk[] {
  const known = [...new Set(changes.map(({ consequence }) => consequence))].filter((text) => text !== '');
  const found = new Map<string, Risk>();
  for (const change of changes)
    for (const text of partsOf(change.consequence, known)) {
      const before = found.get(text);
      found.set(text, {
        text,
        isHigh: before?.isHigh === true || change.risk === 'high',
        of: [...(before?.of ?? []), titleOf(change)],
      });
    }
  return [...found.values()].sort((a, b) => Number(b.isHigh) - Number(a.isHigh));
}

/** What one change has to say beyond another one follows the text of both. */
function partsOf(consequence: string, known: readonly string[]): readonly string[] {
  const shared = known.find((text) => consequence.startsWith(`${text} `));
  const parts = shared === undefined ? [consequence] : [shared, consequence.slice(shared.length + 1)];
  return parts.filter((text) => text !== '');
}
