import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openChromium, serveWindow } from './kerbwise.ts';

/** A window of a program of its own, in a page of its own. */
export interface OpenWindow {
  readonly page: Page;
  /** Every error of the page and of its console so far; a test that makes some on purpose empties it. */
  readonly complaints: string[];
  /** Ends the program, starts it again and opens what it serves now. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface HowOpened extends Pick<BrowserContextOptions, 'locale'> {
  /** What is done with the page before it goes to the window. */
  readonly before?: (page: Page) => Promise<void>;
}

/** In: what `kerbwise start` is started with. Out: its window, opened. */
export async function openWindow(browser: Browser, args: readonly string[], { before, ...options }: HowOpened = {}): Promise<OpenWindow> {
  let served = await serveWindow(args);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.setDefaultTimeout(90_000); // a busy machine takes its time
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await before?.(page);
  await page.goto(served.url);
  return {
    page,
    complaints,
    restart: async () => {
      await served.end();
      served = await serveWindow(args);
      await page.goto(served.url);
      complaints.length = 0; // of the lost connection
    },
    close: async () => {
      await page.close();
      await served.end();
    },
  };
}

/** The window of the test that runs. */
export interface OwnWindow extends Pick<OpenWindow, 'page' | 'complaints' | 'restart'> {
  /** A folder of the test's own. */
  readonly folder: string;
}

/**
 * For the tests of a describe: one browser, and for each test a folder and a window of its own, which ends without a complaint.
 * In: the browser's program; what is made ready in the folder, and out of it what `kerbwise start` is started with.
 */
export function windowForEach(
  program: string | undefined,
  start: (folder: string) => Promise<readonly string[]> | readonly string[],
): OwnWindow {
  let browser: Browser;
  let opened: OpenWindow;
  let folder: string;
  beforeAll(async () => {
    browser = await openChromium(program ?? '');
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kerbwise-window-'));
    opened = await openWindow(browser, await start(folder));
  });
  afterEach(async () => {
    await opened.close();
    await rm(folder, { recursive: true, force: true });
    expect(opened.complaints).toEqual([]);
  });
  return {
    get page() {
      return opened.page;
    },
    get complaints() {
      return opened.complaints;
    },
    get folder() {
      return folder;
    },
    restart: () => opened.restart(),
  };
}
