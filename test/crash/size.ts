/** How much of a stage is run: `KERBWISE_SIZE=ci` samples with a seed, `full` takes everything. */
export const SIZE = process.env['KERBWISE_SIZE'] === 'full' ? 'full' : 'ci';

export const chosen = { seed: Number(process.env['KERBWISE_SEED'] ?? Date.now() % 1_000_000) };

const CI_POINTS = 14;

/**
 * In: what happens at each kill point. Out: the numbers of those that are tried, from 1, in order.
 * `ci` takes one of each kind and some more by the seed; each run takes others.
 */
export function pick(points: readonly string[]): readonly number[] {
  if (SIZE === 'full' || points.length <= CI_POINTS) return points.map((_, at) => at + 1);
  const random = generator(chosen.seed + points.length);
  const shuffled = points.map((kind, at) => ({ kind, at: at + 1, place: random() })).sort((a, b) => a.place - b.place);
  const ofEachKind = [...new Map(shuffled.map((point) => [point.kind, point])).values()];
  const all = new Set([...ofEachKind, ...shuffled].slice(0, Math.max(CI_POINTS, ofEachKind.length)).map(({ at }) => at));
  return [...all].sort((a, b) => a - b);
}

/** mulberry32: the same seed gives the same numbers everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
