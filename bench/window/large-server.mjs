// Evidence of a large server through the real host: how long reading it takes, whether the window stands still meanwhile, how soon a click
// on a step is answered, and how its step of many names scrolls.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { timeClick, watchClicks } from './clicks.mjs';
import { scrollParts } from './scrolling.mjs';

const HEADING = '#screen-heading';
const SCROLLED = 'Service principal names';

/** @typedef {{count: number, longest: number}} Tasks tasks of the page over 50 ms, and the longest of them in milliseconds */

/**
 * @param {import('playwright').Browser} browser
 * @param {{root: string, evidence: string}} given
 * @returns {Promise<{readingSeconds: number, reading: Tasks, clicks: import('./clicks.mjs').Click[], walking: Tasks, scrolls: import('./scrolling.mjs').Scroll[]}>}
 */
export async function measureLargeServer(browser, { root, evidence }) {
  const { module } = await runnerImport(join(root, 'test/e2e/kerbwise.ts'));
  const folder = mkdtempSync(join(tmpdir(), 'kerbwise-bench-'));
  const host = await module.serveWindow(['--target', `evidence:${evidence}`, '--state', folder]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await watchClicks(page);
    await page.addInitScript(watchTasks);
    await page.goto(host.url);
    return await walk(page);
  } finally {
    await context.close();
    await host.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('playwright').Page} page */
async function walk(page) {
  const tasks = () => page.evaluate(() => Reflect.get(window, 'takeTasks')());
  const onward = page.getByRole('button', { name: /^(Go on to|Open the report)/ });
  /** @type {import('./clicks.mjs').Click[]} */
  const clicks = [];
  const lead = async (/** @type {string} */ name, /** @type {import('playwright').Locator} */ click) => {
    const text = (await page.locator(HEADING).textContent()) ?? '';
    clicks.push(await timeClick(page, { name, click, shown: { selector: HEADING, text, gone: true } }));
  };
  await page.getByRole('button', { name: 'Check everything' }).first().click();
  await page.getByRole('button', { name: 'Look at the server' }).waitFor();
  await tasks();
  const began = performance.now();
  await lead('look at the large server', page.getByRole('button', { name: 'Look at the server' }));
  await onward.waitFor({ timeout: 600_000 });
  const readingSeconds = (performance.now() - began) / 1_000;
  const reading = await tasks();
  /** @type {import('./scrolling.mjs').Scroll[]} */
  const scrolls = [];
  /** @type {Tasks} */
  let walking = { count: 0, longest: 0 };
  while ((await onward.count()) > 0) {
    await lead('the next step of it', onward);
    // A step is there once nothing is looked at any more; then the next click finds the host free.
    await page.getByRole('main').getByRole('progressbar').waitFor({ state: 'detached', timeout: 120_000 });
    await page.waitForTimeout(300);
    const seen = await tasks();
    walking = { count: walking.count + seen.count, longest: Math.max(walking.longest, seen.longest) };
    if ((await page.locator(HEADING).textContent()) === SCROLLED) {
      scrolls.push(...(await scrollParts(page)));
      await tasks();
    }
  }
  return { readingSeconds, reading, clicks, walking, scrolls };
}

/** Runs in the page before it. */
function watchTasks() {
  /** @type {number[]} */
  let tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
  const takeTasks = () => {
    const seen = { count: tasks.length, longest: Math.max(0, ...tasks) };
    tasks = [];
    return seen;
  };
  Object.assign(window, { takeTasks });
}
