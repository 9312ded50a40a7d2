/**
 * npm run pictures: takes the pictures of the README anew. docs/window.png is the step of the names on a practice lab without them, in dry
 * run, in the built window; docs/report.png is the beginning of docs/sample-report.html.
 * Chromium is taken from the path in KERBWISE_CHROMIUM, or /usr/bin/chromium.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { makeReady, root, tell } from './ready.mjs';

const LAB = 'lab:spn-missing';
const BEFORE = ['Names that clients use'];
const STEP = 'Service principal names';

if (!(await makeReady())) process.exit();
const { openChromium, serveWindow } = (await runnerImport(join(root, 'test/e2e/kerbwise.ts'))).module;
const browser = await openChromium(process.env.KERBWISE_CHROMIUM ?? '/usr/bin/chromium');
const state = mkdtempSync(join(tmpdir(), 'kerbwise-pictures-'));
try {
  await pictureWindow(await serveWindow(['--target', LAB, '--state', state]));
  await pictureReport();
} finally {
  await browser.close();
  rmSync(state, { recursive: true, force: true });
}
tell('docs/window.png and docs/report.png are written');

/** @param {{ readonly url: string, end(): Promise<void> }} host */
async function pictureWindow({ url, end }) {
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    await page.goto(url);
    for (const name of ['Check everything', 'Look at the server', ...BEFORE, STEP].map((one, at) => (at < 2 ? one : `Go on to ${one}`))) {
      await page.getByRole('button', { name, exact: true }).click();
    }
    await page.getByRole('link', { name: 'See the changes' }).waitFor();
    await page.screenshot({ path: join(root, 'docs/window.png') });
  } finally {
    await end();
  }
}

async function pictureReport() {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1180 } });
  await page.goto(pathToFileURL(join(root, 'docs/sample-report.html')).href);
  await page.screenshot({ path: join(root, 'docs/report.png') });
}
