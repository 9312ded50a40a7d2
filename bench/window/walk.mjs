// A walk of the practice lab with a healthy server, every kind of click on the way timed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { timeClick, watchClicks } from './clicks.mjs';

const HEADING = '#screen-heading';

/**
 * @param {import('playwright').Browser} browser
 * @param {{root: string, rounds: number, target: string}} given
 * @returns {Promise<import('./clicks.mjs').Click[]>}
 */
export async function measureWalk(browser, { root, rounds, target }) {
  const { module } = await runnerImport(join(root, 'test/e2e/kerbwise.ts'));
  /** @type {import('./clicks.mjs').Click[]} */
  const clicks = [];
  for (let round = 0; round < rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'kerbwise-bench-'));
    const host = await module.serveWindow(['--target', target, '--state', folder]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    try {
      const page = await context.newPage();
      await watchClicks(page);
      await page.goto(host.url);
      clicks.push(...(await walk(page)));
    } finally {
      await context.close();
      await host.end();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return clicks;
}

/** @param {import('playwright').Page} page */
async function walk(page) {
  /** @type {import('./clicks.mjs').Click[]} */
  const clicks = [];
  const button = (/** @type {string | RegExp} */ name) => page.getByRole('button', { name });
  const heading = () => page.locator(HEADING).textContent();
  const time = async (/** @type {Parameters<typeof timeClick>[1]} */ given) => void clicks.push(await timeClick(page, given));
  const lead = async (/** @type {string} */ name, /** @type {import('playwright').Locator} */ click) =>
    time({ name, click, shown: { selector: HEADING, text: (await heading()) ?? '', gone: true } });

  await lead('a scenario', button('Check everything').first());
  // Answered is a click on it once the screen says what is being read; how long the reading takes is its own time.
  await lead('look at the server', button('Look at the server'));
  await button(/^Go on to/).waitFor();
  await time({ name: 'open a question', click: button('Switch to apply mode…'), shown: { selector: '[role=alertdialog]' } });
  await time({
    name: 'close a question',
    click: page.getByRole('alertdialog').getByRole('button').first(),
    shown: { selector: '[role=alertdialog]', gone: true },
    byFirst: true,
  });
  const output = page.locator('aside').getByRole('button', { expanded: false }).first();
  await time({ name: 'open an output', click: output, shown: { selector: 'aside button[aria-expanded=true]' } });
  for (let onward = button(/^(Go on to|Open the report)/); (await onward.count()) > 0; ) {
    await lead('the next step', onward);
    await page.waitForTimeout(200);
  }
  const steps = page.getByRole('navigation').getByRole('button');
  // The first two are what was seen and the looking, the last is the report.
  for (let at = 2; at < (await steps.count()) - 1; at++) {
    await lead('a step of the rail', steps.nth(at));
    await page.waitForTimeout(200);
  }
  return clicks;
}
