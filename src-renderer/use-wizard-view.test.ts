import { expect, test } from 'vitest';
import type { Bridge } from '../flows/bridge/bridge.ts';
import type { View } from '../flows/bridge/contract.ts';
import { allViews } from '../test/e2e/views/all-views.ts';
import { watchBridge } from './use-wizard-view.ts';

type Listener = Parameters<Bridge['subscribe']>[0];

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('tells the first view at once, and of a burst of later ones only the newest', async () => {
  const said: Listener[] = [];
  const views: readonly View[] = Object.values(allViews);
  const watching = watchBridge({
    subscribe: (listener) => {
      said.push(listener);
      return () => undefined;
    },
  });
  const show = (view: View | undefined) => view !== undefined && said[0]?.(view);
  show(views[0]);
  const watch = await watching;
  expect(watch.now().view).toBe(views[0]);
  await turn();

  const told: unknown[] = [];
  watch.onChange(() => told.push(watch.now().view));
  for (const view of views) show(view);
  await turn();
  show(views[1]);
  await turn();

  expect(views.length).toBeGreaterThan(10);
  expect(told).toEqual([views.at(-1), views[1]]);
});
