import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { localMoment } from '../logs/find-logs.ts';
import type { Since } from '../logs/lane.ts';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * In: `2026-03-02`, `2026-03-02T08:00` (local time unless it says a zone), or how long ago: `90m`, `24h`, `7d`; and now.
 * Out: the moment, in both clocks that logs use.
 */
export function readSince(text: string, now: Date): Result<Since> {
  const ago = /^(\d{1,5})([mhd])$/.exec(text);
  const moment = ago === null ? dateOf(text) : new Date(now.getTime() - Number(ago[1]) * (UNIT_MS[ago[2] ?? ''] ?? 0));
  if (!Number.isNaN(moment.getTime())) return succeed({ seconds: Math.floor(moment.getTime() / 1000), local: localMoment(moment) });
  return fail({
    code: 'usage.wrong',
    what: `--since ${JSON.stringify(text)} is no moment`,
    why: 'known are 2026-03-02, 2026-03-02T08:00, 2026-03-02T08:00:00Z, and 90m, 24h, 7d for so long ago',
    next: 'See kerbwise logs --help',
  });
}

/** A day alone begins at midnight here, not in Greenwich. */
function dateOf(text: string): Date {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return new Date(`${text}T00:00`);
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$/.test(text) ? new Date(text.replace(' ', 'T')) : new Date(Number.NaN);
}
