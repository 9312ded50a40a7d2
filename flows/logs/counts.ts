/** How often each key was seen; a key that was never seen has no entry. */
export type Counts = Map<string, number>;

/** Adds to one key; what comes to nothing leaves the table, so that two tables of the same facts are equal. */
export function addCount(counts: Counts, key: string, by = 1): void {
  const sum = (counts.get(key) ?? 0) + by;
  if (sum === 0) counts.delete(key);
  else counts.set(key, sum);
}

/** Adds every count of `from`; with `sign` −1 takes it away. */
export function addCounts(into: Counts, from: Counts, sign: 1 | -1 = 1): void {
  for (const [key, count] of from) addCount(into, key, sign * count);
}

/** The most frequent first; equal counts by name, so that the order does not depend on the log's. */
export function byCount(counts: Counts): readonly (readonly [string, number])[] {
  return [...counts].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
}

/** As a JSON object, the most frequent first. `__proto__` and its like stay data. */
export function countsAnswer(counts: Counts): Readonly<Record<string, number>> {
  return Object.fromEntries(byCount(counts));
}
