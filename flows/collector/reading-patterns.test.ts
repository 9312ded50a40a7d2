import { expect, test } from 'vitest';
import { readingPatterns } from './reading-patterns.ts';

test('finds what is asked of every server, and of each of its names', () => {
  const { patterns, unresolved } = readingPatterns();
  expect(patterns).toContainEqual({ kind: 'file', file: '<<folder>>\\web.config' });
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<account>>'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<computer>>$'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<flatDomain>>\\<<owner>>'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'setspn', args: ['-L', '<<flatDomain>>\\<<owner>>$'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'resolve', args: ['<<name>>'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'whoami', args: ['/user', '/groups', '/fo', 'csv', '/nh'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'resolve', args: ['<<held>>'] }));
  expect(patterns).toContainEqual(
    expect.objectContaining({ program: 'w32tm', args: expect.arrayContaining(['/computer:<<controller>>']) }),
  );
  expect(patterns).toContainEqual(
    expect.objectContaining({ program: 'log-tail', args: ['<<logs>>\\W3SVC<<siteId>>', '*.log', '2097152'] }),
  );
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'log-tail', args: ['<<altirisLogs>>', 'a*.log', '1048576'] }));
  expect(patterns).toContainEqual(expect.objectContaining({ program: 'sign-in', args: ['<<address>>'] }));
  expect(unresolved).toEqual([]);
});

test('leaves no mark in what a server is asked', () => {
  expect(JSON.stringify(readingPatterns().patterns)).not.toMatch(/xqk|4770|Q:\\/i);
});
