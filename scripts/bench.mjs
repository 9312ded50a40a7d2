// npm run bench: makes its data, runs Kerbwise and its peers in turn on it, and prints time, ratio and peak memory.
// BENCH_MB is the size of the W3C log in MB (default 1000; the Altiris log is half of it), BENCH_ROUNDS how often each program runs
// (default 5, slow ones once), BENCH_ONLY w3c or altiris. Data and peers stay in a folder that git ignores.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { makeAltiris } from '../bench/make-altiris.mjs';
import { makeW3c } from '../bench/make-w3c.mjs';
import { median, runInTurn } from '../bench/measure.mjs';
import { altirisContenders, installPeers, w3cContenders } from '../bench/peers.mjs';
import { makeReady, root, tell } from './ready.mjs';

const MB = Number(process.env.BENCH_MB ?? 1000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const KERBWISE = 'Kerbwise, whole analysis';
const folder = join(root, 'node_modules/.cache/kerbwise/bench');
const program = join(root, 'dist/main/terminal.js');

/**
 * @param {string} name
 * @param {number} megabytes
 * @param {(file: string, bytes: number) => object} make
 * @returns {{file: string, planted: Record<string, number>}}
 */
function input(name, megabytes, make) {
  const file = join(folder, `${name}-${megabytes}.log`);
  if (!existsSync(`${file}.json`)) {
    tell(`making ${megabytes} MB of ${name} log, once`);
    const planted = make(`${file}.new`, megabytes * 1e6);
    renameSync(`${file}.new`, file);
    writeFileSync(`${file}.json`, JSON.stringify(planted));
  }
  return { file, planted: JSON.parse(readFileSync(`${file}.json`, 'utf8')) };
}

/**
 * @param {string} title
 * @param {number} megabytes
 * @param {Map<string, import('../bench/measure.mjs').Run[]>} runs
 */
function printTable(title, megabytes, runs) {
  const own = runs.get(KERBWISE) ?? [];
  console.log(`\n${title}\n`);
  console.log('| what | wall s, median (min–max) | CPU s | MB/s | Kerbwise ÷ it | peak MiB | runs |');
  console.log('|---|---|---|---|---|---|---|');
  for (const [name, all] of runs) {
    if (all.length === 0) continue;
    const walls = all.map(({ wall }) => wall);
    const wall = median(walls);
    const range = `${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)}`;
    const peak = all[0]?.peakMiB === undefined ? '–' : Math.max(...all.map(({ peakMiB = 0 }) => peakMiB)).toFixed(0);
    const ratio = name === KERBWISE ? '' : ratioTo(own, all).toFixed(2);
    const cpu = median(all.map((run) => run.cpu)).toFixed(2);
    console.log(
      `| ${name} | ${wall.toFixed(2)} (${range}) | ${cpu} | ${(megabytes / wall).toFixed(0)} | ${ratio} | ${peak} | ${all.length} |`,
    );
  }
}

/** The median of the ratios of runs of the same round. @param {readonly {wall: number}[]} own @param {readonly {wall: number}[]} other */
function ratioTo(own, other) {
  return median(other.map(({ wall }, at) => (own[at]?.wall ?? Number.NaN) / wall));
}

/** @param {string} what @param {boolean} met */
function goal(what, met) {
  console.log(`${met ? '✓' : '✗'} ${what}`);
}

/** @param {Map<string, import('../bench/measure.mjs').Run[]>} runs @param {string} peer @param {number} most @param {number} mostMiB */
function judge(runs, peer, most, mostMiB) {
  const own = runs.get(KERBWISE) ?? [];
  const other = runs.get(peer) ?? [];
  if (other.length > 0) goal(`at most ${most} × ${peer}: ${ratioTo(own, other).toFixed(2)}`, ratioTo(own, other) <= most);
  const peak = Math.max(...own.map(({ peakMiB = Number.NaN }) => peakMiB));
  if (!Number.isNaN(peak)) goal(`under ${mostMiB} MiB: ${peak.toFixed(0)}`, peak < mostMiB);
}

/** @param {number} megabytes */
async function benchW3c(megabytes) {
  const { file, planted } = input('w3c', megabytes, makeW3c);
  const runs = await runInTurn(w3cContenders(program, join(folder, 'peers'), file), file, ROUNDS, tell);
  printTable(`W3C log of IIS, ${megabytes} MB`, megabytes, runs);
  const { rows, handshakes, status } = JSON.parse(runs.get(KERBWISE)?.[0]?.output ?? '{}');
  goal(`every row is counted: ${rows} of ${planted.rows}`, rows === planted.rows);
  const told = handshakes.completed + handshakes.failed + handshakes.unknown;
  console.log(
    `  ${status['401']} rows of 401; ${told} handshakes told, ${planted.handshakes} good and ${planted.failures} bad ones planted`,
  );
  judge(runs, 'DuckDB, group by', 0.5, 200);
}

/** @param {number} megabytes */
async function benchAltiris(megabytes) {
  const { file, planted } = input('altiris', megabytes, makeAltiris);
  const runs = await runInTurn(altirisContenders(program, file), file, ROUNDS, tell);
  printTable(`Altiris log, ${megabytes} MB`, megabytes, runs);
  const { events, signals } = JSON.parse(runs.get(KERBWISE)?.[0]?.output ?? '{}');
  const found = signals.reduce((/** @type {number} */ sum, /** @type {{count: number}} */ { count }) => sum + count, 0);
  goal(`every event is counted: ${events} of ${planted.events}`, events === planted.events);
  goal(`every planted failure is named: ${found} of ${planted.failures}`, found === planted.failures);
  judge(runs, 'grep -cF, two texts', 1, 150);
}

if (!(await makeReady())) process.exit(1);
mkdirSync(folder, { recursive: true });
installPeers(join(folder, 'peers'), tell);
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${ROUNDS} rounds in turn`);
if (process.env.BENCH_ONLY !== 'altiris') await benchW3c(MB);
if (process.env.BENCH_ONLY !== 'w3c') await benchAltiris(MB / 2);
