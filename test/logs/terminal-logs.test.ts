import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { kerbwise } from '../e2e/kerbwise.ts';
import { withFolder, zipOf } from './log-files.ts';

const HEADER = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Date: 2026-03-02 08:00:00',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
];

function row(second: number, client: string, user: string, status: string, day = '2026-03-02'): string {
  const time = new Date(second * 1000).toISOString().slice(11, 19);
  return `${day} ${time} 10.0.0.1 GET /Altiris/NS/Agent/PostEvent.aspx - 443 ${user} ${client} Agent - ${status} 15`;
}

const SIGNED_IN = [
  row(28_800, '10.0.0.7', '-', '401 2 5'),
  row(28_800, '10.0.0.7', '-', '401 1 2148074254'),
  row(28_801, '10.0.0.7', 'CONTOSO\\anna', '200 0 0'),
  row(28_802, 'fe80::1%4', '-', '401 2 5'),
  row(28_803, 'fe80::1%4', 'CONTOSO\\pc1$', '200 0 0'),
];
const REFUSED = [row(28_804, '10.0.0.9', '-', '401 2 5'), row(28_805, '10.0.0.9', '-', '401 1 2148074252')];
const LATER = [row(28_900, '10.0.0.7', 'CONTOSO\\anna', '200 0 0'), row(28_900, '10.0.0.5', '-', '401 2 5')];

function w3c(...rows: readonly string[]): string {
  return [...HEADER, ...rows, ''].join('\r\n');
}

const ALTIRIS =
  "<event date='Mar 02 08:00:05' severity='2' hostName='pc9' source='NetworkOperation' module='AeXNSAgent.exe' process='AeXNSAgent.exe' pid='724' thread='1740' tickCount='495844828' > <![CDATA[Operation 'Direct: Post' failed.\r\nProtocol: HTTP Host: ss1.contoso.com\r\nError code: HTTP error occured (0x80042D21)\r\nError note: Authentication failed, request level authentication is not supported, check that IIS setting 'authPersistNonNTLM' is set to 'True' on the server]]></event><event date='Mar 02 08:00:06' severity='1' hostName='pc9' > <![CDATA[The agent is revoked (0x80077003)]]></event><event date='Mar 02 08:00:07' severity='4' hostName='pc9' > <![CDATA[cut of";

test('read iis-log gives the answer of the contract', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'u_ex260302.log');
    writeFileSync(file, w3c(...SIGNED_IN, ...REFUSED, ...LATER));
    const { exit, stdout, stderr } = await kerbwise(['read', 'iis-log', file, '--json']);
    expect({ exit, stderr, answer: JSON.parse(stdout) }).toEqual({
      exit: 0,
      stderr: '',
      answer: {
        kerbwise: 1,
        kind: 'iis-log',
        rows: 9,
        malformed: 0,
        first: '2026-03-02T08:00:00Z',
        last: '2026-03-02T08:01:40Z',
        status: { 200: 3, 401: 6 },
        unauthorized: { '401.2/5': 4, '401.1/2148074252': 1, '401.1/2148074254': 1 },
        handshakes: { completed: 2, failed: 1, unknown: 1 },
        users: { 'CONTOSO\\anna': 2, 'CONTOSO\\pc1$': 1 },
        clients: { '10.0.0.7': 4, '10.0.0.9': 2, 'fe80::1%4': 2, '10.0.0.5': 1 },
        notes: [
          'a W3C log alone cannot tell Kerberos from NTLM: 1 of 2 completed handshakes had the middle leg of NTLM (401.1/2148074254), the others may be either',
        ],
      },
    });
  }));

test('read altiris-log gives the answer of the contract, with the trap named as such', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'a.log');
    writeFileSync(file, ALTIRIS);
    const { exit, stdout } = await kerbwise(['read', 'altiris-log', file]);
    const answer = JSON.parse(stdout);
    expect([exit, answer]).toEqual([
      0,
      {
        kerbwise: 1,
        kind: 'altiris-log',
        events: 2,
        truncated: 1,
        bySeverity: { 1: 1, 2: 1 },
        signals: [
          {
            id: 'altiris.request-level-authentication',
            count: 1,
            first: expect.stringMatching(/^\d{4}-03-02T08:00:05$/),
            last: expect.stringMatching(/^\d{4}-03-02T08:00:05$/),
            meaning: expect.stringContaining('authPersistNonNTLM'),
            kerberos: true,
          },
          expect.objectContaining({ id: 'altiris.agent-revoked', count: 1, kerberos: false }),
        ],
        notes: expect.any(Array),
      },
    ]);
  }));

test('a log without a date column takes its day from #Date, also past midnight', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'ex.log');
    writeFileSync(file, '#Date: 2026-03-02 23:59:58\r\n#Fields: time c-ip sc-status\r\n23:59:59 10.0.0.1 200\r\n00:00:01 10.0.0.1 200\r\n');
    const answer = JSON.parse((await kerbwise(['read', 'iis-log', file])).stdout);
    expect([answer.first, answer.last]).toEqual(['2026-03-02T23:59:59Z', '2026-03-03T00:00:01Z']);
  }));

test('where the columns are missing the handshakes are unknown, not none', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'ex.log');
    writeFileSync(file, '#Fields: date time sc-status\r\n2026-03-02 08:00:00 401\r\n');
    const answer = JSON.parse((await kerbwise(['read', 'iis-log', file])).stdout);
    expect([answer.handshakes, answer.why]).toEqual([
      { completed: null, failed: null, unknown: null },
      { handshakes: 'the log does not have the column c-ip, cs-uri-stem' },
    ]);
  }));

const PLAIN = w3c(...SIGNED_IN);
const FORMS: Readonly<Record<string, string | Uint8Array>> = {
  'gzip.log.gz': gzipSync(PLAIN),
  'archive.zip': zipOf([
    { name: 'W3SVC1/', bytes: Buffer.alloc(0) },
    { name: 'W3SVC1/u_ex260302.log', bytes: Buffer.from(PLAIN) },
  ]),
  'utf16.log': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PLAIN, 'utf16le')]),
  'mark.log': `\ufeff${PLAIN}`,
  'zeros.log': `${PLAIN}${'\0'.repeat(70_000)}`,
};

test.each(Object.entries(FORMS))('reads %s as the log that it holds', (name, bytes) =>
  withFolder(async (folder) => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    const { exit, stdout } = await kerbwise(['read', 'iis-log', file]);
    expect([exit, JSON.parse(stdout).handshakes, JSON.parse(stdout).rows]).toEqual([0, { completed: 2, failed: 0, unknown: 0 }, 5]);
  }),
);

test.each([
  ['plain', Buffer.from(PLAIN)],
  ['packed', gzipSync(PLAIN)],
])('reads standard input, %s', async (_, input) => {
  const { exit, stdout } = await kerbwise(['read', 'iis-log', '-'], input);
  expect([exit, JSON.parse(stdout).rows]).toEqual([0, 5]);
});

const BAD: Readonly<Record<string, readonly [string, string | Uint8Array, string]>> = {
  'an empty file': ['empty.log', '', 'it is empty'],
  'a file that is not there': ['gone.log', 'not written', 'There is no such file'],
  'an FTP log': ['ftp.log', '#Fields: date time cs-method x-session\r\n', 'it is a log of an FTP site'],
  HTTPERR: [
    'httperr1.log',
    '2026-03-02 08:00:00 10.0.0.7 50123 10.0.0.1 443 HTTP/1.1 GET / 400 - FieldLength -\r\n',
    'Use kerbwise read httperr-log',
  ],
  'a log without columns': ['x.log', '2026-03-02 08:00:00 10.0.0.1 200\r\n', 'it has no #Fields line'],
  'a damaged gzip file': ['x.gz', gzipSync(PLAIN).subarray(0, 12), 'the archive ends too early'],
  'a damaged archive': ['x.zip', zipOf([{ name: 'a.log', bytes: Buffer.from(PLAIN) }]).subarray(0, 60), 'x.zip was refused'],
  'an archive that climbs': ['c.zip', zipOf([{ name: '../../a.log', bytes: Buffer.from(PLAIN) }]), 'its name climbs out of the archive'],
  'an empty archive': ['e.zip', zipOf([]), 'the archive is empty'],
};

test.each(Object.entries(BAD))('refuses %s in one line that says why', (_, [name, bytes, why]) =>
  withFolder(async (folder) => {
    const file = join(folder, name);
    if (name !== 'gone.log') writeFileSync(file, bytes);
    const { exit, stdout, stderr } = await kerbwise(['read', 'iis-log', file, '--json']);
    expect([exit, stdout, stderr.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(stderr).toContain(why);
  }),
);

test('counts what a cut gzip file still holds, and says that it was cut', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'cut.gz');
    const rows = Array.from({ length: 20_000 }, (_, at) => row(28_800 + (at % 3600), `10.0.${at % 200}.${at % 251}`, '-', '200 0 0'));
    const packed = gzipSync(w3c(...rows));
    writeFileSync(file, packed.subarray(0, packed.length / 2));
    const { exit, stdout } = await kerbwise(['read', 'iis-log', file]);
    const answer = JSON.parse(stdout);
    expect([exit, answer.rows > 5000, answer.rows < 20_000]).toEqual([0, true, true]);
    expect(answer.notes).toContain('not read to its end: the archive ends too early: it was cut off');
  }));

test('stops an archive that unpacks to far more than any log would', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'bomb.gz');
    const text = w3c(`${SIGNED_IN[0]}\r\n`.repeat(300_000));
    writeFileSync(file, gzipSync(Buffer.concat(Array.from({ length: 10 }, () => Buffer.from(text)))));
    const { exit, stderr, stdout } = await kerbwise(['logs', file]);
    expect([exit, `${stdout}${stderr}`.includes('unpacks to more than 256 MiB')]).toEqual([1, true]);
  }));

test('logs says first what it means, and exits with 2 where something is to be done', () =>
  withFolder(async (folder) => {
    mkdirSync(join(folder, 'W3SVC1'));
    writeFileSync(join(folder, 'W3SVC1/u_ex260302.log'), w3c(...SIGNED_IN, ...REFUSED, ...LATER));
    writeFileSync(join(folder, 'a.log'), ALTIRIS);
    writeFileSync(join(folder, 'httperr1.log'), '2026-03-02 08:00:00 10.0.0.7 50123 10.0.0.1 443 HTTP/1.1 GET / 400 - FieldLength -\r\n');
    writeFileSync(join(folder, 'readme.txt'), 'not a log');
    const text = await kerbwise(['logs', folder]);
    expect([text.exit, text.stdout.split('\n')[0]]).toEqual([2, expect.stringMatching(/^Signing in fails, and Kerberos may be why: /)]);
    expect(text.stdout).toContain('readme.txt: it has no #Fields line');
    const { exit, stdout } = await kerbwise(['logs', folder, '--json']);
    const answer = JSON.parse(stdout);
    expect([exit, answer.kerbwise, answer.kind, answer.verdict.level, answer.verdict.kerberos]).toEqual([2, 1, 'logs', 'action', true]);
    expect(answer.handshakes).toEqual({ completed: 2, failed: 1, unknown: 1, withNtlmLeg: 1 });
    expect(
      answer.causes.map(({ id, kerberos, needsAction }: { id: string; kerberos: boolean; needsAction: boolean }) => [
        id,
        kerberos,
        needsAction,
      ]),
    ).toEqual([
      ['altiris.request-level-authentication', true, true],
      ['httperr.header-too-large', true, true],
      ['iis.401.1/2148074252', true, true],
      ['altiris.agent-revoked', false, false],
    ]);
    expect(answer.clients.slice(0, 1)).toEqual([{ name: '10.0.0.9', completed: 0, failed: 1, unknown: 0 }]);
    expect(answer.notRead).toEqual([{ name: join(folder, 'readme.txt'), why: expect.stringContaining('#Fields') }]);
  }));

test('logs exits with 0 where every sign-in succeeded, and where what fails is not Kerberos', () =>
  withFolder(async (folder) => {
    const healthy = join(folder, 'u_ex260302.log');
    writeFileSync(healthy, PLAIN);
    const first = await kerbwise(['logs', healthy]);
    expect([first.exit, first.stdout.split('\n')[0]]).toEqual([
      0,
      'No sign-in failed. 2 handshakes were completed; the 401s in front of them are ordinary',
    ]);
    const trap = join(folder, 'a.log');
    writeFileSync(trap, "<event date='Mar 02 08:00:06' severity='1' > <![CDATA[The agent is revoked (0x80077003)]]></event>");
    const second = await kerbwise(['logs', trap, '--json']);
    expect([second.exit, JSON.parse(second.stdout).verdict.level]).toEqual([0, 'attention']);
  }));

test('logs follows a handshake from one file of a site into the next, and not from one site into another', () =>
  withFolder(async (folder) => {
    for (const site of ['W3SVC1', 'W3SVC2']) mkdirSync(join(folder, site));
    writeFileSync(join(folder, 'W3SVC1/u_ex260302.log'), w3c(row(86_399, '10.0.0.7', '-', '401 2 5')));
    writeFileSync(join(folder, 'W3SVC1/u_ex260303.log'), w3c(row(0, '10.0.0.7', 'CONTOSO\\anna', '200 0 0', '2026-03-03')));
    writeFileSync(join(folder, 'W3SVC2/u_ex260302.log'), w3c(row(86_399, '10.0.0.7', '-', '401 2 5')));
    const { handshakes } = JSON.parse((await kerbwise(['logs', folder, '--json'])).stdout);
    expect(handshakes).toEqual({ completed: 1, failed: 0, unknown: 1, withNtlmLeg: 0 });
  }));

test('logs counts from the moment asked for', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'u_ex260302.log');
    writeFileSync(file, w3c(...SIGNED_IN, ...LATER));
    const { stdout } = await kerbwise(['logs', file, '--since', '2026-03-02T08:01:00Z', '--json']);
    expect([JSON.parse(stdout).iis.rows, JSON.parse(stdout).since]).toEqual([2, '2026-03-02T08:01:00Z']);
    const wrong = await kerbwise(['logs', file, '--since', 'tomorrow']);
    expect([wrong.exit, wrong.stdout]).toEqual([64, '']);
  }));

test('logs names what it could not read, and fails only where nothing could be read', () =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'u_ex260302.log'), PLAIN);
    symlinkSync(join(folder, 'u_ex260302.log'), join(folder, 'link.log'));
    writeFileSync(join(folder, 'locked.log'), PLAIN);
    chmodSync(join(folder, 'locked.log'), 0);
    const { exit, stdout } = await kerbwise(['logs', folder, join(folder, 'gone.log'), '--json']);
    const names = JSON.parse(stdout).notRead.map(({ name }: { name: string }) => name.slice(folder.length + 1));
    expect([exit, names]).toEqual([1, expect.arrayContaining(['link.log', 'gone.log'])]);
    const none = await kerbwise(['logs', join(folder, 'gone.log')]);
    expect([none.exit, none.stdout, none.stderr.includes('there is no such file')]).toEqual([1, '', true]);
  }));

test('Ctrl+C stops reading with exit code 130', { timeout: 60_000 }, () =>
  withFolder(async (folder) => {
    const file = join(folder, 'endless.log');
    writeFileSync(file, PLAIN);
    const terminal = fileURLToPath(new URL('../../dist/main/terminal.js', import.meta.url));
    // A pipe that never ends: the analysis can only be stopped.
    const child = spawn(process.execPath, [terminal, 'read', 'iis-log', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined);
    child.stdin.write(w3c(...Array.from({ length: 2000 }, () => SIGNED_IN[0] ?? '')));
    const exit = new Promise((resolve) => child.once('close', resolve));
    const feed = setInterval(() => child.stdin.write(`${SIGNED_IN.join('\r\n')}\r\n`), 20);
    setTimeout(() => child.kill('SIGINT'), 3000);
    expect(await exit).toBe(130);
    clearInterval(feed);
  }),
);
