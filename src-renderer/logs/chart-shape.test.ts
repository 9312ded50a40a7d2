import { expect, test } from 'vitest';
import type { AroundChange } from '../../flows/logs/around-changes.ts';
import { chartShape } from './chart-shape.ts';

const hour = (at: string, completed: number, failed: number) => ({
  hour: `2026-03-0${at}:00:00Z`,
  unauthorized: 0,
  completed,
  failed,
  unknown: 0,
});

test('a night without rows is drawn as zeros, not bridged', () => {
  const { completed } = chartShape([hour('1T22', 4, 0), hour('2T02', 4, 0)], []);
  expect(completed).toBe('M0 0L250 1000L500 1000L750 1000L1000 0');
});

test('a change is drawn where it happened, and not at all where it is not on the chart', () => {
  const at = (text: string): AroundChange => ({
    what: 'applied',
    planId: '',
    at: text,
    until: text,
    commands: 1,
    before: null,
    after: null,
    says: '',
  });
  const shape = chartShape([hour('1T00', 1, 0), hour('1T10', 1, 0)], [at('2026-03-01T05:00:00Z'), at('2026-04-01T00:00:00Z')]);
  expect(shape.changes).toEqual([0.5]);
});

test('the scale ends at a round number above the highest line, and names it', () => {
  const { levels, failed } = chartShape([hour('1T00', 3, 37), hour('1T01', 0, 0)], []);
  expect(levels).toEqual([
    { at: 0, text: '0' },
    { at: 0.5, text: '20' },
    { at: 1, text: '40' },
  ]);
  expect(failed).toBe('M0 75L1000 1000');
});

test('one hour alone and years of hours have a few moments under them', () => {
  expect(chartShape([hour('1T00', 1, 1)], []).times.map(({ text }) => text)).toEqual(['03-01 00:00', '03-01 01:00']);
  const years = [2016, 2026].map((year) => ({ ...hour('1T00', 1, 1), hour: `${year}-01-01T00:00:00Z` }));
  const { times } = chartShape(years, []);
  expect(times.length).toBeGreaterThan(0);
  expect(times.length).toBeLessThan(8);
});
