import { expect, test } from 'vitest';
import type { WrittenEntry } from '../model/journal.ts';
import { describeInterrupted, interruptedWork } from './interrupted.ts';

const line = (at: string, entry: object) => ({ n: 1, previous: '', at, index: 0, ...entry }) as WrittenEntry;
const BEFORE = line('2026-03-01T10:00:00.000Z', { type: 'change.started' });
const STARTED = line('2026-03-02T10:00:01.000Z', { type: 'change.started' });
const ENDED = line('2026-03-02T10:00:02.000Z', { type: 'change.finished' });
const WORK = { way: 'apply', of: 2, since: '2026-03-02T10:00:00.000Z', server: null } as const;

test.each([
  ['nothing, after an earlier run', [BEFORE], /before the first of 2 confirmed commands was started: by the journal 0 of 2 were/],
  ['one that ended', [BEFORE, STARTED, ENDED], /1 of 2 confirmed commands came to an end, and no other was started/],
  ['one whose end is not known', [STARTED, ENDED, STARTED], /1 of 2 confirmed commands came to an end, and how 1 ended is not known/],
  ['nothing but changes, while they were to be taken back', [STARTED], /0 of 2 were/, 'undo'],
] as const)('tells from the journal what was started: %s', (_, lines, told, way: 'apply' | 'undo' = 'apply') => {
  expect(describeInterrupted(interruptedWork({ ...WORK, way }, lines))).toMatch(told);
});
