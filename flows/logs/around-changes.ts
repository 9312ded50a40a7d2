import { counted, listed, say } from '../language/say.ts';
import { ALTIRIS_SIGNATURES } from './altiris-signatures.ts';
import type { AppliedMoment } from './applied-moments.ts';
import type { Counts } from './counts.ts';
import type { Tallies } from './logs-causes.ts';

/** What the logs counted in some whole hours; `null` where no log of that kind tells of them. */
export interface CountedHours {
  readonly signIns: { readonly hours: number; readonly unauthorized: number; readonly completed: number; readonly failed: number } | null;
  /**
   * Messages of Altiris about signing in. How far such a log reaches is known only by its first and last message that was recognised, so
   * only hours between these are counted.
   */
  readonly signals: { readonly hours: number; readonly count: number } | null;
}

/** The logs before and after changes to the server. */
export interface AroundChange extends AppliedMoment {
  readonly before: CountedHours | null;
  readonly after: CountedHours | null;
  /** One sentence. */
  readonly says: string;
}

/** So many hours on each side are compared. */
const MOST_HOURS = 24;
const HOUR_MS = 3_600_000;

/** In: a moment in UTC. Out: the same in the local time of whoever wrote the logs of Altiris, `2024-05-16T11:51:05`. */
export type ToLocal = (utc: Date) => string;

/**
 * Compares the logs before and after each time that changes were made: the whole hours on either side, up to a day, as far as the logs
 * reach. The hours in which commands ran are left out: they belong to both sides.
 */
export function aroundChanges(tallies: Tallies, moments: readonly AppliedMoment[], toLocal: ToLocal): readonly AroundChange[] {
  return moments.map((moment) => {
    const first = Math.floor(Date.parse(moment.at) / HOUR_MS);
    const last = Math.floor(Date.parse(moment.until) / HOUR_MS);
    const before = countHours(tallies, first - MOST_HOURS, first - 1, toLocal);
    const after = countHours(tallies, last + 1, last + MOST_HOURS, toLocal);
    return { ...moment, before, after, says: sentence(before, after) };
  });
}

/** In: the first and the last hour, in hours since 1970. Out: `null` where no log tells of any of them. */
function countHours(tallies: Tallies, from: number, to: number, toLocal: ToLocal): CountedHours | null {
  const signIns = countSignIns(tallies, from, to);
  const signals = countSignals(
    tallies,
    hoursBetween(from, to).map((hour) => localHour(hour, toLocal)),
  );
  return signIns === null && signals === null ? null : { signIns, signals };
}

function countSignIns({ w3c }: Tallies, from: number, to: number): CountedHours['signIns'] {
  const hours = hoursBetween(Math.max(from, Math.ceil(w3c.first / 3600)), Math.min(to, Math.floor((w3c.last + 1) / 3600) - 1));
  if (hours.length === 0) return null;
  const sum = (counts: Counts, suffix: string) => hours.reduce((total, hour) => total + (counts.get(`${hour}${suffix}`) ?? 0), 0);
  const { hours: outcomes } = w3c.handshakes;
  return {
    hours: hours.length,
    unauthorized: sum(w3c.hours, ''),
    completed: sum(outcomes, '\tcompleted'),
    failed: sum(outcomes, '\tfailed'),
  };
}

function hoursBetween(from: number, to: number): readonly number[] {
  return to >= from ? Array.from({ length: to - from + 1 }, (_, at) => from + at) : [];
}

function localHour(hour: number, toLocal: ToLocal): string {
  return toLocal(new Date(hour * HOUR_MS)).slice(0, 13);
}

/** Messages that have to do with the sign-in, in the hours given. One that ends the chain of another is not counted twice. */
function countSignals({ altiris }: Tallies, hours: readonly string[]): CountedHours['signals'] {
  const seen = [...altiris.signals.values()].flatMap((signal) => [...signal.hours.keys()]).sort();
  const [first, last] = [seen[0] ?? '~', seen.at(-1) ?? ''];
  const known = new Set(hours.filter((hour) => hour >= first && hour <= last));
  if (known.size === 0) return null;
  const meant = ALTIRIS_SIGNATURES.filter(({ kerberos, endOf }) => kerberos && (endOf === undefined || !altiris.signals.has(endOf)));
  const counts = meant.flatMap(({ id }) => [...(altiris.signals.get(id)?.hours ?? [])]);
  return { hours: known.size, count: counts.reduce((sum, [hour, count]) => sum + (known.has(hour) ? count : 0), 0) };
}

function sentence(before: CountedHours | null, after: CountedHours | null): string {
  if (before === null && after === null) return say`The logs tell nothing of the hours around it`;
  if (before === null) return say`The logs begin after it. After: ${told(after)}`;
  if (after === null) return say`The logs end before a whole hour had passed. Before: ${told(before)}`;
  return say`Before: ${told(before)}. After: ${told(after)}`;
}

function told(counts: CountedHours | null): string {
  const { signIns = null, signals = null } = counts ?? {};
  return listed(
    [
      ...(signIns === null
        ? []
        : [
            say`in ${counted(signIns.hours, 'hour', 'hours')} ${counted(signIns.unauthorized, 'answer', 'answers')} of 401, and ${signIns.failed} of ${signIns.failed + signIns.completed} handshakes failed`,
          ]),
      ...(signals === null
        ? []
        : [
            say`in ${counted(signals.hours, 'hour', 'hours')} ${counted(signals.count, 'message', 'messages')} of Altiris about signing in`,
          ]),
    ],
    '; ',
  );
}
