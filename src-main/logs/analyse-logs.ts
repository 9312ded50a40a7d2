import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { addAltiris } from '../../flows/logs/altiris-tally.ts';
import { addHttperr } from '../../flows/logs/httperr.ts';
import { addW3c } from '../../flows/logs/w3c-tally.ts';
import type { RowsTask } from './find-rows.ts';
import { type LaneResult, type LaneTask, type LogTallies, runLane, type Since } from './lane.ts';
import { splitLanes } from './lanes.ts';
import type { LogPart, Trouble } from './log-part.ts';

/** Below, starting a worker costs more than it gains. Source: performance.md, section 1. */
const SPLIT_ABOVE = 256 * 1024 * 1024;
/** Beside the bundled program; where there is none, one thread reads all. */
export const WORKER = join(dirname(fileURLToPath(import.meta.url)), 'log-worker.js');

export interface AnalyseOptions {
  readonly since?: Since;
  readonly signal: AbortSignal;
  /** Told how many bytes of all were read so far. */
  readonly onProgress: (bytes: number) => void;
  readonly splitAbove?: number;
  /** Whether this thread has other work and reads nothing itself: it serves a window. */
  readonly isApart?: boolean;
}

export type Analysed = LogTallies & { readonly troubles: readonly Trouble[] };

/** What a worker is told to do. */
export type LogWork = { readonly does: 'lane'; readonly task: LaneTask } | ({ readonly does: 'rows' } & RowsTask);

/** What a worker tells: how many bytes more it has read, or its result. */
export type LaneMessage = { readonly bytes: number } | { readonly result: LaneResult };

/** Reads all parts, in two threads where that is worth it. Throws the signal's reason when it is stopped. */
export async function analyseLogs(parts: readonly LogPart[], options: AnalyseOptions): Promise<Analysed> {
  const lanes = existsSync(WORKER) ? splitLanes(parts, options.splitAbove ?? SPLIT_ABOVE) : undefined;
  const runHere: RunLane = options.isApart === true && existsSync(WORKER) ? runInWorker : runInThread;
  if (lanes !== undefined) {
    const together = await runTwo(lanes, options, runInWorker, runHere);
    if (together !== undefined) return together;
  }
  return runHere({ parts, next: [], ...sinceOf(options) }, options, readingOf(options).onBytes);
}

type RunLane = (task: LaneTask, options: AnalyseOptions, onBytes: (bytes: number) => void) => Promise<LaneResult>;

/** Out: `undefined` where the second lane began with other columns than hold there: it all has to be read in one. */
export async function runTwo(
  [first, second]: readonly [readonly LogPart[], readonly LogPart[]],
  options: AnalyseOptions,
  runFirst: RunLane,
  runSecond: RunLane = runInThread,
): Promise<Analysed | undefined> {
  const { onBytes, signal } = readingOf(options);
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  try {
    const [a, b] = await Promise.all([
      runFirst({ parts: first, next: second, ...sinceOf(options) }, { ...options, signal: both }, onBytes),
      runSecond({ parts: second, next: [], ...sinceOf(options) }, { ...options, signal: both }, onBytes),
    ]);
    if (!a.fits) return undefined;
    addW3c(a.w3c, b.w3c);
    addHttperr(a.httperr, b.httperr);
    addAltiris(a.altiris, b.altiris);
    return { ...a, troubles: [...a.troubles, ...b.troubles] };
  } finally {
    stop.abort();
  }
}

function runInThread(task: LaneTask, { signal }: AnalyseOptions, onBytes: (bytes: number) => void): Promise<LaneResult> {
  return runLane(task, { onBytes, signal });
}

function runInWorker(task: LaneTask, { signal }: AnalyseOptions, onBytes: (bytes: number) => void): Promise<LaneResult> {
  return new Promise((resolve, reject) => {
    const order: LogWork = { does: 'lane', task };
    const worker = new Worker(WORKER, { workerData: order });
    const stop = () => {
      reject(signal.reason);
      worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: LaneMessage) => {
      if ('bytes' in message) onBytes(message.bytes);
      else resolve(message.result);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The worker that reads logs ended without an answer'));
    });
  });
}

function readingOf({ onProgress, signal }: AnalyseOptions) {
  let sum = 0;
  return {
    signal,
    onBytes: (bytes: number) => {
      sum += bytes;
      onProgress(sum);
    },
  };
}

function sinceOf({ since }: AnalyseOptions): { readonly since?: Since } {
  return since === undefined ? {} : { since };
}
