import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { WizardView } from '../../flows/bridge/contract.ts';
import { serveViews } from '../../scripts/serve-views.mjs';
import { actionTexts, discoveryTexts } from '../../src-renderer/texts.ts';
import { browserProgram, openChromium } from './kerbwise.ts';
import { allViews } from './views/all-views.ts';

const program = browserProgram();
const renderer = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/renderer');
const { 'scenario-goes-on': scenario, 'discovery-running': running, 'discovery-done': done } = allViews;
const VIEWS = 300;

/** In: how far a reading has come. Out: what the window is told of it, small enough that a browser takes in many at once. */
function looking(at: number): object {
  const reads = (running?.discovery.reads ?? []).map((read) => ({ ...read, state: 'done', milliseconds: at, output: '' }));
  return { ...running, scenarios: [], commands: [], discovery: { reads, done: false, stopped: false } };
}

const title = 'a burst of views that a busy window takes in at once does not stop it (skipped where no Chromium is installed)';

test.skipIf(program === undefined)(title, async () => {
  const host = await serveViews(renderer, scenario);
  const browser = await openChromium(program ?? '');
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(host.url);
    await page.locator('#actions').getByRole('button').first().click();
    // Nobody answers, so the window says that it works.
    await page.getByText(actionTexts.working).waitFor();
    const isBusy = page.evaluate(() => {
      for (const end = performance.now() + 1_500; performance.now() < end; );
    });
    for (let at = 0; at < VIEWS; at++) host.show(looking(at));
    host.show(done);
    await isBusy;
    const shown = done as WizardView;
    await page.getByText(discoveryTexts.doneTitle(shown.discovery.reads.length)).first().waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    host.close();
  }
});
