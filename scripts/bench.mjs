// npm run bench: makes its data, runs Kerbwise and its peers in turn on it, and prints time, ratio and peak memory.
// BENCH_MB is the size of the W3C log in MB (default 1000; the Altiris log is half of it, the list has a thousand names for each, the
// configuration ten sites), BENCH_ROUNDS how often each program runs (default 5, slow ones once), BENCH_ONLY one of w3c, altiris, spns,
// configuration, window. Data and peers stay in a folder that git ignores.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { makeAltiris } from '../bench/make-altiris.mjs';
import { makeConfiguration } from '../bench/make-configuration.mjs';
import { makeSpns } from '../bench/make-spns.mjs';
import { makeW3c } from '../bench/make-w3c.mjs';
import { median, runInTurn } from '../bench/measure.mjs';
import {
  altirisContenders,
  configurationContenders,
  installPeers,
  spnContenders,
  TENTH,
  w3cContenders,
  withTenth,
} from '../bench/peers.mjs';
import { benchWindow } from '../bench/window/bench-window.mjs';
import { makeReady, root, tell } from './ready.mjs';

const MB = Number(process.env.BENCH_MB ?? 1000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const KERBWISE = 'Kerbwise, whole analysis';
const folder = join(root, 'node_modules/.cache/kerbwise/bench');
const program = join(root, 'dist/main/terminal.js');

/**
 * @param {string} name
 * @param {number} size
 * @param {(file: string, size: number) => object} make
 * @returns {{file: string, megabytes: number, planted: Record<string, number>}}
 */
function input(name, size, make) {
  const file = join(folder, `${name}-${size}.log`);
  if (!existsSync(`${file}.json`)) {
    tell(`making the input ${name}, size ${size}, once`);
    const planted = make(`${file}.new`, size);
    renameSync(`${file}.new`, file);
    writeFileSync(`${file}.json`, JSON.stringify(planted));
  }
  return { file, megabytes: statSync(file).size / 1e6, planted: JSON.parse(readFileSync(`${file}.json`, 'utf8')) };
}

/**
 * @param {string} title
 * @param {number} megabytes
 * @param {Map<string, import('../bench/measure.mjs').Run[]>} runs
 */
function printTable(title, megabytes, runs) {
  const own = runs.get(KERBWISE) ?? [];
  console.log(`\n${title}\n`);
  console.log('| what | wall s, median (min–max) | CPU s | MB/s | Kerbwise ÷ it, wall | and CPU | peak MiB | runs |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [name, all] of runs) {
    if (all.length === 0) continue;
    const walls = all.map(({ wall }) => wall);
    const wall = median(walls);
    const range = `${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)}`;
    const peak = all[0]?.peakMiB === undefined ? '–' : Math.max(...all.map(({ peakMiB = 0 }) => peakMiB)).toFixed(0);
    const isPeer = name !== KERBWISE && name !== TENTH;
    const ratio = isPeer ? ratioTo(own, all).toFixed(2) : '';
    const ofCpu = isPeer ? ratioTo(own, all, 'cpu').toFixed(2) : '';
    const cpu = median(all.map((run) => run.cpu)).toFixed(2);
    const read = name === TENTH ? megabytes / 10 : megabytes;
    console.log(
      `| ${name} | ${wall.toFixed(2)} (${range}) | ${cpu} | ${(read / wall).toFixed(0)} | ${ratio} | ${ofCpu} | ${peak} | ${all.length} |`,
    );
  }
}

/**
 * The median of the ratios of runs of the same round.
 * @param {readonly import('../bench/measure.mjs').Run[]} own
 * @param {readonly import('../bench/measure.mjs').Run[]} other
 * @param {'wall' | 'cpu'} what
 */
function ratioTo(own, other, what = 'wall') {
  return median(other.map((run, at) => (own[at]?.[what] ?? Number.NaN) / run[what]));
}

/** @param {string} what @param {boolean} met */
function goal(what, met) {
  console.log(`${met ? '✓' : '✗'} ${what}`);
}

/** @param {Map<string, import('../bench/measure.mjs').Run[]>} runs @param {string} peer @param {number} most @param {number} [mostMiB] */
function judge(runs, peer, most, mostMiB) {
  const own = runs.get(KERBWISE) ?? [];
  const other = runs.get(peer) ?? [];
  if (other.length > 0) goal(`at most ${most} × ${peer}: ${ratioTo(own, other).toFixed(2)}`, ratioTo(own, other) <= most);
  const peak = Math.max(...own.map(({ peakMiB = Number.NaN }) => peakMiB));
  if (!Number.isNaN(peak) && mostMiB !== undefined) goal(`under ${mostMiB} MiB: ${peak.toFixed(0)}`, peak < mostMiB);
  const tenth = runs.get(TENTH) ?? [];
  const before = Math.max(...tenth.map(({ peakMiB = Number.NaN }) => peakMiB));
  goal(`ten times the data, at most eleven times the time: ${ratioTo(own, tenth).toFixed(1)}`, ratioTo(own, tenth) <= 11);
  console.log(`  peak of a tenth: ${before.toFixed(0)} MiB, of the whole: ${peak.toFixed(0)} MiB`);
}

/**
 * @param {string} name
 * @param {number} size
 * @param {(file: string, size: number) => object} make
 * @param {(file: string) => import('../bench/peers.mjs').Contender[]} contendersFor
 */
async function race(name, size, make, contendersFor) {
  const whole = input(name, size, make);
  const tenth = input(name, size / 10, make);
  const runs = await runInTurn(withTenth(contendersFor(whole.file), whole.file, tenth.file), whole.file, ROUNDS, tell);
  return { ...whole, runs, answer: JSON.parse(runs.get(KERBWISE)?.[0]?.output ?? '{}') };
}

async function benchW3c() {
  const { megabytes, planted, runs, answer } = await race('w3c', MB * 1e6, makeW3c, (file) =>
    w3cContenders(program, join(folder, 'peers'), file),
  );
  printTable(`W3C log of IIS, ${megabytes.toFixed(0)} MB`, megabytes, runs);
  const { rows, handshakes, status } = answer;
  goal(`every row is counted: ${rows} of ${planted.rows}`, rows === planted.rows);
  const told = handshakes.completed + handshakes.failed + handshakes.unknown;
  console.log(
    `  ${status['401']} rows of 401; ${told} handshakes told, ${planted.handshakes} good and ${planted.failures} bad ones planted`,
  );
  judge(runs, 'DuckDB, group by', 0.5, 200);
}

async function benchAltiris() {
  const { megabytes, planted, runs, answer } = await race('altiris', MB * 5e5, makeAltiris, (file) => altirisContenders(program, file));
  printTable(`Altiris log, ${megabytes.toFixed(0)} MB`, megabytes, runs);
  const { events, signals } = answer;
  const found = signals.reduce((/** @type {number} */ sum, /** @type {{count: number}} */ { count }) => sum + count, 0);
  goal(`every event is counted: ${events} of ${planted.events}`, events === planted.events);
  goal(`every planted failure is named: ${found} of ${planted.failures}`, found === planted.failures);
  judge(runs, 'grep -cF, two texts', 1, 150);
}

async function benchSpns() {
  const { megabytes, planted, runs, answer } = await race('spns', MB * 1000, makeSpns, (file) => spnContenders(program, file));
  printTable(`${planted.names} service principal names in LDIF, ${megabytes.toFixed(0)} MB`, megabytes, runs);
  goal(`every name is read: ${answer.values} of ${planted.names}`, answer.values === planted.names);
  goal(`every duplicate is named: ${answer.duplicates.length} of ${planted.duplicates}`, answer.duplicates.length === planted.duplicates);
  judge(runs, 'python3, dict', 0.6);
}

async function benchConfiguration() {
  const { file, megabytes, planted, runs, answer } = await race('configuration', MB * 10, makeConfiguration, (path) =>
    configurationContenders(program, path),
  );
  printTable(`applicationHost.config of ${planted.sites} sites, ${megabytes.toFixed(0)} MB`, megabytes, runs);
  goal(
    `the effective configuration of every path: ${answer.applications.length} of ${planted.paths}`,
    answer.applications.length === planted.paths,
  );
  const ran = spawnSync(process.execPath, [join(root, 'bench/configuration-in-process.mjs'), file, String(ROUNDS)], { encoding: 'utf8' });
  const { parse, effective, ratio } = JSON.parse(ran.stdout);
  const says = `${effective.toFixed(0)} of ${parse.toFixed(0)} ms, ${ratio.toFixed(2)}`;
  goal(`in one process, without start and printing, at most 1.2 × fast-xml-parser's parse: ${says}`, ratio <= 1.2);
  judge(runs, 'fast-xml-parser, tree alone', 1.2);
}

const BENCHES = {
  window: () => benchWindow({ root, folder, rounds: ROUNDS, goal, tell }),
  w3c: benchW3c,
  altiris: benchAltiris,
  spns: benchSpns,
  configuration: benchConfiguration,
};
const only = process.env.BENCH_ONLY;

if (!(await makeReady())) process.exit(1);
mkdirSync(folder, { recursive: true });
if (only !== 'window') installPeers(join(folder, 'peers'), tell);
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${ROUNDS} rounds in turn`);
for (const [name, bench] of Object.entries(BENCHES)) if ([undefined, name].includes(only)) await bench();
