const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads the date of an event: `May 16 11:51:05`, `2024-05-16 11:51:05`, `5/16/2024 11:51:05 AM`, `16.05.2024 11:51:05`.
 * In: the text; the moment when the file was last written, `2024-06-01T00:00:00`, from which a missing year is taken: the last one in which
 * that day was not in the future (a day's grace for time zones). Out: local time of the server, `2024-05-16T11:51:05`; `undefined`
 * where it cannot be read or its year is not known.
 */
export function readAltirisDate(text: string, writtenAt: string | undefined): string | undefined {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})[T ]+(\d{1,2}):(\d\d):(\d\d)/.exec(text);
  if (iso !== null) return moment(iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]);
  const american = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})[ ,]+(\d{1,2}):(\d\d):(\d\d)(?:\.\d+)?\s*([AP]M)?/i.exec(text);
  if (american !== null) return moment(american[3], american[1], american[2], hourOf(american[4], american[7]), american[5], american[6]);
  const german = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})[ ,]+(\d{1,2}):(\d\d):(\d\d)/.exec(text);
  if (german !== null) return moment(german[3], german[2], german[1], german[4], german[5], german[6]);
  const named = /^\s*([a-z]{3})[a-z]*\s+(\d{1,2})(?:,?\s+(\d{4}))?\s+(\d{1,2}):(\d\d):(\d\d)/i.exec(text);
  const month = MONTHS.indexOf((named?.[1] ?? '').toLowerCase()) + 1;
  if (named === null || month === 0) return undefined;
  const [, , day, year, hour, minute, second] = named;
  if (year !== undefined) return moment(year, String(month), day, hour, minute, second);
  const reference = writtenAt === undefined ? undefined : new Date(`${writtenAt}Z`);
  if (reference === undefined || Number.isNaN(reference.getTime())) return undefined;
  const thisYear = moment(String(reference.getUTCFullYear()), String(month), day, hour, minute, second);
  const limit = new Date(reference.getTime() + 86_400_000).toISOString().slice(0, 19);
  if (thisYear !== undefined && thisYear <= limit) return thisYear;
  return moment(String(reference.getUTCFullYear() - 1), String(month), day, hour, minute, second);
}

function hourOf(hour: string | undefined, half: string | undefined): string {
  if (half === undefined) return hour ?? '';
  return String((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0));
}

/** The parts as one text that sorts by time; `undefined` where one is out of range. */
function moment(...parts: readonly (string | undefined)[]): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDay || !(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}
