import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { serveWindow } from './kerbwise.ts';

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
