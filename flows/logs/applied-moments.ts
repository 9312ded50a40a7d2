import type { WrittenEntry } from '../model/journal.ts';

/** When commands ran on a server: from the first one that was begun to the last one that ended; UTC, ISO 8601. */
export interface AppliedMoment {
  readonly what: 'applied' | 'taken back';
  readonly planId: string;
  readonly at: string;
  readonly until: string;
  /** How many commands were begun. */
  readonly commands: number;
}

/**
 * In: the entries of journals; the kind of target, and its server's name where that is known.
 * Out: every time that changes were made to it or taken back, in the order of time. A run that began no command is none.
 */
export function appliedMoments(
  journals: readonly (readonly WrittenEntry[])[],
  target: { readonly kind: string; readonly server: string | null },
): readonly AppliedMoment[] {
  return journals
    .flatMap((entries) => {
      const plan = entries.find((entry) => entry.type === 'plan.confirmed');
      if (plan === undefined || plan.target.kind !== target.kind) return [];
      if (target.server !== null && plan.target.server !== null && plan.target.server !== target.server) return [];
      return [...momentsOf(entries, plan.planId, 'applied', 'change.'), ...momentsOf(entries, plan.planId, 'taken back', 'undo.')];
    })
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function momentsOf(
  entries: readonly WrittenEntry[],
  planId: string,
  what: AppliedMoment['what'],
  prefix: 'change.' | 'undo.',
): readonly AppliedMoment[] {
  const begun = entries.filter(({ type }) => type === `${prefix}started`);
  const ended = entries.filter(({ type }) => type === `${prefix}finished` || type === `${prefix}failed`);
  const [first] = begun;
  if (first === undefined) return [];
  return [{ what, planId, at: first.at, until: ended.at(-1)?.at ?? begun.at(-1)?.at ?? first.at, commands: begun.length }];
}
