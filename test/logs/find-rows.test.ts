import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unauthorizedKey } from '../../flows/logs/status-codes.ts';
import { W3cLines } from '../../flows/logs/w3c-row.ts';
import { W3cRuns } from '../../flows/logs/w3c-runs.ts';
import { analyseLogs } from '../../src-main/logs/analyse-logs.ts';
import { findRowsHere } from '../../src-main/logs/find-rows.ts';
import { anyW3c } from './any-w3c.ts';
import { withFolder, writeLog } from './log-files.ts';

const options = { signal: new AbortController().signal, onProgress: () => undefined };

/** How often each cause of a failure ended a run that the finder of rows follows. */
function causesOf(log: string): Record<string, number> {
  const causes: Record<string, number> = {};
  const runs = new W3cRuns<number>(({ outcome, causes: found }) => {
    for (const cause of outcome === 'failed' ? found : []) causes[cause] = (causes[cause] ?? 0) + 1;
  });
  const lines = new W3cLines();
  log.split('\n').forEach((line, at) => {
    const row = lines.read(line.replace(/\r$/, ''));
    if (row !== undefined && lines.canFollow())
      runs.add(row, row.status !== 401 && (!['-', ''].includes(row.user) || !lines.hasUsers()), at);
  });
  runs.finish();
  return causes;
}

test('finds the failed sign-ins of any log that the analysis counts, by the same causes', async () => {
  await fc.assert(
    fc.asyncProperty(anyW3c, (log) =>
      withFolder(async (folder) => {
        const { w3c } = await analyseLogs([writeLog(folder, 'u_ex.log', log)], options);
        const counted = Object.fromEntries([...w3c.handshakes.causes].map(([cause, count]) => [`iis.${cause}`, count]));
        expect(causesOf(log)).toEqual(counted);
      }),
    ),
    { numRuns: 300 },
  );
});

const HEADER = '#Fields: date time cs-uri-stem cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status\r\n';
const row = (time: string, client: string, user: string, code: string) =>
  `2026-03-02 ${time} /Altiris/x ${user} ${client} Agent ${code}\r\n`;
const LOG = [
  HEADER,
  row('08:00:00', '10.0.0.1', '-', '401 2 5'),
  row('08:00:01', '10.0.0.2', '-', '401 2 5'),
  row('08:00:02', '10.0.0.1', '-', '401 1 2148074252'),
  row('08:00:03', '10.0.0.2', 'CONTOSO\\a', '200 0 0'),
  row('08:05:00', '10.0.0.3', 'CONTOSO\\a', '200 0 0'),
].join('');

const find = (table: 'causes' | 'clients' | 'paths' | 'agents' | 'users', name: string, log = LOG) =>
  withFolder(async (folder) => {
    const parts = [writeLog(folder, 'u_ex.log', log)];
    const { rows, hasMore, note } = await findRowsHere({ parts, order: { table, name } });
    return { lines: rows.map(({ line }) => line), hasMore, note, texts: rows.map(({ text }) => text) };
  });

test.each([
  ['causes', `iis.${unauthorizedKey(1, 2148074252)}`, [2, 4]],
  ['causes', 'iis.every-request-anew', [3, 5]],
  ['clients', '10.0.0.1', [2, 4]],
  ['clients', '10.0.0.2', []],
  ['paths', '/Altiris/x', [2, 4]],
  ['agents', 'Agent', [2, 4]],
  ['users', 'CONTOSO\\a', [5, 6]],
  ['causes', '../../etc/passwd', []],
] as const)('the lines behind %s %s are those of its sign-ins', async (table, name, lines) => {
  expect(await find(table, name)).toMatchObject({ lines, hasMore: false, note: '' });
});

test('shows the first lines of many, and of a line what fits', async () => {
  const many =
    HEADER +
    row('08:00:00', '10.0.0.1', `CONTOSO\\${'a'.repeat(5000)}`, '200 0 0') +
    row('08:00:01', '10.0.0.1', 'B', '200 0 0').repeat(500);
  expect((await find('users', 'B', many)).lines).toHaveLength(200);
  expect(await find('users', 'B', many)).toMatchObject({ hasMore: true });
  expect((await find('users', `CONTOSO\\${'a'.repeat(5000)}`, many)).texts[0]).toHaveLength(2002);
});

test('finds the events and rows behind causes of Altiris and HTTPERR, with the line that each begins on', () =>
  withFolder(async (folder) => {
    const event = (body: string) => `<event date='2026-03-02 08:00:00' severity='1' hostName='h'><![CDATA[${body}]]></event>`;
    const altiris = writeLog(
      folder,
      'a.log',
      `${event('nothing\r\nof note')}\r\n${event('code (0x8009030C)')}${event('code\r\n(0x8009030c)')}`,
    );
    const httperr = writeLog(
      folder,
      'httperr1.log',
      '2026-03-02 08:00:00 10.0.0.1 1 10.0.0.2 443 HTTP/1.1 GET / 400 - RequestLength -\r\n',
    );
    const of = async (name: string) =>
      (await findRowsHere({ parts: [altiris, httperr], order: { table: 'causes', name } })).rows.map(({ log, line }) => [
        log === altiris.name,
        line,
      ]);
    expect(await of('altiris.logon-denied')).toEqual([
      [true, 3],
      [true, 3],
    ]);
    expect(await of('httperr.request-too-large')).toEqual([[false, 1]]);
    expect(await of('iis.no-credentials')).toEqual([]);
  }));

test('says what a log lost while its lines were looked for', () =>
  withFolder(async (folder) => {
    const part = writeLog(folder, 'u_ex.log', LOG);
    const found = await findRowsHere({ parts: [{ ...part, to: part.to + 100 }], order: { table: 'clients', name: '10.0.0.1' } });
    expect(found.note).toContain('it became shorter while it was read');
    expect(found.rows).toHaveLength(2);
  }));
