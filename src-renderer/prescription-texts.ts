import { say } from '../flows/language/say.ts';
import { spoken } from './language.ts';

/** What the window says while one works by a prescription. */
export const prescriptionTexts = spoken({
  means: say`A prescription says what you may change on this server, step by step. Who wrote it answers for it, and Kerbwise holds you to it.`,
  badge: say`Prescription`,
  heading: (by: string) => say`Prescribed by ${by}`,
  term: (validUntil: string, server: string) => say`Valid until ${moment(validUntil)}, for ${server}.`,
  rule: (ask: string) => say`Only what is prescribed is offered. Where something differs, Kerbwise stops: ask ${ask}.`,
  signed: (key: string) => say`Signed with the trusted key ${key}.`,
  unsigned: say`No trusted key signed it.`,
  words: (by: string) => say`In the words of ${by}`,
  never: say`Must never change`,
  notChecked: say`Not looked at`,
  goOn: say`Go on as prescribed`,
  goOnReading: say`Look at it without changing anything`,
  onlyRead: say`Open for reading only: by this prescription nothing can be changed`,
  stopped: say`Stopped: nothing can be changed by this prescription any more`,
} as const);

/** In: ISO 8601, UTC. Out: `2026-12-31 23:59 UTC`. */
function moment(iso: string): string {
  return say`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
