import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveViews } from '../../scripts/serve-views.mjs';
import { axeFindings, cutOff, looks, setLook } from './judge-page.ts';
import { browserProgram, openChromium } from './kerbwise.ts';
import { settled, showSight } from './show-sight.ts';
import { allSights } from './views/all-sights.ts';

const program = browserProgram();
const renderer = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/renderer');
/** The third is what 1280 by 800 is at 200 %. */
const SIZES = [
  [1024, 768],
  [800, 600],
  [640, 400],
  [320, 640],
  [1280, 800],
] as const;

describe.skipIf(program === undefined)('every screen for everybody (skipped where no Chromium is installed)', () => {
  let browser: Browser;
  let host: Awaited<ReturnType<typeof serveViews>>;

  beforeAll(async () => {
    browser = await openChromium(program ?? '');
    host = await serveViews(renderer, null);
  });
  afterAll(async () => {
    host.close();
    await browser.close();
  });

  test.each(Object.keys(allSights))('axe finds nothing in any look, and nothing is cut off at any size: %s', async (name) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    try {
      await showSight(page, host, allSights[name] ?? { view: null });
      const found: string[] = [];
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await settled(page);
        found.push(...(await cutOff(page)).map((line) => `${width} px: ${line}`));
      }
      for (const look of looks) {
        await setLook(page, look);
        await settled(page);
        found.push(...(await axeFindings(page)).map((line) => `${look}: ${line}`));
      }
      expect(found).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test.each(['step-probing', 'discovery-running', 'step-applying', 'start-opening', 'logs-looking'])(
    'nothing moves where less motion is asked for: %s',
    async (name) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      try {
        await showSight(page, host, allSights[name] ?? { view: null });
        const before = await page.screenshot();
        await page.waitForTimeout(400);
        expect((await page.screenshot()).equals(before)).toBe(true);
      } finally {
        await page.close();
      }
    },
  );
});
