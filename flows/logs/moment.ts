/** In: seconds since 1970. Out: `2024-01-31T08:00:00Z`. */
export function momentOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** The same, `null` where there is none. */
export function momentOrNull(seconds: number): string | null {
  return Number.isFinite(seconds) ? momentOf(seconds) : null;
}
