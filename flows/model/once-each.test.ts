import { expect, test } from 'vitest';
import { onceEach } from './once-each.ts';

test('reads each value once, and another value anew', () => {
  const read: object[] = [];
  const count = onceEach((value: object) => read.push(value));
  const [one, other] = [{}, {}];
  expect([count(one), count(one), count(other), count(one)]).toEqual([1, 1, 2, 1]);
  expect(read).toEqual([one, other]);
});

test('an answer that is nothing is kept too', () => {
  const read: object[] = [];
  const nothing = onceEach((value: object) => void read.push(value));
  const value = {};
  expect([nothing(value), nothing(value)]).toEqual([undefined, undefined]);
  expect(read).toEqual([value]);
});
