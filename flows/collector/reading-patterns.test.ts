import { expect, test } from 'vitest';
import { readingPatterns } from './reading-patterns.ts';

test('finds what is asked of every server, and of each of its names', () => {
  const { patterns, unresolved } = readingPatterns('C:\\Windows');
  expect(patterns).toContainEqual({ kind: 'file', file: '<<folder>>\\web.config' });
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<account>>'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<computer>>$'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<owner>>'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<owner>>$'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'resolve', args: ['<<name>>'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'whoami', args: ['/user', '/groups', '/fo', 'csv', '/nh'] }));
  expect(unresolved).toEqual([]);
});
