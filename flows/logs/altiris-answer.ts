import { counted, say } from '../language/say.ts';
import { ALTIRIS_SIGNATURES, type AltirisSignature } from './altiris-signatures.ts';
import type { AltirisSignal, AltirisTally } from './altiris-tally.ts';
import { countsAnswer } from './counts.ts';
import { said } from './iis-answer.ts';

/** `kerbwise read altiris-log`, without the words that every answer has. Moments are the local time of whoever wrote the log. */
export function altirisAnswer(tally: AltirisTally, notes: readonly string[]): object {
  return {
    events: tally.events,
    truncated: tally.truncated,
    bySeverity: countsAnswer(tally.bySeverity),
    signals: altirisSignals(tally).map(({ signature, signal }) => ({
      id: signature.id,
      count: signal.count,
      first: signal.first === '' ? null : signal.first,
      last: signal.last === '' ? null : signal.last,
      ...(signal.first === '' ? { why: { first: NO_YEAR, last: NO_YEAR } } : {}),
      meaning: signature.meaning,
      kerberos: signature.kerberos,
    })),
    notes: [...altirisNotes(tally), ...notes],
  };
}

const NO_YEAR = say`the dates cannot be read or tell no year`;

/** What was recognised: what has to do with the sign-in first, then the most frequent. */
export function altirisSignals(tally: AltirisTally): readonly { readonly signature: AltirisSignature; readonly signal: AltirisSignal }[] {
  return ALTIRIS_SIGNATURES.flatMap((signature) => {
    const signal = tally.signals.get(signature.id);
    return signal === undefined ? [] : [{ signature, signal }];
  }).sort((a, b) => Number(b.signature.kerberos) - Number(a.signature.kerberos) || b.signal.count - a.signal.count);
}

export function altirisNotes(tally: AltirisTally): readonly string[] {
  return [
    ...said(tally.truncated > 0, say`${counted(tally.truncated, 'event', 'events')} without an end`),
    ...said(tally.headless > 0, say`${counted(tally.headless, 'event', 'events')} without a beginning`),
    ...said(tally.withoutSeverity > 0, say`${counted(tally.withoutSeverity, 'event', 'events')} without a severity`),
    ...said(tally.withoutYear > 0, say`${counted(tally.withoutYear, 'event', 'events')} whose date cannot be read or tells no year`),
    ...said(tally.earlier > 0, say`${counted(tally.earlier, 'event', 'events')} before the moment asked for`),
    ...said(
      tally.signals.size > 0,
      say`moments are the local time of the computer that wrote the log; a year that it does not tell is taken from the file`,
    ),
  ];
}
