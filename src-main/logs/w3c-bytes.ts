/** A value of a row as a number, read from its bytes. */

const ZERO = 48;
const HYPHEN = 45;
const COLON = 58;

/** `-` or a column that is not there. */
export const NONE = -1;
/** Neither a number nor `-`. */
export const UNREADABLE = -2;

/** In: the range of a value. Out: a whole number of up to 15 digits, `NONE` for a hyphen, else `UNREADABLE`. */
export function readNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 15 || to === from) return UNREADABLE;
  if (to - from === 1 && bytes[from] === HYPHEN) return NONE;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return UNREADABLE;
    value = value * 10 + digit;
  }
  return value;
}

/** In: the range of `hh:mm:ss`. Out: seconds of the day, else `UNREADABLE`. */
export function readTime(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 8 || bytes[from + 2] !== COLON || bytes[from + 5] !== COLON) return UNREADABLE;
  const hours = twoDigits(bytes, from);
  const minutes = twoDigits(bytes, from + 3);
  const seconds = twoDigits(bytes, from + 6);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return UNREADABLE;
  return hours * 3600 + minutes * 60 + seconds;
}

/** In: the range of `yyyy-mm-dd`. Out: days since 1970, else `UNREADABLE`. */
export function readDay(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 10 || bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return UNREADABLE;
  const [century, years, month, day] = [0, 2, 5, 8].map((at) => twoDigits(bytes, from + at));
  if (century === undefined || years === undefined || month === undefined || day === undefined) return UNREADABLE;
  if (Math.min(century, years, month, day) < 0) return UNREADABLE;
  const date = new Date(Date.UTC(century * 100 + years, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : UNREADABLE;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? UNREADABLE : tens * 10 + ones;
}
