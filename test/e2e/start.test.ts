import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { browserProgram, openChromium } from './kerbwise.ts';
import { type OpenWindow, openWindow } from './open-window.ts';

const program = browserProgram();
const STEPS = ALL_STEPS.map(({ title }) => title);

describe.skipIf(program === undefined)('the first minute in a real browser (skipped where no Chromium is installed)', () => {
  let browser: Browser;
  let folder: string;
  let window: OpenWindow;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium(program ?? '');
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kerbwise-start-'));
    window = await openWindow(browser, ['--state', join(folder, 'state')]);
    page = window.page;
    await heading('Where shall Kerbwise look?').waitFor();
  });
  afterEach(async () => {
    await window.close();
    await rm(folder, { recursive: true, force: true });
    expect(window.complaints).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const openLab = async (fault: string) => {
    await page.getByLabel('What shall be wrong with it').selectOption(fault);
    await button('Make the lab and open it').click();
    await heading('What do you see?').waitFor();
  };
  const openPath = async (path: string) => {
    await page.getByLabel('Its whole path on this computer').fill(path);
    await page.getByRole('button', { name: 'Open it', exact: true }).click();
  };
  const leave = async () => {
    await button('Open something else').click();
    await heading('Where shall Kerbwise look?').waitFor();
  };
  const lookAtTheServer = async () => {
    await button('Check everything').click();
    await button('Look at the server').click();
    await heading(STEPS[0] ?? '').waitFor();
  };

  test('leads into the lab, to a collected folder, and back to where one was', { timeout: 240_000 }, async () => {
    await openLab('ntlm-first');
    await page.getByRole('region', { name: 'Practice lab' }).waitFor();
    await lookAtTheServer();
    await button(`Go on to ${STEPS[1]}`).click();
    await heading(STEPS[1] ?? '').waitFor();

    await leave();
    await mkdir(join(folder, 'smp01'));
    await copyFile(join(folder, 'state', 'lab', 'applicationHost.config'), join(folder, 'smp01', 'applicationHost.config'));
    await openPath(join(folder, 'smp01'));
    await heading('What do you see?').waitFor();
    await page.getByRole('region', { name: 'Evidence' }).waitFor();
    expect(await page.getByRole('region', { name: 'Practice lab' }).count()).toBe(0);

    await leave();
    await page.getByRole('heading', { level: 3, name: join(folder, 'smp01') }).waitFor();
    await page.getByText(`At step 2 of ${STEPS.length}, ${STEPS[1]}`).waitFor();
    await button('Go on with SMP01.contoso.com').click();
    await heading(STEPS[1] ?? '').waitFor();
    await page.getByText('You are back where you stopped.').first().waitFor();
    await page.getByRole('region', { name: 'Practice lab' }).waitFor();
  });

  test('remembers over the end of the program, and forgets what is removed', { timeout: 180_000 }, async () => {
    await openLab('healthy');
    await lookAtTheServer();
    await window.restart();
    await heading('Where shall Kerbwise look?').waitFor();
    await page.getByText(`At step 1 of ${STEPS.length}, ${STEPS[0]}`).waitFor();
    await button('Remove from the list: SMP01.contoso.com').click();
    await expect.poll(() => page.getByRole('heading', { name: 'Recent work' }).count()).toBe(0);
  });

  test('says what is wrong with what was chosen, and stays', async () => {
    await writeFile(join(folder, 'notes.zip'), 'no zip at all');
    await openPath('notes.zip');
    await page.getByText(/^This is not a whole path on this computer/).waitFor();
    await openPath(join(folder, 'notes.zip'));
    await page
      .getByText(`${join(folder, 'notes.zip')} is not a zip`)
      .first()
      .waitFor();
    await openPath(join(folder, 'gone'));
    await page
      .getByText(`${join(folder, 'gone')} is not there`)
      .first()
      .waitFor();
    await page.getByRole('main').dispatchEvent('drop', { dataTransfer: await page.evaluateHandle(() => new DataTransfer()) });
    await page.getByText('A page in a browser does not learn where a dropped file lies.').waitFor();
    await openLab('surprise');
  });

  test('tells a surprise at the end, by keyboard alone', { timeout: 180_000 }, async () => {
    await page.getByLabel('What shall be wrong with it').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading('What do you see?').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('screen-heading');
    await lookAtTheServer();
    for (const [at] of STEPS.entries()) {
      const onward = button(at === STEPS.length - 1 ? 'Open the report' : `Go on to ${STEPS[at + 1]}`);
      await onward.focus();
      await page.keyboard.press('Enter');
    }
    await heading('Report').waitFor();
    await button('Tell me what it was').focus();
    await page.keyboard.press('Enter');
    await page.getByText('What gave it away:').waitFor();
  });

  test('has logs too, and comes back from them', async () => {
    await button('Look at logs').click();
    await heading('Logs').waitFor();
    await button('Back to the start screen').click();
    await heading('Where shall Kerbwise look?').waitFor();
  });
});
