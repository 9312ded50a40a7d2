/** The size of a run: every stage has a small one for each change and a full one. */
interface Sizes {
  readonly full: number;
  readonly ci: number;
}

/** Where chance begins; the same seed and size give the same run. */
export const SEED = Number(process.env['KERBWISE_SEED'] ?? 42);

/** In: the two sizes of a stage. Out: how many cases run: `KERBWISE_SIZE` is `full`, `ci` (where it is not set), or a number. */
export function runSize({ full, ci }: Sizes): number {
  const named = process.env['KERBWISE_SIZE'] ?? 'ci';
  if (named === 'full') return full;
  return named === 'ci' ? ci : Number(named);
}

/** Says what a stage has found in one line, seed and time included. */
export function sayFigure(stage: string, figure: string, started: number): void {
  console.log(`${stage}: ${figure}, seed ${SEED}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
