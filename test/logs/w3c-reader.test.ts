import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { W3cTally } from '../../flows/logs/w3c-tally.ts';
import { W3cReader } from '../../src-main/logs/w3c-reader.ts';
import { anyW3c } from './any-w3c.ts';
import { readInPieces } from './in-pieces.ts';
import { type SlowAnswer, slowW3c } from './slow-w3c.ts';

function fastW3c(log: string, pieces: readonly number[] = [1 << 20]): W3cTally {
  const reader = new W3cReader({ chunkBytes: 4096 });
  readInPieces(reader, log, pieces);
  reader.endFile();
  reader.finish();
  return reader.tally();
}

function asSlow(tally: W3cTally): SlowAnswer {
  return {
    rows: tally.rows,
    malformed: tally.malformed,
    first: Number.isFinite(tally.first) ? tally.first : undefined,
    last: Number.isFinite(tally.last) ? tally.last : undefined,
    status: Object.fromEntries(tally.status),
    unauthorized: Object.fromEntries([...tally.unauthorized].map(([key, { count }]) => [key, count])),
    clients: Object.fromEntries(tally.clients),
    users: Object.fromEntries(tally.users),
    outcomes: Object.fromEntries(tally.handshakes.outcomes),
    causes: Object.fromEntries(tally.handshakes.causes),
    legs: Object.fromEntries(tally.handshakes.legs),
  };
}

test('says of any log what a slow and obviously right reader says', () => {
  fc.assert(
    fc.property(anyW3c, (log) => {
      expect(asSlow(fastW3c(log))).toEqual(slowW3c(log));
    }),
    { numRuns: 400 },
  );
});

test('says the same of a log in pieces of any size', () => {
  fc.assert(
    fc.property(anyW3c, fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), (log, pieces) => {
      expect(fastW3c(log, pieces)).toEqual(fastW3c(log));
    }),
    { numRuns: 120 },
  );
});
