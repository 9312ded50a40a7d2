import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixture, SERVERS } from '../../test/fixture.ts';
import { READ_KINDS, type ReadKind, readAnswer } from './read-answers.ts';

const FILES = ['smp-server', 'german-server', 'upgraded-server', 'no-windows-authentication'].flatMap((server) =>
  readdirSync(new URL(`../../test/fixtures/${server}`, import.meta.url)).flatMap((file) => {
    const kind = READ_KINDS.find((one) => file.startsWith(one === 'config' ? 'applicationHost' : one));
    return kind === undefined ? [] : [{ server, file, kind, text: fixture(server, file) }];
  }),
);

test.each(FILES)('reads $server/$file as $kind', ({ kind, text }) => {
  expect(readAnswer(kind, text)).toMatchObject({ ok: true, value: { kerbwise: 1, kind } });
});

test.each(READ_KINDS)('refuses an empty file as %s', (kind) => {
  expect(readAnswer(kind, ' \r\n')).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
});

test.each(FILES)('takes $server/$file for nothing but $kind', ({ kind, text }) => {
  for (const other of READ_KINDS.filter((one) => one !== kind)) expect(readAnswer(other, text).ok).toBe(false);
});

test('every part of a configuration that was cut off is refused', () => {
  const text = fixture('smp-server', 'applicationHost.config').trimEnd();
  fc.assert(
    fc.property(fc.nat(text.length - 1), (length) => {
      expect(readAnswer('config', text.slice(0, length)).ok).toBe(false);
    }),
  );
});

test('no damage to a configuration makes the parser throw, or gives an answer where no server is left', () => {
  const text = fixture('upgraded-server', 'applicationHost.config');
  const damage = fc.record({
    at: fc.nat(text.length),
    removed: fc.nat(400),
    added: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('<', '>', '"', '&', '<!--', ']]>', '</site>', '<![CDATA[', '<?xml ?>')),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const damaged = damages.reduce((now, { at, removed, added }) => now.slice(0, at) + added + now.slice(at + removed), text);
      const read = readAnswer('config', damaged);
      if (read.ok) expect(damaged).toMatch(/<configuration[\s\S]*<system\.applicationHost[\s\S]*<sites/);
      else expect(read.failure.code).toBe('input.refused');
    }),
    { numRuns: 300 },
  );
});

test('no text makes a parser throw', () => {
  const pieces = FILES.flatMap(({ text }) => text.split(/(?<=\n)/));
  const anyText = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((lines) => lines.join('')),
  );
  fc.assert(
    fc.property(fc.constantFrom<ReadKind>(...READ_KINDS), anyText, (kind, text) => {
      expect(typeof readAnswer(kind, text).ok).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});

test('UTF-16 and UTF-8 of one server give one answer, names apart', () => {
  const plain = readAnswer('config', fixture('upgraded-server', 'applicationHost.config'));
  const wide = readAnswer('config', fixture('utf16-server', 'applicationHost.config'));
  expect(JSON.stringify(wide).replaceAll('Verwaltung München', 'Default Web Site')).toBe(JSON.stringify(plain));
  expect(SERVERS.map((server) => readAnswer('config', fixture(server, 'applicationHost.config')).ok)).not.toContain(false);
});
