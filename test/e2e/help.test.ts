import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveViews } from '../../scripts/serve-views.mjs';
import { browserProgram, openChromium } from './kerbwise.ts';
import { allViews } from './views/all-views.ts';

const program = browserProgram();
const renderer = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/renderer');

describe.skipIf(program === undefined)('help in place, in a real browser (skipped where no Chromium is installed)', () => {
  let browser: Browser;
  let host: Awaited<ReturnType<typeof serveViews>>;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium(program ?? '');
    host = await serveViews(renderer, allViews['step-reviewing-dry-run'] ?? null);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(host.url);
    await page.locator('#screen-heading').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    host.close();
  });

  test('a word explains itself on focus, stays while it has the focus, and goes with Escape', async () => {
    const word = page.getByRole('main').getByRole('button', { name: 'ticket', exact: true }).first();
    await word.focus();
    const tooltip = page.getByRole('tooltip');
    await tooltip.waitFor();
    expect(await word.getAttribute('aria-describedby')).toBe(await tooltip.getAttribute('id'));
    await page.waitForTimeout(500);
    expect(await tooltip.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'detached' });
    expect(await word.evaluate((element) => element === document.activeElement)).toBe(true);
    await word.blur();
  });

  test('it explains itself on hover too, and the pointer can go to the explanation', async () => {
    await page.getByRole('main').getByRole('button', { name: 'ticket', exact: true }).first().hover();
    const tooltip = page.getByRole('tooltip');
    await tooltip.waitFor();
    await tooltip.hover();
    await page.waitForTimeout(500);
    expect(await tooltip.isVisible()).toBe(true);
    await page.getByRole('heading', { level: 1 }).hover();
    await tooltip.waitFor({ state: 'detached' });
  });

  test('“Why?” opens the whole story by keyboard, and closes it again', async () => {
    const why = page
      .getByRole('main')
      .getByRole('button', { name: /^Why\?/ })
      .first();
    await why.focus();
    await page.keyboard.press('Enter');
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await page
      .getByText(/reviewed on \d{4}-\d\d-\d\d/)
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    expect(await why.getAttribute('aria-expanded')).toBe('false');
  });
});
