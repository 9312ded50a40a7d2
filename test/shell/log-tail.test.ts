import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { readRecords } from '../../flows/scripts/records.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { findEngine } from './engine.ts';

const engine = await findEngine();
const folder = await mkdtemp(join(tmpdir(), 'kerbwise-logs-'));
const shell = powershellShell({ programs: windowsPrograms('C:\\Windows'), executable: engine.path ?? '' });
afterAll(async () => {
  await shell.close();
  await rm(folder, { recursive: true, force: true });
});

async function tail(where: string, pattern: string, most: number) {
  const ran = await shell.run({ program: 'log-tail', args: [where, pattern, String(most)], effect: 'read', timeoutMs: 60_000 }, signal);
  if (!ran.ok) throw new Error(JSON.stringify(ran.failure));
  const read = readRecords('log-tail', ran.value.stdout);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return { exitCode: ran.value.exitCode, values: read.value[0]?.values ?? {} };
}

test.skipIf(engine.path === undefined)(
  `the real PowerShell reads the end of the newest log that fits${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async () => {
    const rows = Array.from({ length: 500 }, (_, at) => `2026-03-02 08:00:00 /Altiris/Grüße ${at} 100%\r\n`);
    await writeFile(join(folder, 'u_ex260301.log'), 'older');
    await writeFile(join(folder, 'u_ex260302.log'), `#Software: IIS\r\n#Fields: date time cs-uri-stem n\r\n${rows.join('')}\0\0\0`);
    await writeFile(join(folder, 'other.txt'), 'newest of all');
    await utimes(join(folder, 'u_ex260301.log'), 1, new Date('2026-03-01T00:00:00Z'));
    await utimes(join(folder, 'u_ex260302.log'), 1, new Date('2026-03-02T09:00:00Z'));

    const whole = await tail(folder, '*.log', 1_000_000);
    expect(whole).toMatchObject({ exitCode: 0, values: { file: ['u_ex260302.log'], skipped: ['0'], written: ['2026-03-02T09:00:00Z'] } });
    expect(whole.values['text']?.[0]).toBe(`#Software: IIS\r\n#Fields: date time cs-uri-stem n\r\n${rows.join('')}`);

    const end = await tail(folder, '*.log', 1000);
    expect(end.values['head']).toEqual(['#Software: IIS', '#Fields: date time cs-uri-stem n']);
    expect(end.values['text']?.[0]).toMatch(/^2026-03-02 08:00:00 \/Altiris\/Grüße \d+ 100%\r\n/);
    expect(end.values['text']?.[0]).toMatch(/499 100%\r\n$/);
    expect(Number(end.values['skipped']?.[0])).toBeGreaterThan(0);
  },
);

test.skipIf(engine.path === undefined)(
  `the real PowerShell says by the name of the error why there is no log${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async () => {
    expect((await tail(join(folder, 'nowhere'), '*.log', 100)).values['failed']).toEqual(['DirectoryNotFoundException']);
    expect((await tail(folder, 'httperr*.log', 100)).values['failed']).toEqual(['NoFile']);
    await writeFile(join(folder, 'empty.log'), '');
    await writeFile(join(folder, 'long.log'), 'one line without an end, longer than what is read');
    await utimes(join(folder, 'long.log'), 1, new Date('2027-01-01T00:00:00Z'));
    expect((await tail(folder, 'long.log', 10)).values).toMatchObject({ text: [expect.any(String)] });
    expect((await tail(folder, 'empty.log', 10)).values).toMatchObject({ text: [''], skipped: ['0'] });
  },
);

const { signal } = new AbortController();
