import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import { readKlist } from './klist.ts';

test('reads tickets as printed; what is printed empty is null', () => {
  expect(readKlist(fixture('smp-server', 'klist.txt'))).toEqual({
    ok: true,
    value: {
      logonId: '0:0xa8a98b',
      tickets: [
        {
          client: 'anna @ CONTOSO.COM',
          server: 'krbtgt/CONTOSO.COM @ CONTOSO.COM',
          encryption: 'AES-256-CTS-HMAC-SHA1-96',
          start: '3/14/2025 8:28:11 (local)',
          end: '3/14/2025 18:28:11 (local)',
          renew: '3/21/2025 8:28:11 (local)',
          flags: '0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize',
          kdc: 'DC01.contoso.com',
        },
        {
          client: 'anna @ CONTOSO.COM',
          server: 'http/smp01.contoso.com @ CONTOSO.COM',
          encryption: 'RSADSI RC4-HMAC(NT)',
          start: '3/14/2025 8:30:02 (local)',
          end: '3/14/2025 18:28:11 (local)',
          renew: '0',
          flags: '0x40a10000 -> forwardable renewable pre_authent name_canonicalize',
          kdc: null,
        },
      ],
      notes: [],
    },
  });
});

test('reads German labels by the order of the lines', () => {
  expect(readKlist(fixture('german-server', 'klist.txt'))).toEqual({
    ok: true,
    value: {
      logonId: '0:0x5f2c1',
      tickets: [
        {
          client: 'jörg @ FIRMA.LOCAL',
          server: 'HTTP/smp01.firma.local @ FIRMA.LOCAL',
          encryption: 'AES-256-CTS-HMAC-SHA1-96',
          start: '14.3.2025 08:30:02 (lokal)',
          end: '14.3.2025 18:28:11 (lokal)',
          renew: '21.3.2025 08:28:11 (lokal)',
          flags: '0x40a10000 -> forwardable renewable pre_authent name_canonicalize',
          kdc: 'DC01.firma.local',
        },
      ],
      notes: [],
    },
  });
});

test('says which line an old klist does not have, and which a ticket without cache flags has', () => {
  expect(readKlist(fixture('upgraded-server', 'klist.txt'))).toMatchObject({
    value: { logonId: '0:0x3e7', tickets: [{ kdc: null, why: { kdc: expect.any(String) } }] },
  });
  const withoutCacheFlags = fixture('german-server', 'klist.txt').replace(/\tCachekennzeichen.*\r\n/, '');
  expect(readKlist(withoutCacheFlags)).toMatchObject({ value: { tickets: [{ kdc: 'DC01.firma.local' }] } });
});

test('keeps the errors of klist as notes', () => {
  expect(readKlist(fixture('smp-server', 'klist-get-unknown.txt'))).toMatchObject({
    value: { tickets: [], notes: [expect.stringContaining('0x6fb'), expect.stringMatching(/^klist failed with 0xc000018b/)] },
  });
  expect(readKlist('Fehler beim Aufruf der API LsaCallAuthenticationPackage (ShowTickets substatus): 1312')).toMatchObject({
    value: { logonId: null, why: { logonId: expect.any(String) }, tickets: [], notes: [expect.stringContaining('1312')] },
  });
});

test('no tickets is an answer; a count that does not fit is noted', () => {
  expect(readKlist('\nCurrent LogonId is 0:0x1\n\nCached Tickets: (0)\n')).toEqual({
    ok: true,
    value: { logonId: '0:0x1', tickets: [], notes: [] },
  });
  const cut = fixture('smp-server', 'klist.txt').split('#1>')[0] ?? '';
  expect(readKlist(cut)).toMatchObject({ value: { tickets: [{}], notes: [expect.stringContaining('counts 2')] } });
});

test('the tickets of another session belong to that session', () => {
  const text = '\nCurrent LogonId is 0:0xf6b58\nTargeted LogonId is 0:0x3e7\n\nCached Tickets: (0)\n';
  expect(readKlist(text)).toMatchObject({ value: { logonId: '0:0x3e7', notes: [expect.stringContaining('0:0xf6b58')] } });
});

test.each(['', 'hello', '<configuration />', '2024-01-31 failed with 0x80070005'])('finds nothing of klist in %j', (text) => {
  expect(readKlist(text)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});
