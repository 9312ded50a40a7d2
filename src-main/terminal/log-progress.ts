/** How far reading logs has come: on a terminal one line that is written over, on standard error; elsewhere nothing. */
export interface LogProgress {
  readonly listen: (bytes: number) => void;
  readonly end: () => void;
}

const EVERY_MS = 100;
const MEGA = 1024 * 1024;

export function logProgress(totalBytes: number): LogProgress {
  if (process.stderr.isTTY !== true) return { listen: () => undefined, end: () => undefined };
  const began = performance.now();
  let last = began;
  const width = () => Math.max(20, (process.stderr.columns ?? 80) - 1);
  return {
    listen: (bytes) => {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      process.stderr.write(
        `\r${progressText(bytes, totalBytes, (now - began) / 1000)
          .slice(0, width())
          .padEnd(width())}`,
      );
    },
    end: () => process.stderr.write(`\r${' '.repeat(width())}\r`),
  };
}

/** `Reading logs: 412 of 1024 MiB, 780 MiB/s, 1 s left`. */
export function progressText(bytes: number, totalBytes: number, seconds: number): string {
  const rate = bytes / Math.max(seconds, 0.001);
  const left = Math.ceil(Math.max(0, totalBytes - bytes) / Math.max(rate, 1));
  const total = totalBytes > 0 ? ` of ${Math.round(totalBytes / MEGA)}` : '';
  return `Reading logs: ${Math.round(bytes / MEGA)}${total} MiB, ${Math.round(rate / MEGA)} MiB/s${totalBytes > 0 ? `, ${left} s left` : ''}`;
}
