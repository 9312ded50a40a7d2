/**
 * Takes pictures of the window.
 *   node scripts/screens.mjs OUT [NAME…]      every sample view (or those named) from the built window
 *   node scripts/screens.mjs OUT --url URL    whatever a running host shows at that address
 * Chromium is taken from the path in KERBWISE_CHROMIUM, or /usr/bin/chromium.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { runnerImport } from 'vite';
import { serveViews } from './serve-views.mjs';

const looks = {
  1280: { viewport: { width: 1280, height: 800 } },
  800: { viewport: { width: 800, height: 600 } },
  320: { viewport: { width: 320, height: 640 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  forced: { viewport: { width: 1280, height: 800 }, forcedColors: 'active' },
};

const [out, ...rest] = process.argv.slice(2);
if (out === undefined) throw new Error('Name the folder for the pictures');
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.KERBWISE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  if (rest[0] === '--url') await picture(rest[1], 'host', () => undefined);
  else await pictureSamples(rest);
} finally {
  await browser.close();
}

async function pictureSamples(names) {
  const { module } = await runnerImport(resolve(import.meta.dirname, '../test/e2e/views/all-views.ts'));
  const host = await serveViews(resolve(import.meta.dirname, '../dist/renderer'), module.allViews.triage);
  for (const [name, view] of Object.entries(module.allViews)) {
    if (names.length === 0 || names.includes(name)) await picture(host.url, name, () => host.show(view));
  }
  host.close();
}

/** One picture for each look, and a line for everything that is wrong: an error on the console, a page wider than the window. */
async function picture(url, name, show) {
  show();
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && console.log(`${name} ${look}: ${message.text()}`));
    page.on('pageerror', (error) => console.log(`${name} ${look}: ${error.message}`));
    await page.goto(url);
    await page.locator('#screen-heading').waitFor();
    await page.waitForTimeout(250);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) console.log(`${name} ${look}: ${over} px wider than the window`);
    await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: look === '320' });
    await context.close();
  }
}
