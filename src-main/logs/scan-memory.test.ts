import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import loadWabt from 'wabt';
import { findTables, ScanMemory } from './scan-memory.ts';
import { SCAN_MODULE } from './scan-module.ts';

const memory = new ScanMemory(4096);

function put(text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  memory.space(0).set(bytes);
  return bytes.length;
}

/** Any text in which blanks, line feeds and the letters looked for are frequent. */
const text = fc
  .array(fc.constantFrom(' ', '\n', '\r', 'a', 'B', '0', 'x', '8', '<', 'e', 'v', '\u00ff', '\0'), { maxLength: 600 })
  .map((characters) => characters.join(''));

test('scan-module.ts holds what scan.wat says; node scripts/build-scan.mjs makes it', async () => {
  const source = readFileSync(new URL('scan.wat', import.meta.url), 'utf8');
  const { parseWat } = await loadWabt();
  const { buffer } = parseWat('scan.wat', source, { simd: true }).toBinary({});
  expect(SCAN_MODULE).toBe(Buffer.from(buffer).toString('base64'));
});

test('finds every blank and every end of a row, and nothing else', () => {
  fc.assert(
    fc.property(text, (written) => {
      const { blanks, rows, hasDoubleBlank } = memory.split(put(written));
      const places = (character: string) => [...written].flatMap((one, at) => (one === character ? [at] : []));
      const ends = places('\n').map((at) => [memory.start + at, places(' ').filter((blank) => blank < at).length]);
      expect([...blanks]).toEqual(places(' ').map((at) => memory.start + at));
      expect([...rows]).toEqual(ends.flat());
      expect(hasDoubleBlank).toBe(written.includes('  '));
    }),
  );
});

test('finds every place where three letters stand, in any letter case', () => {
  memory.setTables(findTables([['<ev'], ['0x8', 'abx'], ['vev']]));
  fc.assert(
    fc.property(text, (written) => {
      const found = [...memory.find(put(written))].map((at) => at - memory.start);
      const wanted = [...written.matchAll(/(?=<ev|0x8|abx|vev)/gi)].map(({ index }) => index);
      expect(wanted.filter((at) => !found.includes(at))).toEqual([]);
    }),
  );
});
