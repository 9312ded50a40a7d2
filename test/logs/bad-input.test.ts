import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logsAnswer } from '../../flows/logs/logs-answer.ts';
import { analyseLogs } from '../../src-main/logs/analyse-logs.ts';
import { findLogs } from '../../src-main/logs/find-logs.ts';
import { reasonFor } from '../../src-main/logs/read-part.ts';
import { withFolder, writeLog, zipOf } from './log-files.ts';

const HEADER = '#Fields: date time cs-uri-stem cs-username c-ip sc-status sc-substatus sc-win32-status\r\n';
const ROW = '2026-03-02 08:00:00 /x CONTOSO\\a 10.0.0.1 200 0 0\r\n';
const EVENT = "<event date='2026-03-02 08:00:00' severity='1' hostName='h'><![CDATA[code (0x8009030C)]]></event>\r\n";
const options = { signal: new AbortController().signal, onProgress: () => undefined };

/** Finds and reads what lies there, as `kerbwise logs` does. */
async function read(...paths: readonly string[]) {
  const { parts, refused } = await findLogs(paths);
  const tallies = await analyseLogs(parts, options);
  const { iis, altiris, notes, causes } = logsAnswer(tallies, { since: null, logs: [], notRead: [] });
  return { iis, altiris, notes, causes, refused: refused.map(({ why }) => why), troubles: tallies.troubles };
}

test('a log that vanishes between finding and reading is named, and the others are read', () =>
  withFolder(async (folder) => {
    const [gone, kept] = [writeLog(folder, 'a.log', HEADER + ROW), writeLog(folder, 'b.log', HEADER + ROW)];
    rmSync(gone.path);
    const { troubles, w3c } = await analyseLogs([gone, kept], options);
    expect(troubles).toEqual([{ name: gone.name, why: 'it is not there any more', isPartial: true }]);
    expect(w3c.rows).toBe(1);
  }));

test('a log that becomes shorter is read as far as it goes, and what is gone is told', () =>
  withFolder(async (folder) => {
    const part = writeLog(folder, 'a.log', HEADER + ROW.repeat(100));
    truncateSync(part.path, HEADER.length + ROW.length * 40);
    const { troubles, w3c } = await analyseLogs([part], options);
    expect([w3c.rows, troubles.map(({ why }) => why)]).toEqual([
      40,
      [`it became shorter while it was read: ${ROW.length * 60} bytes are gone`],
    ]);
  }));

test('a log that grows is read up to where it ended when it was found', () =>
  withFolder(async (folder) => {
    const part = writeLog(folder, 'a.log', HEADER + ROW.repeat(100));
    appendFileSync(part.path, `${ROW.repeat(50)}2026-03-02 08:0`);
    const { troubles, w3c } = await analyseLogs([part], options);
    expect([w3c.rows, w3c.malformed, troubles]).toEqual([100, 0, []]);
  }));

test.each([
  ['EBUSY', 'another program holds it locked'],
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'this user may not read it'],
  ['EIO', 'the disk could not read it'],
])('%s is said as "%s"', (code, why) => {
  expect(reasonFor(Object.assign(new Error('as the system says it'), { code }))).toBe(why);
});

test('half a row and half an event are counted and told', () =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'u_ex.log'), `${HEADER}${ROW}${ROW.slice(0, 30)}`);
    writeFileSync(join(folder, 'a.log'), `${EVENT.slice(40)}${EVENT}${EVENT.slice(0, 80)}`);
    const { iis, altiris, notes } = await read(folder);
    expect([iis, altiris]).toMatchObject([
      { rows: 1, malformed: 1 },
      { events: 1, truncated: 1 },
    ]);
    expect(notes).toEqual(
      expect.arrayContaining(['1 line could not be read as rows', '1 event without an end', '1 event without a beginning']),
    );
  }));

test('a file of UTF-16 that was cut in the middle of a character loses its last row, which is counted', () =>
  withFolder(async (folder) => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(HEADER + ROW + ROW, 'utf16le')]);
    writeFileSync(join(folder, 'u_ex.log'), bytes.subarray(0, -5));
    expect((await read(folder)).iis).toMatchObject({ rows: 1, malformed: 1 });
  }));

/** Sets the flag "encrypted" of every entry. */
function encrypted(zip: Buffer): Buffer {
  for (let at = zip.indexOf('PK\u0003\u0004', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\u0003\u0004', at + 1, 'latin1'))
    zip[at + 6] = (zip[at + 6] ?? 0) | 1;
  for (let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 1, 'latin1'))
    zip[at + 8] = (zip[at + 8] ?? 0) | 1;
  return zip;
}

const LOG = Buffer.from(HEADER + ROW);
test.each([
  ['that is encrypted', encrypted(zipOf([{ name: 'a.log', bytes: LOG }])), 'it is encrypted'],
  ['that climbs with backslashes', zipOf([{ name: '..\\..\\a.log', bytes: LOG }]), 'its name climbs out of the archive'],
  ['that begins at the root', zipOf([{ name: '/etc/a.log', bytes: LOG }]), 'its name climbs out of the archive'],
  ['that begins with a drive', zipOf([{ name: 'C:\\a.log', bytes: LOG }]), 'its name climbs out of the archive'],
  [
    'in an archive',
    zipOf([{ name: 'b.zip', bytes: zipOf([{ name: 'a.log', bytes: LOG }]) }]),
    'it is a zip archive within an archive: unpack it first',
  ],
])('an archive %s is refused by name, and the rest of the folder is read', (_, bytes, why) =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'x.zip'), bytes);
    writeFileSync(join(folder, 'y.log'), LOG);
    const { refused, iis } = await read(folder);
    expect([refused, iis.rows]).toEqual([[why], 1]);
  }),
);

test('an archive that unpacks to far more than any log, or says it is smaller than it is, is stopped and told', { timeout: 120_000 }, () =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'bomb.zip'), zipOf([{ name: 'a.log', bytes: Buffer.concat([LOG, Buffer.alloc(300 * 1024 * 1024, ROW)]) }]));
    writeFileSync(join(folder, 'liar.zip'), zipOf([{ name: 'a.log', bytes: Buffer.from(HEADER + ROW.repeat(100)), saidSize: 60 }]));
    const { troubles, refused } = await read(folder);
    const told = [...refused, ...troubles.map(({ why }) => why)];
    expect(told).toEqual(
      expect.arrayContaining([expect.stringContaining('it unpacks to more than 256 MiB'), expect.stringMatching(/too many bytes/)]),
    );
    expect(told).toHaveLength(2);
  }),
);

test.skipIf(process.platform === 'win32')('links, pipes and folders without a log are named or empty, and nothing is waited for', () =>
  withFolder(async (folder) => {
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    symlinkSync(folder, join(folder, 'deep/er/back'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect((await read(folder)).refused).toEqual(['it is a link: name what it leads to', 'it is neither a file nor a folder']);
  }),
);

test('a row of hundreds of megabytes is no row, and memory does not grow with it', { timeout: 120_000 }, () =>
  withFolder(async (folder) => {
    const path = join(folder, 'u_ex.log');
    writeFileSync(path, HEADER + ROW);
    truncateSync(path, 1_000_000_000);
    appendFileSync(path, `\r\n${ROW}`);
    const before = process.memoryUsage.rss();
    const { iis } = await read(path);
    expect(iis.rows).toBe(2);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  }),
);
