/** What a test sees of a bridge, as a window does: the present view, and waiting for one that it looks for. */
export interface Watched<V> {
  /** The first view, present or later, of which it is so. */
  until(isSo: (view: V) => boolean): Promise<V>;
  now(): Promise<V>;
}

interface Subscribable<V> {
  subscribe(listener: (view: V) => void, lost: (why: string) => void): () => void;
}

/** Watches a bridge from now on. */
export function watch<V>(bridge: Subscribable<V>): Watched<V> {
  const waiting = new Set<() => void>();
  let seen: readonly [V] | undefined;
  bridge.subscribe(
    (next) => {
      seen = [next];
      for (const look of waiting) look();
    },
    () => undefined,
  );
  const until = (isSo: (view: V) => boolean): Promise<V> =>
    new Promise((resolve) => {
      const look = () => {
        if (seen === undefined || !isSo(seen[0])) return;
        waiting.delete(look);
        resolve(seen[0]);
      };
      waiting.add(look);
      look();
    });
  return { until, now: () => until(() => true) };
}
