import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { LogRows } from '../../flows/bridge/logs-contract.ts';
import { type LogWork, WORKER } from './analyse-logs.ts';
import { findRowsHere, type RowsTask } from './find-rows.ts';

/** The lines behind one row of a table, looked for beside this thread. Rejects with the signal's reason when it is stopped. */
export function findRows(task: RowsTask, signal: AbortSignal): Promise<LogRows> {
  if (!existsSync(WORKER)) return findRowsHere(task);
  return new Promise((resolve, reject) => {
    const order: LogWork = { does: 'rows', ...task };
    const worker = new Worker(WORKER, { workerData: order });
    const stop = () => {
      reject(signal.reason);
      worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The worker that looks for rows ended without an answer'));
    });
  });
}
