import { ALTIRIS_SIGNATURES } from './altiris-signatures.ts';
import type { AppliedMoment } from './applied-moments.ts';
import type { Counts } from './counts.ts';
import { counted } from './iis-answer.ts';
import type { Tallies } from './logs-causes.ts';

/** What the logs counted in some whole hours; `null` where no log tells of them. */
export interface CountedHours {
  readonly hours: number;
  readonly unauthorized: number | null;
  readonly completed: number | null;
  readonly failed: number | null;
  /** Messages of Altiris about signing in. */
  readonly signals: number | null;
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
  const { w3c, altiris } = tallies;
  const [logFrom, logTo] = [Math.ceil(w3c.first / 3600), Math.floor((w3c.last + 1) / 3600) - 1];
  const [low, high] = [Math.max(from, logFrom), Math.min(to, logTo)];
  const hasRows = high >= low;
  const hasEvents = altiris.events > 0;
  if (!hasRows && !hasEvents) return null;
  const [begin, end] = hasRows ? [low, high] : [from, to];
  const hours = Array.from({ length: end - begin + 1 }, (_, at) => begin + at);
  const sum = (counts: Counts, suffix: string) => hours.reduce((total, hour) => total + (counts.get(`${hour}${suffix}`) ?? 0), 0);
  return {
    hours: hours.length,
    unauthorized: hasRows ? sum(w3c.hours, '') : null,
    completed: hasRows ? sum(w3c.handshakes.hours, '\tcompleted') : null,
    failed: hasRows ? sum(w3c.handshakes.hours, '\tfailed') : null,
    signals: hasEvents ? countSignals(tallies, new Set(hours.map((hour) => toLocal(new Date(hour * HOUR_MS)).slice(0, 13)))) : null,
  };
}

/** Messages that have to do with the sign-in, in the hours given. One that ends the chain of another is not counted twice. */
function countSignals({ altiris }: Tallies, hours: ReadonlySet<string>): number {
  return ALTIRIS_SIGNATURES.filter(({ kerberos, endOf }) => kerberos && (endOf === undefined || !altiris.signals.has(endOf))).reduce(
    (sum, { id }) =>
      sum + [...(altiris.signals.get(id)?.hours ?? [])].reduce((own, [hour, count]) => own + (hours.has(hour) ? count : 0), 0),
    0,
  );
}

function sentence(before: CountedHours | null, after: CountedHours | null): string {
  if (before === null && after === null) return 'The logs tell nothing of the hours around it';
  if (before === null) return `The logs begin after it; since then: ${told(after)}`;
  if (after === null) return `The logs end before a whole hour had passed; until then: ${told(before)}`;
  return `In ${counted(before.hours, 'hour')} before: ${told(before)}. In ${counted(after.hours, 'hour')} after: ${told(after)}`;
}

function told(counts: CountedHours | null): string {
  if (counts === null) return 'nothing';
  const { unauthorized, completed, failed, signals } = counts;
  return [
    ...(unauthorized === null ? [] : [`${counted(unauthorized, 'answer')} of 401`]),
    ...(failed === null || completed === null ? [] : [`${failed} of ${failed + completed} handshakes failed`]),
    ...(signals === null ? [] : [`${counted(signals, 'message')} of Altiris about signing in`]),
  ].join(', ');
}
