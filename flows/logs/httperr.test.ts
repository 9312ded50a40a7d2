import { expect, test } from 'vitest';
import { HttperrLines } from './httperr.ts';
import { httperrAnswer } from './httperr-answer.ts';

const FIELDS = '#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename';
const WITHOUT = [
  '2026-03-02 08:00:00 10.0.0.7 50123 10.0.0.1 443 HTTP/1.1 GET /Altiris/ 400 - FieldLength -',
  '2026-03-02 08:00:09 10.0.0.7 50124 10.0.0.1 443 HTTP/1.1 GET /Altiris/ 400 - RequestLength -',
  '2026-03-02 08:01:00 fe80::1%4 50125 fe80::2%4 443 HTTP/1.1 POST /Altiris/ 503 1 AppOffline Altiris-NS Agent Pool',
  '2026-03-02 07:59:00 10.0.0.8 50126 10.0.0.1 443 - - - - - Timer_ConnectionIdle -',
  'half a row',
];

function read(lines: readonly string[], since?: number) {
  const reader = new HttperrLines(since);
  reader.beginFile();
  for (const line of lines) reader.add(line);
  return httperrAnswer(reader.tally, []);
}

test('reads HTTPERR without a list of columns: tokens too large, a pool that is down, noise', () => {
  expect(read(WITHOUT)).toEqual({
    rows: 4,
    malformed: 1,
    first: '2026-03-02T07:59:00Z',
    last: '2026-03-02T08:01:00Z',
    reasons: { AppOffline: 1, FieldLength: 1, RequestLength: 1, Timer_ConnectionIdle: 1 },
    status: { 400: 2, 503: 1 },
    signals: [
      expect.objectContaining({ id: 'httperr.header-too-large', count: 1, kerberos: true }),
      expect.objectContaining({ id: 'httperr.request-too-large', count: 1, kerberos: true }),
      expect.objectContaining({ id: 'httperr.pool-down', count: 1, kerberos: false }),
    ],
    clients: { '10.0.0.7': 2, '10.0.0.8': 1, 'fe80::1%4': 1 },
    queues: { 'Altiris-NS Agent Pool': 1 },
    notes: ['1 line could not be read as rows'],
  });
});

test('reads HTTPERR with columns that say more, and from a moment on', () => {
  const row = '2026-03-02 08:00:00 10.0.0.7 50123 10.0.0.1 443 HTTP/2 GET /Altiris/ 3 503 1 QueueFull DefaultAppPool';
  expect(read(['#Software: Microsoft HTTP API 2.0', FIELDS, row])).toMatchObject({ rows: 1, malformed: 0, reasons: { QueueFull: 1 } });
  expect(read([FIELDS, row], Date.UTC(2026, 2, 3) / 1000)).toMatchObject({ rows: 0, first: null, why: { first: 'there is no row' } });
});
