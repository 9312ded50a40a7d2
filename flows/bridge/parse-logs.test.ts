import { expect, test } from 'vitest';
import { isLogTable, parseLogsEvent, parseRowsOrder, parseTypedPaths } from './parse-logs.ts';

test.each([{ type: 'logs.stopped' }, { type: 'logs.left' }, { type: 'logs.place.chosen', place: 0 }])('takes %j', (event) => {
  expect(parseLogsEvent(event)).toEqual(event);
});

test.each([
  null,
  [],
  'logs.stopped',
  {},
  { type: 'paths.given', paths: ['/etc'] },
  { type: 'logs.place.chosen' },
  { type: 'logs.place.chosen', place: -1 },
  { type: 'logs.place.chosen', place: 1.5 },
  { type: 'logs.place.chosen', place: '/etc' },
  { type: 'logs.stopped', place: 0 },
  { type: 'logs.stopped', paths: [] },
])('refuses %j, which is no event of logs', (raw) => {
  expect(parseLogsEvent(raw)).toBeUndefined();
});

test.each([[['C:\\inetpub\\logs']], [['D:/logs/u_ex.log', '/var/log/iis']]])('takes the typed paths %j', (paths) => {
  expect(parseTypedPaths(paths)).toEqual(paths);
});

test.each([
  [],
  'C:\\logs',
  ['logs'],
  ['..\\logs'],
  [''],
  ['-'],
  ['C:'],
  ['C:logs'],
  ['\\\\server\\share'],
  ['//server/share'],
  ['\\\\?\\C:\\logs'],
  ['\\\\.\\PhysicalDrive0'],
  ['C:\\a\0b'],
  ['C:\\logs', 7],
  [`C:\\${'x'.repeat(1025)}`],
  Array.from({ length: 51 }, () => 'C:\\logs'),
])('refuses the typed paths %j', (raw) => {
  expect(parseTypedPaths(raw)).toBeUndefined();
});

test('a row is named by a table that has lines and by its name, and by nothing else', () => {
  expect(parseRowsOrder({ table: 'clients', name: '10.0.0.1' })).toEqual({ table: 'clients', name: '10.0.0.1' });
  const wrong = [
    { table: 'hours', name: 'x' },
    { table: 'files', name: '/etc/passwd' },
    { table: 'clients' },
    { table: 'clients', name: 7 },
    { table: 'clients', name: 'x', path: '/etc/passwd' },
    { table: 'clients', name: 'x'.repeat(9000) },
    null,
  ];
  expect(wrong.map(parseRowsOrder)).toEqual(wrong.map(() => undefined));
});

test('tables are those of an analysis', () => {
  expect(['causes', 'hours', 'logs', '', undefined].map(isLogTable)).toEqual([true, true, false, false, false]);
});
