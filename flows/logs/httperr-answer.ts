import { counted, say } from '../language/say.ts';
import { countsAnswer } from './counts.ts';
import { HTTPERR_CAUSES, type HttperrTally } from './httperr.ts';
import { said } from './iis-answer.ts';
import { momentOrNull } from './moment.ts';
import type { Seen } from './w3c-tally.ts';

/** `kerbwise read httperr-log`, without the words that every answer has. */
export function httperrAnswer(tally: HttperrTally, notes: readonly string[]): object {
  const isKnown = Number.isFinite(tally.first);
  return {
    rows: tally.rows,
    malformed: tally.malformed,
    first: momentOrNull(tally.first),
    last: momentOrNull(tally.last),
    reasons: countsAnswer(new Map([...tally.reasons].map(([reason, { count }]) => [reason, count]))),
    status: countsAnswer(tally.status),
    signals: httperrSignals(tally).map(({ cause, seen }) => ({
      id: cause.id,
      count: seen.count,
      first: momentOrNull(seen.first),
      last: momentOrNull(seen.last),
      meaning: cause.meaning,
      kerberos: cause.kerberos,
    })),
    clients: countsAnswer(tally.clients),
    queues: countsAnswer(tally.queues),
    ...(isKnown ? {} : { why: { first: say`there is no row`, last: say`there is no row` } }),
    notes: [...httperrNotes(tally), ...notes],
  };
}

export function httperrNotes(tally: HttperrTally): readonly string[] {
  return [
    ...said(tally.malformed > 0, say`${counted(tally.malformed, 'line', 'lines')} could not be read as rows`),
    ...said(tally.earlier > 0, say`${counted(tally.earlier, 'row', 'rows')} before the moment asked for`),
  ];
}

/** The causes that were seen, the most frequent first. */
export function httperrSignals(tally: HttperrTally) {
  return HTTPERR_CAUSES.flatMap((cause) => {
    const seen = [...tally.reasons].filter(([reason]) => cause.reasons.some((one) => one.toLowerCase() === reason.toLowerCase()));
    return seen.length === 0 ? [] : [{ cause, seen: together(seen.map(([, one]) => one)) }];
  }).sort((a, b) => b.seen.count - a.seen.count);
}

function together(seen: readonly Seen[]): Seen {
  return {
    count: seen.reduce((sum, { count }) => sum + count, 0),
    first: Math.min(...seen.map(({ first }) => first)),
    last: Math.max(...seen.map(({ last }) => last)),
  };
}
