import type { Page } from 'playwright';
import type { LogsView } from '../../flows/bridge/logs-contract.ts';
import type { Sight } from './views/all-sights.ts';

/** What serves the sample views. */
export interface ViewHost {
  readonly url: string;
  show(view: unknown): void;
  showLogs(view: LogsView): void;
  cut(): void;
}

/** Opens the window on a sight and waits until it stands still. `told` says a text of the code in the language of the window. */
export async function showSight(page: Page, host: ViewHost, sight: Sight, told = (text: string) => text): Promise<void> {
  const { view, presses = [], logs, lost } = sight;
  host.show(view);
  if (logs !== undefined) host.showLogs(logs);
  await page.goto(host.url);
  // A dialog that is open from the beginning hides the heading behind it from screen readers.
  await page.locator('h1').filter({ visible: true }).first().waitFor();
  if (view !== null) await page.locator('#screen-heading').waitFor();
  for (const one of presses) {
    if (typeof one === 'string') await press(page, told(one));
    else await page.getByLabel(told(one.field)).fill(one.text);
  }
  // What is pressed last may open a screen that is loaded only now.
  await settled(page);
  if (view !== null) await page.locator('#screen-heading').waitFor();
  if (lost !== undefined) {
    host.cut();
    await page.getByText(told('The host does not answer.')).first().waitFor();
  }
  await settled(page);
}

/** Where they do not fit in one row, most actions are folded away. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).last();
  const fold = page.locator('#actions [aria-expanded="false"]');
  if ((await button.count()) === 0 && (await fold.count()) > 0) await fold.click();
  await button.click();
}

/** Waits for the movements that end and for the next two frames. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
