import { fail, type Result } from '../../flows/model/result.ts';

/** Waits for the answer, but no longer than the command may take or the administrator wants. */
export async function within<T>(answer: Promise<Result<T>>, command: string, timeoutMs: number, signal: AbortSignal): Promise<Result<T>> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<Result<T>>((resolve) => {
    const timer = setTimeout(() => resolve(fail({ code: 'command.timedOut', command, timeoutMs })), timeoutMs);
    const interrupt = () => resolve(fail({ code: 'interrupted', during: command }));
    signal.addEventListener('abort', interrupt, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
    };
  });
  return Promise.race([answer, stopped]).finally(stop);
}
