import { parentPort, workerData } from 'node:worker_threads';
import type { LaneMessage, LogWork } from './analyse-logs.ts';
import { findRowsHere } from './find-rows.ts';
import { type LaneTask, runLane } from './lane.ts';

/** Progress is told in steps of so many bytes. */
const STEP = 8 * 1024 * 1024;

const work: LogWork = workerData;
if (work.does === 'rows') parentPort?.postMessage(await findRowsHere(work));
else await tellLane(work.task);

async function tellLane(task: LaneTask): Promise<void> {
  let untold = 0;
  const result = await runLane(task, {
    onBytes: (bytes) => {
      untold += bytes;
      if (untold < STEP) return;
      tell({ bytes: untold });
      untold = 0;
    },
  });
  tell({ bytes: untold });
  tell({ result });
}

function tell(message: LaneMessage): void {
  parentPort?.postMessage(message);
}
