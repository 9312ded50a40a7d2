import { expect, test } from 'vitest';
import type { WrittenEntry } from '../model/journal.ts';
import { emptyAltirisTally } from './altiris-tally.ts';
import { appliedMoments } from './applied-moments.ts';
import { aroundChanges } from './around-changes.ts';
import { emptyHttperrTally } from './httperr.ts';
import { emptyW3cTally } from './w3c-tally.ts';

const HOUR = 3600;
const at = (text: string) => Date.parse(text) / 1000;
const inUtc = (date: Date) => date.toISOString().slice(0, 19);

/** From 06:00 to 12:00; ten failures an hour up to the change at 09:20, none from 10:00 on. */
function logs() {
  const w3c = { ...emptyW3cTally(), rows: 1, first: at('2026-03-02T06:00:00Z'), last: at('2026-03-02T11:59:59Z') };
  for (let hour = 6; hour < 12; hour++) {
    const key = at('2026-03-02T00:00:00Z') / HOUR + hour;
    w3c.hours.set(String(key), hour < 10 ? 40 : 5);
    w3c.handshakes.hours.set(`${key}\tcompleted`, 5);
    if (hour < 10) w3c.handshakes.hours.set(`${key}\tfailed`, 10);
  }
  return { w3c, httperr: emptyHttperrTally(), altiris: emptyAltirisTally() };
}

const moment = { what: 'applied', planId: 'p1', at: '2026-03-02T09:20:00.000Z', until: '2026-03-02T09:21:00.000Z', commands: 2 } as const;

test('counts the whole hours before and after a change and leaves out the hour of the change', () => {
  expect(aroundChanges(logs(), [moment], inUtc)).toEqual([
    {
      ...moment,
      before: { signIns: { hours: 3, unauthorized: 120, completed: 15, failed: 30 }, signals: null },
      after: { signIns: { hours: 2, unauthorized: 10, completed: 10, failed: 0 }, signals: null },
      says: 'Before: in 3 hours 120 answers of 401, and 30 of 45 handshakes failed. After: in 2 hours 10 answers of 401, and 0 of 10 handshakes failed',
    },
  ]);
});

test('counts messages of Altiris by the local time of the server, and one chain once', () => {
  const tallies = logs();
  tallies.altiris.events = 9;
  const signal = (hours: readonly [string, number][]) => ({
    count: 1,
    first: '',
    last: '',
    hosts: new Map(),
    writers: new Map(),
    hours: new Map(hours),
  });
  tallies.altiris.signals.set(
    'altiris.unauthorized',
    signal([
      ['2026-03-02T10', 4],
      ['2026-03-02T12', 1],
    ]),
  );
  tallies.altiris.signals.set('altiris.registration-unauthorized', signal([['2026-03-02T10', 4]]));
  tallies.altiris.signals.set('altiris.agent-revoked', signal([['2026-03-02T10', 100]]));
  const twoEast = (date: Date) => inUtc(new Date(date.getTime() + 2 * HOUR * 1000));
  const [around] = aroundChanges(tallies, [moment], twoEast);
  expect([around?.before?.signals, around?.after?.signals]).toEqual([
    { hours: 1, count: 4 },
    { hours: 1, count: 1 },
  ]);
});

test('does not compare with hours of which no log tells', () => {
  const early = { ...moment, at: '2026-03-01T02:00:00.000Z', until: '2026-03-01T02:00:05.000Z' };
  const late = { ...moment, at: '2026-03-02T11:30:00.000Z', until: '2026-03-02T11:31:00.000Z' };
  const [first, second] = aroundChanges(logs(), [early, late], inUtc);
  expect([first?.before, first?.after]).toEqual([null, null]);
  expect(second?.after).toBeNull();
  expect(second?.says).toMatch(/^The logs end before a whole hour had passed\. Before: /);
});

const entry = (n: number, type: string, time: string, more: object = {}) =>
  ({ n, previous: '', type, at: time, ...more }) as unknown as WrittenEntry;
const plan = (planId: string, server: string | null, kind = 'live') =>
  entry(0, 'plan.confirmed', '2026-03-02T09:00:00.000Z', { planId, target: { kind, server } });

test('the moments of a change and of its taking back come from the journals of that server', () => {
  const journals = [
    [
      plan('b', 'smp01'),
      entry(1, 'change.started', '2026-03-02T09:00:01.000Z'),
      entry(2, 'change.finished', '2026-03-02T09:00:02.000Z'),
      entry(3, 'change.started', '2026-03-02T09:00:03.000Z'),
      entry(4, 'change.failed', '2026-03-02T09:00:04.000Z'),
      entry(5, 'undo.started', '2026-03-02T10:00:00.000Z'),
    ],
    [plan('other', 'smp02'), entry(1, 'change.started', '2026-03-02T09:00:01.000Z')],
    [plan('lab', 'smp01', 'lab'), entry(1, 'change.started', '2026-03-02T09:00:01.000Z')],
    [plan('nothing', 'smp01')],
    [],
  ];
  expect(appliedMoments(journals, { kind: 'live', server: 'smp01' })).toEqual([
    { what: 'applied', planId: 'b', at: '2026-03-02T09:00:01.000Z', until: '2026-03-02T09:00:04.000Z', commands: 2 },
    { what: 'taken back', planId: 'b', at: '2026-03-02T10:00:00.000Z', until: '2026-03-02T10:00:00.000Z', commands: 1 },
  ]);
});
