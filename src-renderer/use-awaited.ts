import { useEffect, useRef, useState } from 'react';

/** What is answered sooner shows its answer at once; later than this the window says that it works. */
const SOON_MS = 40;

/**
 * Whether an answer is awaited for so long that it has to be said.
 * In: what is another value once an answer came. Out: that, and what has to be called when something was asked.
 * An answer ends the wait by being another than the one that was there. No effect sets a state for it: with each of many views in one turn
 * that left React something to draw, and after the fiftieth it gave up (its error 185).
 */
export function useAwaited(answer: unknown): readonly [boolean, () => void] {
  const [asked, setAsked] = useState<{ readonly at: unknown } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the answer comes
  useEffect(() => () => clearTimeout(timer.current), [answer]);
  const ask = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAsked({ at: answer }), SOON_MS);
  };
  return [asked !== null && asked.at === answer, ask];
}
