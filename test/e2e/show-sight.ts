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

/** Opens the window on a sight and waits until it stands still. */
export async function showSight(page: Page, host: ViewHost, { view, presses = [], logs, lost }: Sight): Promise<void> {
  host.show(view);
  if (logs !== undefined) host.showLogs(logs);
  await page.goto(host.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (view !== null) await page.locator('#screen-heading').waitFor();
  for (const one of presses) {
    if (typeof one === 'string') await page.getByRole('button', { name: one, exact: true }).last().click();
    else await page.getByLabel(one.field).fill(one.text);
  }
  if (view !== null) await page.locator('#screen-heading').waitFor();
  if (lost !== undefined) {
    host.cut();
    await page.getByRole('group', { name: 'The connection to Kerbwise is lost' }).waitFor();
  }
  await settled(page);
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
