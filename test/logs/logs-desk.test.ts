import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LogsView } from '../../flows/bridge/logs-contract.ts';
import { usualLogPlaces } from '../../src-main/session/log-places.ts';
import { openLogsDesk } from '../../src-main/session/logs-desk.ts';
import { withFolder } from './log-files.ts';

const HEADER = '#Fields: date time cs-uri-stem cs-username c-ip sc-status sc-substatus sc-win32-status\r\n';
const FAILED = `${HEADER}2026-03-02 08:00:00 /x - 10.0.0.1 401 1 2148074252\r\n2026-03-02 08:10:00 /x - 10.0.0.9 404 0 2\r\n`;

/** A desk with every view that it gave out. */
function watched(places: readonly string[] = []) {
  const desk = openLogsDesk(places, async () => undefined);
  const views: LogsView[] = [];
  desk.subscribe((view) => views.push(view));
  const now = () => views.at(-1);
  return { desk, views, until: (stage: LogsView['stage']) => expect.poll(() => now()?.stage, { timeout: 20_000 }).toBe(stage), now };
}

test('reads what it is given, shows the answer, finds its lines, and forgets it when the screen is left', () =>
  withFolder(async (folder) => {
    const log = join(folder, 'u_ex.log');
    writeFileSync(log, FAILED);
    const { desk, until, now } = watched();
    desk.read([log]);
    await until('done');
    expect(now()).toMatchObject({ paths: [log], failure: null, answer: { verdict: { level: 'action' }, handshakes: { failed: 1 } } });
    const order = { table: 'clients', name: '10.0.0.1' } as const;
    expect((await desk.rows(order)).rows).toEqual([{ log, line: 2, text: '2026-03-02 08:00:00 /x - 10.0.0.1 401 1 2148074252' }]);
    expect((await desk.table('clients')).text).toContain('10.0.0.1,0,1,0');
    desk.send({ type: 'logs.left' });
    expect(now()).toMatchObject({ stage: 'choosing', paths: [], answer: null });
    expect(await desk.rows(order)).toEqual({ rows: [], hasMore: false, note: 'No logs are shown any more' });
    desk.close();
  }));

test('a file that is no log gives its name and the reason, and none of its bytes', () =>
  withFolder(async (folder) => {
    const secret = join(folder, 'secret.txt');
    writeFileSync(secret, 'root:$6$hunter2:19000:0:99999:7:::\n'.repeat(100));
    const { desk, views, until, now } = watched();
    desk.read([secret]);
    await until('failed');
    expect(now()?.failure?.why).toBe(`${secret}: it has no #Fields line, so nothing says what its columns are`);
    expect(JSON.stringify(views)).not.toContain('hunter2');
    expect((await desk.rows({ table: 'users', name: 'root' })).rows).toEqual([]);
    desk.close();
  }));

test('reads only places that were offered', () =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'u_ex.log'), FAILED);
    const { desk, until, now } = watched([folder]);
    desk.send({ type: 'logs.place.chosen', place: 7 });
    expect(now()?.stage).toBe('choosing');
    desk.send({ type: 'logs.place.chosen', place: 0 });
    await until('done');
    expect(now()?.paths).toEqual([folder]);
    desk.close();
  }));

test('stops at once, keeps nothing, and begins anew', () =>
  withFolder(async (folder) => {
    const log = join(folder, 'u_ex.log');
    writeFileSync(log, HEADER + FAILED.slice(HEADER.length).repeat(400_000));
    const { desk, until, now, views } = watched();
    desk.read([log]);
    await expect.poll(() => (now()?.progress?.bytes ?? 0) > 0, { interval: 5, timeout: 20_000 }).toBe(true);
    expect(now()?.progress).toMatchObject({ totalBytes: expect.any(Number), bytesPerSecond: expect.any(Number) });
    desk.send({ type: 'logs.stopped' });
    expect(now()).toMatchObject({ stage: 'stopped', answer: null, progress: null });
    const told = views.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(views).toHaveLength(told);
    desk.read([join(folder, 'nothing.log')]);
    await until('failed');
    desk.close();
  }));

test('offers the folders where logs lie on a server', () => {
  expect(usualLogPlaces({ SystemDrive: 'C:', SystemRoot: 'C:\\Windows', ProgramData: 'C:\\ProgramData' })).toEqual([
    'C:\\inetpub\\logs\\LogFiles',
    'C:\\Windows\\System32\\LogFiles\\HTTPERR',
    'C:\\ProgramData\\Symantec\\SMP\\Logs',
    'C:\\ProgramData\\Symantec\\Symantec Agent\\Logs',
  ]);
  expect(usualLogPlaces({})).toEqual([]);
});
