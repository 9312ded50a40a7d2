import { say } from '../flows/language/say.ts';

/** Milliseconds as a person reads them: `84 ms`, `2.4 s`, `1 min 5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return say`${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return say`${seconds.toFixed(1)} s`;
  return say`${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
