import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isAsWritten,
  type Prescription,
  prescriptionSchema,
  prescriptionText,
  readPrescription,
} from '../../flows/prescription/prescription.ts';
import { isSealedBy, sealPrescription } from '../../src-main/prescription/seal.ts';
import { runSize, SEED } from './run-size.ts';

const published: unknown = JSON.parse(readFileSync(new URL('../../docs/prescription.schema.json', import.meta.url), 'utf8'));
const fitsSchema = new Ajv2020({ strict: true, allErrors: false }).compile(Object(published));

const text = fc.string({ unit: 'binary', minLength: 0, maxLength: 20 });
const plain = fc.string({ unit: fc.constantFrom(...'abcXYZ 019äß\\/$<>.-&;|`"\''), minLength: 1, maxLength: 20 });
const moment = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const edit = fc.oneof(
  fc.record({
    kind: fc.constant('switch'),
    path: plain,
    name: fc.constantFrom('enabled', 'useAppPoolCredentials', 'authPersistNonNTLM'),
    value: fc.option(fc.boolean()),
  }),
  fc.record({
    kind: fc.constant('providers'),
    path: plain,
    present: fc.array(plain, { maxLength: 3 }),
    value: fc.option(fc.array(plain, { maxLength: 3 })),
  }),
  fc.record({ kind: fc.constantFrom('spn.register', 'spn.remove'), spn: plain, account: plain }),
);
const kept = fc.oneof(
  fc.record({ what: fc.constant('application'), path: plain }),
  fc.record({ what: fc.constant('setting'), name: fc.constantFrom('enabled', 'providers'), path: fc.option(plain) }),
  fc.record({ what: fc.constant('account'), account: plain }),
  fc.record({ what: fc.constant('spn'), spn: plain }),
  fc.record({ what: fc.constant('step'), step: plain }),
);
const server = fc.oneof(
  fc.record({ is: fc.constant('named'), target: fc.constantFrom('live', 'lab'), name: plain }),
  fc.record({
    is: fc.constant('like'),
    target: fc.constantFrom('live', 'lab'),
    domain: fc.option(plain),
    applications: fc.array(fc.record({ path: plain, identity: plain }), { maxLength: 3 }),
  }),
);
const prescription = fc.record({
  kerbwise: fc.constant(1),
  kind: fc.constant('prescription'),
  prescribedBy: plain,
  ask: plain,
  prescribedAt: moment,
  validUntil: moment,
  server,
  scenario: plain,
  applications: fc.array(plain, { maxLength: 3 }),
  names: fc.array(plain, { maxLength: 3 }),
  introduction: fc.option(plain),
  steps: fc.array(fc.record({ id: plain, words: plain }), { maxLength: 3 }),
  changes: fc.array(fc.record({ step: plain, edit }), { maxLength: 4 }),
  never: fc.array(kept, { maxLength: 3 }),
});

/** Every place of a value, as a path of keys. */
function placesOf(value: unknown, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [at, ...keys.flatMap((key) => placesOf(Reflect.get(value, key), [...at, key]))];
}

/** The same value with something else at one place, without it, or with one field more there. */
function withOther(value: unknown, [key, ...rest]: readonly (string | number)[], change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === key ? withOther(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  const changed = Object.entries(value).map(([name, part]) => [name, name === key ? withOther(part, rest, change) : part] as const);
  return Object.fromEntries(changed.filter(([, part]) => part !== undefined));
}

const damage = fc.oneof(
  fc.constantFrom(undefined, null, true, 0, 2, '', [], {}).map((other) => () => other),
  text.map((other) => () => other),
  fc.tuple(plain, fc.anything()).map(
    ([key, part]) =>
      (old: unknown) =>
        typeof old === 'object' && !Array.isArray(old) ? { ...old, [key]: part } : [old],
  ),
  fc
    .constantFrom('\u202e', '\u0000', '\n', '\u001b[2J', '\ud800', '\u2028', 'x'.repeat(5000))
    .map((mark) => (old: unknown) => `${typeof old === 'string' ? old : ''}${mark}`),
);

test('the published schema is the one of the program', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(prescriptionSchema())));
});

test('the published schema and the guard of the program say the same of every file', () => {
  let [sound, refused] = [0, 0];
  fc.assert(
    fc.property(prescription, fc.nat(), fc.option(damage, { freq: 5 }), (whole, at, change) => {
      const places = placesOf(whole);
      const value = change === null ? whole : withOther(whole, places[at % places.length] ?? [], change);
      const file = JSON.stringify(value) ?? '';
      const read = readPrescription(file, 'file');
      const fits = file !== '' && fitsSchema(JSON.parse(file));
      // The calendar is no matter of a schema: the 31st of February fits its pattern.
      const isNoDate = !read.ok && read.failure.code === 'prescription.refused' && read.failure.why.startsWith('the calendar');
      expect(read.ok || isNoDate).toBe(fits);
      if (read.ok) sound++;
      else refused++;
    }),
    { numRuns: runSize({ ci: 400, full: 20_000 }), seed: SEED },
  );
  expect(Math.min(sound, refused)).toBeGreaterThan(20);
  console.log(`prescription: schema and guard agree on ${sound} sound and ${refused} damaged files`);
});

test('a signed prescription is read back as it was, and any change of any part of it breaks the seal', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  let broken = 0;
  fc.assert(
    fc.property(prescription, fc.nat(), damage, (whole, at, change) => {
      const read = readPrescription(JSON.stringify(whole), 'file');
      if (!read.ok) return;
      const sealed = sealPrescription(read.value, privateKey);
      const again = readPrescription(prescriptionText(sealed), 'file');
      expect(again).toEqual({ ok: true, value: sealed });
      expect(isSealedBy(sealed, publicKey)).toBe(true);
      const places = placesOf(whole);
      const other = withOther(sealed, places[at % places.length] ?? [], change);
      const otherText = `${JSON.stringify(other, null, 2)}\n`;
      const reread = readPrescription(otherText, 'file');
      if (!reread.ok || otherText === prescriptionText(sealed)) return;
      expect(isSealedBy(reread.value, publicKey)).toBe(false);
      broken++;
    }),
    { numRuns: runSize({ ci: 300, full: 10_000 }), seed: SEED },
  );
  expect(broken).toBeGreaterThan(5);
});

test('a name that stands twice is not what Kerbwise wrote: a reader could see the wrong one', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const [whole] = fc.sample(prescription, { numRuns: 1, seed: 1 });
  const read = readPrescription(JSON.stringify(whole), 'file');
  if (!read.ok) throw new Error(read.failure.code);
  const file = prescriptionText(sealPrescription(read.value satisfies Prescription, privateKey));
  const doubled = file.replace('{\n', '{\n  "ask": "somebody else",\n');
  expect([isAsWritten(file), isAsWritten(file.replaceAll('\n', '\r\n')), isAsWritten(doubled), isAsWritten(`\ufeff${file}`)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
