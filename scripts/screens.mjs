/**
 * Takes pictures of the window, of every screen in every look.
 *   npm run screens                              into dist/screens
 *   npm run screens -- OUT [NAME…]               only the sights with these names, see test/e2e/views/all-sights.ts
 *   npm run screens -- OUT --url URL             whatever a running host shows at that address
 *   npm run screens -- … --lang de --look 320    in another language; in one look alone
 * Chromium is taken from the path in KERBWISE_CHROMIUM, or /usr/bin/chromium. What is cut off or wider than the window is told.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { runnerImport } from 'vite';
import { serveViews } from './serve-views.mjs';

const root = resolve(import.meta.dirname, '..');
const wide = { width: 1280, height: 800 };
const looks = {
  1280: { viewport: wide },
  1024: { viewport: { width: 1024, height: 768 } },
  800: { viewport: { width: 800, height: 600 } },
  320: { viewport: { width: 320, height: 640 } },
  '200-percent': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  dark: { viewport: wide, colorScheme: 'dark' },
  forced: { viewport: wide, colorScheme: 'dark', forcedColors: 'active' },
};
/** Looks in which the page grows instead of its parts. */
const grows = ['320', '200-percent'];
/** Chromium takes no picture of a page that is much higher: of a long list its beginning is shown. */
const HIGHEST = 8000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, lang: { type: 'string', default: 'en' }, look: { type: 'string', multiple: true } },
});
const [out = join(root, 'dist/screens'), ...names] = positionals;
const chosen = Object.entries(looks).filter(([look]) => values.look === undefined || values.look.includes(look));
mkdirSync(out, { recursive: true });

const texts = values.lang === 'en' ? {} : JSON.parse(readFileSync(join(root, `flows/language/${values.lang}/window.json`), 'utf8'));
const told = (text) => texts[text] ?? text;
const { showSight } = await load('test/e2e/show-sight.ts');
const { cutOff } = await load('test/e2e/judge-page.ts');
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
let taken = 0;
try {
  if (values.url === undefined) await pictureSights();
  else await picture('host', (page) => page.goto(values.url).then(() => page.locator('#screen-heading').waitFor()));
} finally {
  await browser.close();
}
console.log(`${taken} pictures in ${out}`);

async function load(path) {
  return (await runnerImport(join(root, path))).module;
}

async function pictureSights() {
  const { allSights } = await load('test/e2e/views/all-sights.ts');
  const unknown = names.filter((name) => allSights[name] === undefined);
  if (unknown.length > 0) throw new Error(`There is no sight ${unknown.join(', ')}`);
  const host = await serveViews(join(root, 'dist/renderer'), null);
  for (const [name, sight] of Object.entries(allSights)) {
    if (names.length === 0 || names.includes(name)) await picture(name, (page) => showSight(page, host, sight, told));
  }
  host.close();
}

async function wholePage(page) {
  const [width, height] = await page.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
  return { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, HIGHEST) } };
}

/** One picture for each look, and a line for what is wrong in it. */
async function picture(name, show) {
  for (const [look, options] of chosen) {
    const context = await browser.newContext({ ...options, locale: values.lang, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const tell = (text) => console.log(`${name} ${look}: ${text}`);
    page.on('pageerror', (error) => tell(error.message));
    await show(page);
    for (const line of await cutOff(page)) tell(line);
    const isDialog = (await page.getByRole('alertdialog').count()) > 0;
    await page.screenshot({ path: join(out, `${name}-${look}.png`), ...(grows.includes(look) && !isDialog ? await wholePage(page) : {}) });
    taken += 1;
    await context.close();
  }
}
