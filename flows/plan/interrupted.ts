import { counted, say } from '../language/say.ts';
import type { WrittenEntry } from '../model/journal.ts';

/** Commands that somebody confirmed, as it is kept while they run. */
export interface ConfirmedWork {
  readonly way: 'apply' | 'undo';
  /** How many were confirmed. */
  readonly of: number;
  /** UTC, ISO 8601. */
  readonly since: string;
  readonly server: string | null;
}

/** What the journals say of confirmed commands whose end the wizard did not see. */
export interface Interrupted extends Pick<ConfirmedWork, 'way' | 'of'> {
  readonly started: number;
  readonly ended: number;
}

/** In: what was confirmed, and every line of the journals of that kind of server. Out: how many were started since, and how many ended. */
export function interruptedWork({ way, of, since }: ConfirmedWork, lines: readonly WrittenEntry[]): Interrupted {
  const later = lines.filter(({ at }) => at >= since);
  const count = (...types: readonly WrittenEntry['type'][]) => later.filter(({ type }) => types.includes(type)).length;
  const [started, ended] =
    way === 'apply'
      ? [count('change.started'), count('change.finished', 'change.failed')]
      : [count('undo.started'), count('undo.finished', 'undo.failed')];
  return { way, of, started, ended };
}

/** In: what became of them. Out: what an administrator is told, one sentence. */
export function describeInterrupted({ of, started, ended }: Interrupted): string {
  const all = counted(of, 'confirmed command', 'confirmed commands');
  if (started === 0)
    return say`Kerbwise was ended before the first of ${all} was started: by the journal 0 of ${of} were, and nothing was changed.`;
  const rest = started === ended ? say`no other was started` : say`how ${started - ended} ended is not known`;
  return say`Kerbwise was ended while commands were running. By the journal ${ended} of ${all} came to an end, and ${rest}.`;
}
