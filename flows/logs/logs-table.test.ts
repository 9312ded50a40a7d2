import { expect, test } from 'vitest';
import { emptyAltirisTally } from './altiris-tally.ts';
import { emptyHttperrTally } from './httperr.ts';
import { logsCsv } from './logs-table.ts';
import { emptyW3cTally } from './w3c-tally.ts';

const tallies = { w3c: emptyW3cTally(), httperr: emptyHttperrTally(), altiris: emptyAltirisTally() };
const names = ["=cmd|'/c calc'!A1", '+1', '-1', '@SUM(A1)', 'say "hi", you', 'plain', 'Größe\r\nx'];
for (const [at, name] of names.entries()) tallies.w3c.handshakes.clients.set(`${name}\tfailed`, 100 - at);

test('a table for a spreadsheet holds no formula and keeps every name', () => {
  expect(logsCsv(tallies, 'clients').split('\r\n')).toEqual([
    '\uFEFFclient,completed,failed,unknown',
    "'=cmd|'/c calc'!A1,0,100,0",
    "'+1,0,99,0",
    "'-1,0,98,0",
    "'@SUM(A1),0,97,0",
    '"say ""hi"", you",0,96,0',
    'plain,0,95,0',
    '"Größe',
    'x",0,94,0',
    '',
  ]);
});

test('a table is whole, also where the screen shows the first fifty', () => {
  const many = { ...tallies, w3c: emptyW3cTally() };
  for (let at = 0; at < 500; at++) many.w3c.users.set(`user${at}`, 1);
  expect(logsCsv(many, 'users').trim().split('\r\n')).toHaveLength(501);
});

test.each(['causes', 'paths', 'agents', 'users', 'hours'] as const)('an empty table of %s has its heads', (table) => {
  expect(
    logsCsv({ ...tallies, w3c: emptyW3cTally() }, table)
      .trim()
      .split('\r\n'),
  ).toHaveLength(1);
});
