import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { fixtureBytes } from '../../test/fixture.ts';
import { decodeText } from './decode-text.ts';

test.each([
  ['utf-8', false],
  ['utf-8', true],
  ['utf-16le', false],
  ['utf-16le', true],
  ['utf-16be', false],
  ['utf-16be', true],
])('decodes %s (byte order mark: %s) to the same text, line ends kept', (encoding, addBOM) => {
  const text = '<configuration>\r\n  <site name="Köln Москва 日本" />\r\n</configuration>\r\n';
  expect(decodeText(iconv.encode(text, encoding, { addBOM }))).toEqual({ ok: true, value: text });
});

test('believes an XML declaration where the bytes are no UTF-8, and windows-1252 where nothing says more', () => {
  const russian = '<?xml version="1.0" encoding="windows-1251"?><a name="Москва" />';
  expect(decodeText(iconv.encode(russian, 'windows-1251'))).toEqual({ ok: true, value: russian });
  expect(decodeText(iconv.encode('Größe €', 'windows-1252'))).toEqual({ ok: true, value: 'Größe €' });
  expect(decodeText(iconv.encode('Größe', 'cp850'), { fallback: 'cp850' })).toEqual({ ok: true, value: 'Größe' });
});

test('decodes the fixture that is saved as UTF-16', () => {
  expect(decodeText(fixtureBytes('utf16-server', 'applicationHost.config'))).toMatchObject({
    ok: true,
    value: expect.stringContaining('Verwaltung München'),
  });
});

test.each([
  ['a program', [0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00]],
  ['a zip', [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x08, 0x00]],
  ['zeros', [0, 0, 0, 0]],
])('refuses %s', (_, bytes) => {
  expect(decodeText(Uint8Array.from(bytes), { what: 'x.bin' })).toMatchObject({
    ok: false,
    failure: { code: 'input.refused', what: 'x.bin was refused' },
  });
});

test('gives back any text that was UTF-8, and never throws on any bytes', () => {
  const printable = fc.string({ unit: 'binary' }).filter((text) => !/[\u0000-\u001f\ufeff]/.test(text));
  fc.assert(
    fc.property(printable, (text) => {
      expect(decodeText(iconv.encode(text, 'utf-8'))).toEqual({ ok: true, value: text });
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(typeof decodeText(bytes).ok).toBe('boolean');
    }),
  );
});
