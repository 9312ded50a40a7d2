import { useEffect, useRef, useState } from 'react';

/** What is answered sooner shows its answer at once; later than this the window says that it works. */
const SOON_MS = 40;

/**
 * Whether an answer is awaited for so long that it has to be said.
 * In: what changes when an answer comes. Out: that, and what has to be called when something was asked.
 */
export function useAwaited(answer: unknown): readonly [boolean, () => void] {
  const [isAwaited, setIsAwaited] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the answer comes
  useEffect(() => {
    clearTimeout(timer.current);
    setIsAwaited(false);
    return () => clearTimeout(timer.current);
  }, [answer]);
  const ask = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsAwaited(true), SOON_MS);
  };
  return [isAwaited, ask];
}
