import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Analysed, analyseLogs, runTwo } from '../../src-main/logs/analyse-logs.ts';
import { runLane } from '../../src-main/logs/lane.ts';
import { splitLanes } from '../../src-main/logs/lanes.ts';
import type { LogPart } from '../../src-main/logs/log-part.ts';
import { anyAltiris } from './any-altiris.ts';
import { anyW3c } from './any-w3c.ts';
import { withFolder, writeLog } from './log-files.ts';

const options = { signal: new AbortController().signal, onProgress: () => undefined };

/** Two lanes in this process, one after another in effect: the same code that a worker runs. */
async function inTwo(lanes: readonly [readonly LogPart[], readonly LogPart[]]): Promise<Analysed | undefined> {
  return runTwo(lanes, options, (task, { signal }, onBytes) => runLane(task, { signal, onBytes }));
}

function counted({ w3c, altiris, httperr }: Analysed): object {
  return { w3c, altiris, httperr };
}

test('says the same of a W3C log that is cut in two at the end of any row', async () => {
  await fc.assert(
    fc.asyncProperty(anyW3c, fc.nat(), (log, at) =>
      withFolder(async (folder) => {
        const part = writeLog(folder, 'u_ex260302.log', log);
        const ends = [...log.matchAll(/\n/g)].map(({ index }) => index + 1);
        const cut = ends[at % ends.length] ?? 0;
        const two = await inTwo([[{ ...part, to: cut, isLast: false }], [{ ...part, from: cut }]]);
        const one = await analyseLogs([part], options);
        // Other columns at the cut than at the start: then it is read in one, which is the same by itself.
        if (two !== undefined) expect(counted(two)).toEqual(counted(one));
      }),
    ),
    { numRuns: 120 },
  );
});

test('says the same of the logs of a site in one file and in many', async () => {
  await fc.assert(
    fc.asyncProperty(anyW3c, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), fc.nat(), (log, places, lane) =>
      withFolder(async (folder) => {
        const header = `${log.slice(0, log.indexOf('\n'))}\n`;
        fc.pre(!log.slice(header.length).includes('#Fields'));
        const ends = [...log.matchAll(/\n/g)].map(({ index }) => index + 1);
        fc.pre(ends.length > 1);
        const cuts = [...new Set(places.map((at) => ends[at % ends.length] ?? 0))].sort((a, b) => a - b);
        const texts = [...cuts, log.length].map((to, at) => `${at === 0 ? '' : header}${log.slice(cuts[at - 1] ?? 0, to)}`);
        const parts = texts.map((text, at) => writeLog(folder, `u_ex${at}.log`, text));
        const whole = await analyseLogs([writeLog(folder, 'whole.log', log)], options);
        expect(counted(await analyseLogs(parts, options))).toEqual(counted(whole));
        const boundary = 1 + (lane % (parts.length - 1 || 1));
        const two = await inTwo([parts.slice(0, boundary), parts.slice(boundary)]);
        expect(two === undefined ? undefined : counted(two)).toEqual(counted(whole));
      }),
    ),
    { numRuns: 60 },
  );
});

test('divides logs of any kind in the middle and counts everything once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyW3c, { maxLength: 3 }), fc.array(anyAltiris, { maxLength: 3 }), (w3c, altiris) =>
      withFolder(async (folder) => {
        const parts = [
          ...altiris.map((log, at) => writeLog(folder, `a${at}.log`, `<event date='x' severity='1'>x</event>${log}`)),
          ...w3c.map((log, at) => writeLog(folder, `u_ex${at}.log`, log)),
        ];
        const lanes = splitLanes(parts, 0);
        if (lanes === undefined) return;
        const two = await inTwo(lanes);
        if (two !== undefined) expect(counted(two)).toEqual(counted(await analyseLogs(parts, options)));
      }),
    ),
    { numRuns: 60 },
  );
});

test('follows a handshake that is cut by the middle of a log', async () => {
  await withFolder(async (folder) => {
    const fields = '#Fields: date time c-ip cs-username cs-uri-stem sc-status sc-substatus sc-win32-status\r\n';
    const first = '2026-03-02 08:00:00 10.0.0.1 - / 401 2 5\r\n';
    const second = '2026-03-02 08:00:01 10.0.0.1 - / 401 1 2148074254\r\n2026-03-02 08:00:01 10.0.0.1 CONTOSO\\a / 200 0 0\r\n';
    const part = writeLog(folder, 'u_ex260302.log', fields + first + second);
    const cut = fields.length + first.length;
    const two = await inTwo([[{ ...part, to: cut, isLast: false }], [{ ...part, from: cut }]]);
    expect(two?.w3c.handshakes.outcomes).toEqual(new Map([['completed', 1]]));
    expect(two?.w3c.handshakes.legs).toEqual(new Map([['2', 1]]));
  });
});

test('reads a log in one where its columns have changed before the middle', async () => {
  await withFolder(async (folder) => {
    const before = '#Fields: date time c-ip\r\n2026-03-02 08:00:00 10.0.0.1\r\n#Fields: date time sc-status\r\n';
    const part = writeLog(folder, 'u_ex260302.log', `${before}2026-03-02 08:00:00 200\r\n`);
    expect(await inTwo([[{ ...part, to: before.length, isLast: false }], [{ ...part, from: before.length }]])).toBeUndefined();
  });
});
