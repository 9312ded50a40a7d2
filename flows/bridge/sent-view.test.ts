import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allViews } from '../../test/e2e/views/all-views.ts';
import type { CommandView, View, WizardView } from './contract.ts';
import { hasMore, type SentView, viewReader, viewWriter } from './sent-view.ts';

/** Over the way: as text, as a browser gets it. */
const sent = (view: SentView): SentView => JSON.parse(JSON.stringify(view));
const [base = failed()] = Object.values(allViews);

function failed(): never {
  throw new Error('there is no sample view');
}

function withRows(reads: readonly CommandView[], changes: readonly CommandView[] = []): WizardView {
  return { ...base, discovery: { ...base.discovery, reads }, commands: [...reads, ...changes] };
}

const row: fc.Arbitrary<CommandView> = fc.record({
  kind: fc.constant('read' as const),
  text: fc.constantFrom('setspn -L a', 'setspn -L b'),
  state: fc.constantFrom('running' as const, 'done' as const),
  milliseconds: fc.constantFrom(null, 1, 2),
  output: fc.constantFrom('', 'out'),
});
const view: fc.Arbitrary<View> = fc.oneof(
  fc.tuple(fc.array(row), fc.array(row)).map(([reads, changes]) => withRows(reads, changes)),
  fc.constantFrom(...Object.values(allViews)),
);

test('whatever views go over it, the window gets exactly these', () => {
  fc.assert(
    fc.property(fc.array(view), (views) => {
      const [write, read] = [viewWriter(), viewReader()];
      for (const one of views) expect(read(sent(write(one)))).toEqual(sent(one));
    }),
  );
});

test('what is too much for one message goes in parts, each of them a view, the last one whole', () => {
  const reads = Array.from({ length: 40 }, (_, at): CommandView => {
    return { kind: 'read', text: `${at}`, state: 'done', milliseconds: 1, output: 'x'.repeat(at === 7 ? 400_000 : 20_000) };
  });
  const [write, read] = [viewWriter(), viewReader()];
  const whole = withRows(reads);
  const seen: number[] = [];
  for (let goesOn = true; goesOn; ) {
    const part = write(whole);
    goesOn = hasMore(part);
    const view = read(sent(part)) as WizardView;
    seen.push(view.commands.length);
    expect(view.commands).toEqual(reads.slice(0, view.commands.length));
    if (!goesOn) expect(view).toEqual(sent(whole));
  }
  expect(seen).toEqual([7, 8, 20, 32, 40]);
});

test('what was read goes once, and a row that has not changed stays the same value', () => {
  const output = 'x'.repeat(1_000);
  const reads = Array.from(
    { length: 100 },
    (_, at): CommandView => ({ kind: 'read', text: `${at}`, state: 'done', milliseconds: 1, output }),
  );
  const [write, read] = [viewWriter(), viewReader()];
  const first = read(sent(write(withRows(reads)))) as WizardView;
  const again = write(withRows([...reads.slice(0, 99), { ...(reads[99] ?? failed()), milliseconds: 2 }]));
  expect(JSON.stringify(again).length).toBeLessThan(JSON.stringify(base).length + 2_000);
  const second = read(sent(again)) as WizardView;
  expect(second.commands[98]).toBe(first.commands[98]);
  expect(second.commands[99]?.milliseconds).toBe(2);
});
