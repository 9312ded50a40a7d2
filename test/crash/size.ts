/** How much of a stage is run: `KERBWISE_SIZE=ci` samples with a seed, `full` takes everything. */
export const SIZE = process.env['KERBWISE_SIZE'] === 'full' ? 'full' : 'ci';

export const chosen = { seed: Number(process.env['KERBWISE_SEED'] ?? Date.now() % 1_000_000) };

const CI_POINTS = 14;

/** In: how many kill points there are. Out: the numbers of those that are tried, from 1, in order; each run of `ci` tries others. */
export function pick(count: number): readonly number[] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  if (SIZE === 'full' || count <= CI_POINTS) return all;
  const random = generator(chosen.seed + count);
  return [...new Set(Array.from({ length: CI_POINTS }, () => 1 + Math.floor(random() * count)))].sort((a, b) => a - b);
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
