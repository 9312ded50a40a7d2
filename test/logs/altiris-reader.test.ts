import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AltirisTally } from '../../flows/logs/altiris-tally.ts';
import { AltirisReader, LONGEST_EVENT } from '../../src-main/logs/altiris-reader.ts';
import { anyAltiris } from './any-altiris.ts';
import { readInPieces } from './in-pieces.ts';
import { type SlowAltiris, slowAltiris } from './slow-altiris.ts';

function fastAltiris(log: string, pieces: readonly number[] = [1 << 20]): AltirisTally {
  const reader = new AltirisReader({ chunkBytes: 4096 });
  reader.beginFile('2026-06-01T00:00:00');
  readInPieces(reader, log, pieces);
  reader.endFile();
  return reader.tally();
}

function asSlow({ events, truncated, headless, bySeverity, signals }: AltirisTally): SlowAltiris {
  return {
    events,
    truncated,
    headless,
    bySeverity: Object.fromEntries(bySeverity),
    signals: Object.fromEntries([...signals].map(([id, { count }]) => [id, count])),
  };
}

test('says of any log what a slow and obviously right reader says', () => {
  fc.assert(
    fc.property(anyAltiris, (log) => {
      expect(asSlow(fastAltiris(log))).toEqual(slowAltiris(log));
    }),
    { numRuns: 300 },
  );
});

test('says the same of a log in pieces of any size', () => {
  fc.assert(
    fc.property(anyAltiris, fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), (log, pieces) => {
      expect(fastAltiris(log, pieces)).toEqual(fastAltiris(log));
    }),
    { numRuns: 60 },
  );
});

test('takes an event that does not end within 4 MiB for one without an end, in pieces of any size', () => {
  const huge = `<event date='May 16 11:51:05' severity='2'><![CDATA[${'x'.repeat(LONGEST_EVENT)}]]></event>`;
  const log = `${huge}<event date='May 16 11:51:06' severity='4'><![CDATA[after it]]></event>`;
  for (const pieces of [[1 << 20], [65_536, 1], [777_777]]) {
    expect(asSlow(fastAltiris(log, pieces))).toEqual({ events: 1, truncated: 1, headless: 1, bySeverity: { 4: 1 }, signals: {} });
  }
});
