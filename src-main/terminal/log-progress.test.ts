import { expect, test } from 'vitest';
import { progressText } from './log-progress.ts';
import { readSince } from './since.ts';

test('tells how far reading has come, how fast it is and how long it will take', () => {
  const mega = 1024 * 1024;
  expect(progressText(400 * mega, 1000 * mega, 0.5)).toBe('Reading logs: 400 of 1000 MiB, 800 MiB/s, 1 s left');
  expect(progressText(5 * mega, 0, 1)).toBe('Reading logs: 5 MiB, 5 MiB/s');
});

test('reads a moment with a zone, and how long ago', () => {
  const now = new Date('2026-03-09T12:00:00Z');
  const seconds = (text: string) => {
    const since = readSince(text, now);
    return since.ok ? new Date(since.value.seconds * 1000).toISOString() : since.failure.code;
  };
  expect(['2026-03-02T08:00:00Z', '2026-03-02T08:00+02:00', '90m', '24h', '7d', '2026-13-02', 'tomorrow'].map(seconds)).toEqual([
    '2026-03-02T08:00:00.000Z',
    '2026-03-02T06:00:00.000Z',
    '2026-03-09T10:30:00.000Z',
    '2026-03-08T12:00:00.000Z',
    '2026-03-02T12:00:00.000Z',
    'usage.wrong',
    'usage.wrong',
  ]);
});

test('takes a day alone for its midnight here', () => {
  const since = readSince('2026-03-02', new Date());
  expect(since.ok && since.value.local).toBe('2026-03-02T00:00:00');
});
