import { expect, test } from 'vitest';
import { readAltirisText } from './altiris-text.ts';
import { readSiteLog } from './site-log.ts';

const FIELDS =
  '#Fields: date time cs-method cs-uri-stem cs-username c-ip cs-version cs(User-Agent) cs-host sc-status sc-substatus sc-win32-status';
const PLACE = { site: 'Default Web Site', folder: 'W3SVC1' };
const EDGE = 'Mozilla/5.0+Edg/126';
const FIREFOX = 'Mozilla/5.0+Firefox/128.0';

interface Said {
  readonly at: string;
  readonly code: string;
  readonly user?: string;
  readonly agent?: string;
  readonly host?: string;
  readonly version?: string;
}

const row = ({ at, code, user = '-', agent = EDGE, host = 'smp', version = 'HTTP/1.1' }: Said) =>
  `2026-03-02 08:${at} GET /Altiris/Console ${user} 10.0.0.7 ${version} ${agent} ${host} ${code}`;
const END = row({ at: '59:00', code: '200 0 0', user: 'X\\end', agent: 'last' });
const read = (rows: readonly Said[], fields = FIELDS) => readSiteLog(PLACE, [fields], [...rows.map(row), END].join('\r\n'));

test('takes no normal handshake for a failure, Kerberos or NTLM', () => {
  const log = read([
    { at: '00:00', code: '401 2 5' },
    { at: '00:01', code: '200 0 0', user: 'X\\anna' },
    { at: '01:00', code: '401 2 5', agent: 'Altiris+Agent' },
    { at: '01:00', code: '401 1 2148074254', agent: 'Altiris+Agent' },
    { at: '01:01', code: '200 0 0', user: 'X\\pc1$', agent: 'Altiris+Agent' },
  ]);
  expect(log).toMatchObject({ completed: 2, failed: 0, refused: {}, families: { browser: { signedIn: 1, silent: 0 } }, addresses: [] });
  expect(log?.users).toEqual(['X\\anna', 'X\\end', 'X\\pc1$']);
});

test('tells who never sends credentials, by kind of client', () => {
  const log = read([
    { at: '00:00', code: '401 2 5' },
    { at: '05:00', code: '401 2 5', agent: FIREFOX },
    { at: '10:00', code: '401 2 5', version: 'HTTP/2.0' },
  ]);
  expect(log).toMatchObject({
    failed: 3,
    families: { browser: { silent: 1 }, firefox: { silent: 1 }, agent: { silent: 0 } },
    http2: { signedIn: 0, silent: 1 },
  });
});

test('keeps the codes of refusals, and those that were signed in after all apart', () => {
  const log = read([
    { at: '00:00', code: '401 2 5' },
    { at: '00:01', code: '401 1 2148074252' },
    { at: '10:00', code: '401 2 5' },
    { at: '10:01', code: '401 1 1326' },
    { at: '10:02', code: '200 0 0', user: 'X\\anna' },
  ]);
  expect(log).toMatchObject({ refused: { '401.1/2148074252': 1 }, recovered: { '401.1/1326': 1 }, completed: 1, failed: 1 });
  expect(log?.refusedAt).toEqual({ '401.1/2148074252': ['/Altiris/Console'] });
});

test('takes an address for a name only where somebody signs in by it or is refused: a probe asks and goes away', () => {
  const probe = read([{ at: '00:00', code: '401 2 5', host: '10.20.0.11', agent: 'probe' }]);
  const person = read([{ at: '00:00', code: '200 0 0', host: '10.20.0.11:8080', user: 'X\\anna' }]);
  expect([probe?.addresses, person?.addresses]).toEqual([[], ['10.20.0.11']]);
});

test('counts nothing from before a change', () => {
  const rows = [row({ at: '00:00', code: '401 1 2148074252' }), row({ at: '30:00', code: '200 0 0', user: 'X\\anna' })];
  const log = readSiteLog(PLACE, [FIELDS], [...rows, END].join('\n'), Date.parse('2026-03-02T08:10:00Z') / 1000);
  expect(log).toMatchObject({ rows: 2, failed: 0, refused: {} });
});

test('what the log cuts off is neither completed nor failed', () => {
  expect(readSiteLog(PLACE, [FIELDS], row({ at: '00:00', code: '401 2 5' }))).toMatchObject({ completed: 0, failed: 0 });
});

test('does not guess where the log has no host, no protocol, or not the columns of a handshake', () => {
  const plain = readSiteLog(PLACE, ['#Fields: date time c-ip cs-uri-stem sc-status'], '2026-03-02 08:00:00 10.0.0.7 /a 200');
  expect([plain?.addresses, plain?.http2]).toEqual([null, null]);
  expect(readSiteLog(PLACE, ['#Fields: date time cs-uri-stem'], '2026-03-02 08:00:00 /a')).toBeUndefined();
  expect(readSiteLog(PLACE, [], 'no row at all')).toBeUndefined();
  expect(readSiteLog(PLACE, [FIELDS], '')).toMatchObject({ rows: 0 });
});

test('reads the whole events of a part of an Altiris log that was cut at both ends', () => {
  const event = (body: string) => `<event date='Nov 20 08:00:05' severity='2' hostName='pc' > <![CDATA[${body}]]></event>`;
  const text = `tail of one]]></event>${event('Host: SMP01\nError code: (0x80042D21)\nrequest level authentication is not supported')}${event('x')}<event date='N`;
  expect(readAltirisText(text)).toEqual({
    events: 2,
    signals: {
      'altiris.request-level-authentication': { count: 1, hosts: ['smp01'], says: 'request level authentication is not supported' },
    },
  });
});
