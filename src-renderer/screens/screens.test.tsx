import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { StepView } from '../../flows/bridge/contract.ts';
import { allSights } from '../../test/e2e/views/all-sights.ts';
import { allViews } from '../../test/e2e/views/all-views.ts';
import { railEntries } from '../rail-entries.ts';
import { whileLost } from '../while-lost.ts';
import { StepScreen } from './step-screen.tsx';

const steps = Object.entries(allViews).flatMap(([name, view]) => (view.step === null ? [] : [{ name, view, step: view.step }]));

function htmlOf({ view, step }: Pick<(typeof steps)[number], 'view'> & { readonly step: StepView }): string {
  return renderToString(
    <FluentProvider theme={webLightTheme}>
      <StepScreen view={view} step={step} stopping={false} send={() => undefined} />
    </FluentProvider>,
  );
}

test.each(steps)('$name has one first heading and never skips a level', (sample) => {
  const levels = [...htmlOf(sample).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
});

test.each(steps.filter(({ step }) => step.stage === 'reviewing' && step.changes.length < 5))(
  '$name shows each command and its way back, whole',
  (sample) => {
    const html = htmlOf(sample);
    for (const { command, undo } of sample.step.changes) {
      expect(html).toContain(`<code`);
      expect(html).toContain(escaped(command));
      expect(html).toContain(escaped(undo));
    }
  },
);

test.each(steps)('$name says in plain words what was not checked', (sample) => {
  const html = htmlOf(sample);
  for (const { what, why, next } of sample.step.notChecked) {
    for (const text of [what, why, next]) expect(html).toContain(escaped(text));
  }
});

test('what a step takes as given or does not look at never stands under what is right', () => {
  const view = allViews['step-healthy'];
  if (view?.step === undefined || view.step === null) throw new Error('no sample');
  const html = htmlOf({ view, step: { ...view.step, statements: ['It holds.'], limits: ['Nobody looked there.'] } });
  expect(html).toMatch(/What is right.*It holds\..*<h2[^>]*>Taken as given, or not looked at.*Nobody looked there\./s);
});

test.each(['step-applying', 'step-verifying', 'step-undoing'])('%s is no longer said to run once the connection is lost', (name) => {
  const heard = allViews[name];
  if (heard?.step === undefined || heard.step === null) throw new Error('no sample');
  const view = whileLost(heard);
  const html = htmlOf({ view, step: heard.step });
  expect(html).toContain('It is not known');
  expect(html).not.toMatch(/Running the confirmed|Reading everything again|Taking the changes back/);
  expect(view.commands.filter(({ state }) => state === 'running' || state === 'waiting')).toEqual([]);
  const marks = railEntries(view).map(({ state }) => state);
  expect(marks).toContain('not-known');
  expect(marks.some((state) => ['applying', 'verifying', 'undoing'].includes(state))).toBe(false);
});

test('500 findings and changes are not all drawn at once', () => {
  const many = steps.find(({ name }) => name === 'many-applications');
  const drawn = many === undefined ? Number.NaN : htmlOf(many).split('<article').length - 1;
  expect(drawn).toBeGreaterThan(5);
  expect(drawn).toBeLessThan(50);
});

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;');
}

test('what somebody keeps on purpose stands before anything else of the step, with who said so and what it costs', () => {
  const kept = allSights['step-kept']?.view;
  if (kept === undefined || kept === null || !('step' in kept) || kept.step === null) throw new Error('no sample');
  const [finding] = kept.step.findings;
  const html = htmlOf({ view: kept, step: kept.step });
  const [notice = ''] = html.match(/Kept on purpose.*?<\/ul>/s) ?? [];
  for (const text of [finding?.summary, finding?.evidence, 'It is a workaround, not a repair'])
    expect(notice).toContain(escaped(text ?? ''));
  expect(html.indexOf('Kept on purpose')).toBeLessThan(html.indexOf('<article'));
});

test('a healthy step says where a path that is broken elsewhere is mended', () => {
  const view = allViews['step-healthy'];
  const ticketPaths = allViews['step-reviewing-dry-run']?.step?.ticketPaths;
  if (view?.step === undefined || view.step === null || ticketPaths === undefined) throw new Error('no sample');
  const mends = ticketPaths.flatMap(({ after }) => after?.stations ?? []).flatMap(({ link }) => link?.mendedBy ?? [])[0] ?? 'none';
  const messageOf = (title: string, paths: typeof ticketPaths) =>
    htmlOf({ view, step: { ...view.step, title, ticketPaths: paths } as StepView }).match(/This step has nothing to change\.[^<]*/)?.[0];
  expect(messageOf('Another step', ticketPaths)).toContain(`is mended in ${mends}`);
  expect(
    messageOf(
      'Another step',
      ticketPaths.map((picture) => ({ ...picture, after: null })),
    ),
  ).toContain('belongs to another step');
  expect(messageOf(view.step.title, view.step.ticketPaths ?? [])).toBe('This step has nothing to change.');
});
