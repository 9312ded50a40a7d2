import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteTable, decodeBytes } from './byte-table.ts';

test('gives equal bytes the same number and different bytes another, however many there are and wherever they lie', () => {
  const names = fc.array(
    fc.string({ maxLength: 40 }).map((name) => Buffer.from(name)),
    { maxLength: 1500 },
  );
  fc.assert(
    fc.property(names, fc.nat(7), (values, shift) => {
      const table = new ByteTable();
      const known = new Map<string, number>();
      for (const value of values) {
        const memory = Buffer.concat([Buffer.alloc(shift, 1), value, Buffer.alloc(8, 2)]);
        const view = new DataView(memory.buffer, memory.byteOffset, memory.length);
        const id = table.idOf(view, memory, shift, shift + value.length);
        const key = value.toString('hex');
        expect(id).toBe(known.get(key) ?? known.size);
        known.set(key, id);
        expect(Buffer.from(table.bytesOf(id))).toEqual(value);
      }
    }),
    { numRuns: 30 },
  );
});

test('keeps apart a hundred thousand names', () => {
  const table = new ByteTable();
  const ids = new Set<number>();
  for (let at = 0; at < 100_000; at++) {
    const bytes = Buffer.from(`/Altiris/a/long/path/that/differs/only/here/${at}/in/the/middle.aspx`);
    ids.add(table.idOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), bytes, 0, bytes.length));
  }
  expect([ids.size, table.size]).toEqual([100_000, 100_000]);
});

test('reads names in UTF-8 and in the code page of Western Windows', () => {
  expect([decodeBytes(Buffer.from('Jürgen')), decodeBytes(Buffer.from('J\xfcrgen \x80', 'latin1'))]).toEqual(['Jürgen', 'Jürgen €']);
});
