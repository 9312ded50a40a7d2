// How soon something is painted: the built window beside a page that is React and two lines of text, built by the same Vite with the same
// React, served by the same server and opened in turn, each time in a browser context that has never seen it.
import { join } from 'node:path';
import { build } from 'vite';
import { serveViews } from '../../scripts/serve-views.mjs';

const BARE = new URL('../bare-page', import.meta.url).pathname;

/** @typedef {{painted: number, heading: number}} Paint milliseconds since the navigation began */

/**
 * @param {import('playwright').Browser} browser
 * @param {{renderer: string, folder: string, view: object, rounds: number}} given
 * @returns {Promise<{kerbwise: Paint[], bare: Paint[]}>}
 */
export async function measureFirstPaint(browser, { renderer, folder, view, rounds }) {
  const bareFolder = join(folder, 'bare-page');
  await build({
    root: BARE,
    base: './',
    logLevel: 'warn',
    configFile: false,
    build: { outDir: bareFolder, emptyOutDir: true, target: 'chrome120', modulePreload: { polyfill: false } },
  });
  const ours = await serveViews(renderer, view);
  const bare = await serveViews(bareFolder, view);
  /** @type {{kerbwise: Paint[], bare: Paint[]}} */
  const paints = { kerbwise: [], bare: [] };
  try {
    await paintOnce(browser, ours.url);
    await paintOnce(browser, bare.url);
    for (let round = 0; round < rounds; round++) {
      paints.kerbwise.push(await paintOnce(browser, ours.url));
      paints.bare.push(await paintOnce(browser, bare.url));
    }
  } finally {
    ours.close();
    bare.close();
  }
  return paints;
}

/** @param {import('playwright').Browser} browser @param {string} url @returns {Promise<Paint>} */
async function paintOnce(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchPaints);
    await page.goto(url);
    return await page.evaluate(async () => ({
      painted: await Reflect.get(window, 'firstPainted'),
      heading: await Reflect.get(window, 'headingPainted'),
    }));
  } finally {
    await context.close();
  }
}

/** Runs in the page before it: promises of the first contentful paint, and of the moment after the frame that has the heading of a screen. */
function watchPaints() {
  const first = new Promise((resolve) => {
    const paints = new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntriesByName('first-contentful-paint')) resolve(startTime);
    });
    paints.observe({ type: 'paint', buffered: true });
  });
  const heading = new Promise((resolve) => {
    const nodes = new MutationObserver(() => {
      if (document.getElementById('screen-heading') === null) return;
      nodes.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    nodes.observe(document, { childList: true, subtree: true });
  });
  Object.assign(window, { firstPainted: first, headingPainted: heading });
}
