/** What the window says while one works by a prescription. */
export const prescriptionTexts = {
  badge: 'Prescription',
  heading: (by: string) => `Prescribed by ${by}`,
  term: (validUntil: string, server: string) => `Valid until ${moment(validUntil)}, for ${server}.`,
  rule: (ask: string) => `Only what is prescribed is offered. Where something differs, Kerbwise stops: ask ${ask}.`,
  signed: (key: string) => `Signed with the trusted key ${key}.`,
  unsigned: 'No trusted key signed it.',
  words: (by: string) => `In the words of ${by}`,
  never: 'Must never change',
  notChecked: 'Not looked at',
  goOn: 'Go on as prescribed',
  stopped: 'Stopped: nothing can be changed by this prescription any more',
} as const;

/** In: ISO 8601, UTC. Out: `2026-12-31 23:59 UTC`. */
function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
