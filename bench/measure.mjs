// Runs programs in turn, A B C A B C …, and says how long each took and how much memory it held.
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';

const TIME = '/usr/bin/time';

/** @typedef {{wall: number, cpu: number, peakMiB: number | undefined, output: string}} Run */

/**
 * @param {readonly import('./peers.mjs').Contender[]} contenders
 * @param {string} input read once before each run, so that it lies in the page cache for all
 * @param {number} rounds
 * @param {(text: string) => void} tell
 * @returns {Promise<Map<string, Run[]>>}
 */
export async function runInTurn(contenders, input, rounds, tell) {
  /** @type {Map<string, Run[]>} */
  const runs = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      if (contender.isSlow && round > 0) continue;
      await readOnce(input);
      const run = measure(contender);
      tell(`round ${round + 1}: ${contender.name} ${run.wall.toFixed(2)} s`);
      runs.get(contender.name)?.push(run);
    }
  }
  return runs;
}

/** @param {import('./peers.mjs').Contender} contender @returns {Run} */
function measure({ name, program, args }) {
  const timed = existsSync(TIME);
  const began = process.hrtime.bigint();
  const ran = timed
    ? spawnSync(TIME, ['-f', '\n%U %S %M', program, ...args], { env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1 << 28 })
    : spawnSync(program, [...args], { env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1 << 28 });
  const wall = Number(process.hrtime.bigint() - began) / 1e9;
  if (ran.status !== 0) throw new Error(`${name} failed: ${ran.stderr.toString().slice(-500)}`);
  const [user, system, peak] = timed ? (ran.stderr.toString().trim().split('\n').at(-1) ?? '').split(' ').map(Number) : [];
  return {
    wall,
    cpu: (user ?? Number.NaN) + (system ?? 0),
    peakMiB: peak === undefined ? undefined : peak / 1024,
    output: ran.stdout.toString(),
  };
}

/** @param {string} file */
async function readOnce(file) {
  for await (const _ of createReadStream(file, { highWaterMark: 1 << 20 }));
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
