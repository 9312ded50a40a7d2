// The window in Chromium: first paint beside a bare React page, size, clicks on the practice lab, scrolling of a large server.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { median } from '../measure.mjs';
import { measureFirstPaint } from './first-paint.mjs';
import { makeLargeEvidence } from './large-evidence.mjs';
import { measureLargeServer } from './large-server.mjs';
import { largeServer, measureScrolling } from './scrolling.mjs';
import { brotliSizes, MOST_BYTES } from './size.mjs';
import { measureWalk } from './walk.mjs';

const SOON_MS = 100;
const LONG_TASK_MS = 50;
const [APPLICATIONS, NAMES] = [500, 1_000];
const MANIFEST = 'kerbwise-manifest.txt';

/** @typedef {(what: string, met: boolean) => void} Goal */

/**
 * @param {{root: string, folder: string, rounds: number, goal: Goal, tell: (text: string) => void}} given
 */
export async function benchWindow({ root, folder, rounds, goal, tell }) {
  const renderer = join(root, 'dist/renderer');
  console.log('\nThe window\n');
  judgeSize(renderer, goal);
  const { module: host } = await runnerImport(join(root, 'test/e2e/kerbwise.ts'));
  const program = host.browserProgram();
  if (program === undefined || !existsSync(program)) return tell('no Chromium is installed, so the window is not measured');
  const { module } = await runnerImport(join(root, 'test/e2e/views/all-views.ts'));
  const browser = await host.openChromium(program);
  try {
    const { triage, 'step-reviewing-dry-run': step } = module.allViews;
    judgePaint(await measureFirstPaint(browser, { renderer, folder, view: triage, rounds: rounds * 4 }), goal);
    judgeClicks(await measureWalk(browser, { root, rounds: Math.max(2, rounds), target: 'lab:healthy' }), goal);
    judgeScrolling('a step with all of it', await measureScrolling(browser, { renderer, view: largeServer(step) }), goal);
    judgeLargeServer(await measureLargeServer(browser, { root, evidence: await largeEvidence(root, folder, tell) }), goal);
  } finally {
    await browser.close();
  }
}

/** @param {string} renderer @param {Goal} goal */
function judgeSize(renderer, goal) {
  const sizes = brotliSizes(renderer);
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  goal(`all of it in brotli under ${MOST_BYTES / 1000} kB: ${(all / 1000).toFixed(1)} kB`, all < MOST_BYTES);
  if (all >= MOST_BYTES) process.exitCode = 1;
  const [largest] = sizes;
  if (largest !== undefined) console.log(`  the largest of ${sizes.length} files: ${(largest.bytes / 1000).toFixed(1)} kB`);
}

/** @param {Awaited<ReturnType<typeof measureFirstPaint>>} paints @param {Goal} goal */
function judgePaint({ kerbwise, bare }, goal) {
  const ratio = (/** @type {'painted' | 'heading'} */ what) =>
    median(kerbwise.map((paint, at) => paint[what] / (bare[at]?.[what] ?? Number.NaN)));
  const ms = (/** @type {typeof bare} */ paints, /** @type {'painted' | 'heading'} */ what) =>
    median(paints.map((paint) => paint[what])).toFixed(0);
  console.log('\n| first paint, median | the window, ms | bare React page, ms | ratio | rounds |\n|---|---|---|---|---|');
  for (const [title, what] of /** @type {const} */ ([
    ['first contentful paint', 'painted'],
    ['the heading of the first screen', 'heading'],
  ])) {
    console.log(`| ${title} | ${ms(kerbwise, what)} | ${ms(bare, what)} | ${ratio(what).toFixed(2)} | ${bare.length} |`);
  }
  goal(`first contentful paint at most 1.3 × a bare React page: ${ratio('painted').toFixed(2)}`, ratio('painted') <= 1.3);
}

/** @param {readonly import('./clicks.mjs').Click[]} clicks @param {Goal} goal */
function judgeClicks(clicks, goal) {
  console.log('\n| click, ms | first visible answer, median (95th) | what was asked for, median (95th) | clicks |\n|---|---|---|---|');
  for (const name of new Set(clicks.map((click) => click.name))) {
    const these = clicks.filter((click) => click.name === name);
    console.log(
      `| ${name} | ${spread(these.map(({ first }) => first))} | ${spread(these.map(({ answered }) => answered))} | ${these.length} |`,
    );
  }
  const judged = clicks.map(({ first, answered, byFirst }) => (byFirst ? first : answered));
  const slow = percentile(judged, 95);
  goal(`a click answered within ${SOON_MS} ms, 95th percentile of ${judged.length}: ${slow.toFixed(0)} ms`, slow <= SOON_MS);
  const first = percentile(
    clicks.map((click) => click.first),
    95,
  );
  goal(`something visible within ${SOON_MS} ms, 95th percentile: ${first.toFixed(0)} ms`, first <= SOON_MS);
}

/** @param {string} what @param {readonly import('./scrolling.mjs').Scroll[]} scrolls @param {Goal} goal */
function judgeScrolling(what, scrolls, goal) {
  console.log(
    `\n| 500 applications, 1,000 names: ${what} | pixels | frames | longest gap, ms | tasks over 50 ms | longest, ms |\n|---|---|---|---|---|---|`,
  );
  for (const { name, pixels, frames, longestFrame, longTasks, longestTask } of scrolls) {
    console.log(`| ${name} | ${pixels.toFixed(0)} | ${frames} | ${longestFrame.toFixed(0)} | ${longTasks} | ${longestTask.toFixed(0)} |`);
  }
  const tasks = scrolls.reduce((sum, { longTasks }) => sum + longTasks, 0);
  goal(`no task over ${LONG_TASK_MS} ms while scrolling ${what}: ${tasks}`, tasks === 0);
}

/**
 * Made once; another version of Kerbwise asks other questions.
 * @param {string} root @param {string} folder @param {(text: string) => void} tell
 */
async function largeEvidence(root, folder, tell) {
  const evidence = join(folder, `evidence-${APPLICATIONS}-${NAMES}`);
  if (existsSync(join(evidence, MANIFEST))) return evidence;
  tell(`making evidence of ${APPLICATIONS} applications and ${NAMES} service principal names, once`);
  await makeLargeEvidence(root, evidence, { applications: APPLICATIONS, names: NAMES });
  return evidence;
}

/** @param {Awaited<ReturnType<typeof measureLargeServer>>} seen @param {Goal} goal */
function judgeLargeServer({ readingSeconds, reading, clicks, walking, scrolls }, goal) {
  console.log(
    `\nEvidence of ${APPLICATIONS} applications and ${NAMES} service principal names, through the real host: read in ${readingSeconds.toFixed(1)} s`,
  );
  const tasks = (/** @type {import('./large-server.mjs').Tasks} */ { count, longest }) => `${count}, the longest ${longest.toFixed(0)} ms`;
  console.log(`  tasks over ${LONG_TASK_MS} ms while it is read: ${tasks(reading)}; while steps are opened: ${tasks(walking)}`);
  const first = clicks.map((click) => click.first);
  console.log(
    `  a click shows something after ${spread(first)} ms, and what was asked for after ${spread(clicks.map(({ answered }) => answered))} ms`,
  );
  goal(
    `something visible within ${SOON_MS} ms on that server too, 95th percentile of ${first.length}: ${percentile(first, 95).toFixed(0)} ms`,
    percentile(first, 95) <= SOON_MS,
  );
  goal(`no task over ${LONG_TASK_MS} ms while it is read: ${reading.count}`, reading.count === 0);
  judgeScrolling('the names of that evidence', scrolls, goal);
}

/** @param {readonly number[]} values */
function spread(values) {
  return `${median(values).toFixed(0)} (${percentile(values, 95).toFixed(0)})`;
}

/** The smallest value that so many of a hundred do not exceed. @param {readonly number[]} values @param {number} of */
function percentile(values, of) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil((of / 100) * sorted.length) - 1] ?? Number.NaN;
}
