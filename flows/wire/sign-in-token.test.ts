import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kerberosErrorOf, packageOf, readSignInHeader, readSignInToken } from './sign-in-token.ts';

const KERBEROS = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02];
const OLD_KERBEROS = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02];
const NTLM = [0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a];
const SPNEGO = [0x06, 0x06, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02];
const NTLM_SIGNATURE = [...Buffer.from('NTLMSSP\0', 'latin1')];

/** One element of DER, long lengths included. */
function der(tag: number, ...parts: readonly (readonly number[])[]): number[] {
  const content = parts.flat();
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return [tag, ...length, ...content];
}

const text = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64');
const read = (bytes: readonly number[]) => readSignInToken(text(bytes));
const words = (value: string): number[] => der(0x1b, [...Buffer.from(value, 'latin1')]);
const offer = (mechanisms: readonly (readonly number[])[], token: readonly number[]) =>
  der(0x60, SPNEGO, der(0xa0, der(0x30, der(0xa0, der(0x30, ...mechanisms)), der(0xa2, der(0x04, token)))));
const answer = (...fields: readonly (readonly number[])[]) => der(0xa1, der(0x30, ...fields));

test('reads what Apache says after a sign-in by Kerberos', () => {
  const { scheme, token } = readSignInHeader('Negotiate oRQwEqADCgEAoQsGCSqGSIb3EgECAg==');
  expect({ scheme, token }).toEqual({
    scheme: 'Negotiate',
    token: { kind: 'answer', state: 'accepted', mechanism: 'Kerberos', inner: { kind: 'none' }, signedBy: null },
  });
  expect(packageOf(token)).toBe('Kerberos');
});

test('reads what Apache says to a ticket that it cannot decrypt', () => {
  const { token } = readSignInHeader('Negotiate oQcwBaADCgEC');
  expect(token).toEqual({ kind: 'answer', state: 'refused', mechanism: null, inner: { kind: 'none' }, signedBy: null });
  expect(packageOf(token)).toBeNull();
});

test.each(['Negotiate', 'NTLM', ' Negotiate ', 'Basic realm="x"', 'Bearer YIIabc', ''])('finds no token in the challenge %j', (value) => {
  expect(readSignInHeader(value).token).toEqual({ kind: 'none' });
});

test.each([1, 2, 3] as const)('reads the NTLM message %i, also under the scheme Negotiate', (message) => {
  const bytes = [...NTLM_SIGNATURE, message, 0, 0, 0];
  for (const scheme of ['NTLM', 'Negotiate'])
    expect(readSignInHeader(`${scheme} ${text(bytes)}`)).toEqual({ scheme, token: { kind: 'ntlm', message } });
});

test('tells NTLM that rides inside an offer from Kerberos, though both begin with YI', () => {
  const ntlm = read(offer([NTLM], [...NTLM_SIGNATURE, 1, 0, 0, 0]));
  expect(ntlm).toEqual({ kind: 'offer', mechanisms: ['NTLM'], inner: { kind: 'ntlm', message: 1 } });
  const ticket = der(0x60, KERBEROS, [0x01, 0x00], der(0x6e, der(0x30, der(0x04, Array<number>(900).fill(0x55)))));
  const kerberos = read(offer([OLD_KERBEROS, KERBEROS, NTLM], ticket));
  const inner = { kind: 'kerberos', message: 'request', error: null };
  expect(kerberos).toEqual({ kind: 'offer', mechanisms: ['Kerberos', 'Kerberos', 'NTLM'], inner });
  expect([packageOf(ntlm), packageOf(kerberos)]).toEqual(['NTLM', 'Kerberos']);
  expect(text(offer([NTLM], [1])).slice(0, 1)).toBe('Y');
});

test('reads the beginning of an offer whose ticket was cut off', () => {
  const ticket = der(0x60, KERBEROS, [0x01, 0x00], der(0x6e, der(0x30, Array<number>(900).fill(0x55))));
  expect(packageOf(read(offer([OLD_KERBEROS, KERBEROS, NTLM], ticket).slice(0, 112)))).toBe('Kerberos');
});

test('reads a bare Kerberos token', () => {
  expect(read(der(0x60, KERBEROS, [0x01, 0x00], der(0x6e)))).toEqual({ kind: 'kerberos', message: 'request', error: null });
});

test('finds the Kerberos error in a refusal, with the service that it names', () => {
  const name = der(0xaa, der(0x30, der(0xa0, [0x02, 0x01, 0x02]), der(0xa1, der(0x30, words('HTTP'), words('smp01.contoso.com')))));
  const error = der(0x7e, der(0x30, der(0xa0, [0x02, 0x01, 0x05]), der(0xa6, [0x02, 0x01, 0x29]), der(0xa9, words('CONTOSO.COM')), name));
  const token = read(answer(der(0xa0, [0x0a, 0x01, 0x01]), der(0xa2, der(0x04, der(0x60, KERBEROS, [0x03, 0x00], error)))));
  expect(kerberosErrorOf(token)).toEqual({ code: 0x29, realm: 'CONTOSO.COM', service: 'HTTP/smp01.contoso.com' });
  expect(packageOf(token)).toBe('Kerberos');
});

test('knows NTLM by the signature that ends a negotiation without naming it', () => {
  const closing = answer(der(0xa0, [0x0a, 0x01, 0x00]), der(0xa3, der(0x04, [1, 0, 0, 0], Array<number>(12).fill(7))));
  expect(packageOf(read(closing))).toBe('NTLM');
  const kerberos = answer(der(0xa0, [0x0a, 0x01, 0x00]), der(0xa3, der(0x04, [4, 4], Array<number>(26).fill(7))));
  expect(packageOf(read(kerberos))).toBe('Kerberos');
});

test.each([
  ['something else', 'AAECAwQ='],
  ['no base64', '$$$'],
  ['an unknown mechanism', text(der(0x60, [0x06, 0x03, 0x2a, 0x03, 0x04]))],
  ['a negotiation inside a negotiation', text(der(0x60, [0x06, 0x03, 0x2a]))],
])('calls %s unreadable', (_, base64) => {
  expect(readSignInToken(base64)).toMatchObject({ kind: 'unreadable' });
});

test('survives every hostile token', () => {
  const real = [
    offer([OLD_KERBEROS, KERBEROS, NTLM], der(0x60, KERBEROS, [0x03, 0x00], der(0x7e, der(0x30, der(0xa6, [0x02, 0x01, 0x29]))))),
    answer(der(0xa0, [0x0a, 0x01, 0x00]), der(0xa1, KERBEROS)),
    [...NTLM_SIGNATURE, 2, 0, 0, 0],
  ];
  const spoiled = fc
    .tuple(fc.constantFrom(...real), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }), fc.nat(300))
    .map(([bytes, edits, length]) => {
      const copy = [...bytes];
      for (const [at, byte] of edits) if (at < copy.length) copy[at] = byte;
      return Buffer.from(copy.slice(0, length)).toString('base64');
    });
  const any = fc.oneof(
    spoiled,
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(any, (base64) => {
      const { token } = readSignInHeader(`Negotiate ${base64}`);
      expect([null, 'Kerberos', 'NTLM']).toContain(packageOf(token));
      expect(() => kerberosErrorOf(token)).not.toThrow();
    }),
    { numRuns: 2000 },
  );
});
