import { expect, test } from 'vitest';
import { allViews } from '../test/e2e/views/all-views.ts';
import { readView } from './bridge.ts';

test.each(Object.entries(allViews))('reads the view %s as it was sent', (_, view) => {
  expect(readView(JSON.stringify(view))).toEqual(view);
});

test.each(['', 'null', '[]', '{}', '{"kerbwise":2,"phase":"triage","target":{}}', '{"kerbwise":1'])('takes %j for no view', (data) => {
  expect(readView(data)).toBeUndefined();
});
