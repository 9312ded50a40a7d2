import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kerbwise } from '../e2e/kerbwise.ts';
import { withFolder } from './log-files.ts';

const HEADER = '#Fields: date time cs-uri-stem cs-username c-ip sc-status sc-substatus sc-win32-status';

/** An hour of refusals, minute by minute. */
function refusals(hour: Date): readonly string[] {
  return Array.from({ length: 60 }, (_, minute) => {
    const moment = new Date(hour.getTime() + minute * 60_000).toISOString();
    return `${moment.slice(0, 10)} ${moment.slice(11, 19)} /Altiris/x - 10.0.0.1 401 1 2148074274`;
  });
}

test(
  'logs with a target join each cause with its settings, and tell of the time before and after what was changed',
  { timeout: 120_000 },
  () =>
    withFolder(async (folder) => {
      const state = ['--state', folder];
      const target = ['--target', 'lab:spn-missing,persistence-off', ...state];
      const log = join(folder, 'u_ex.log');
      const altiris = join(folder, 'a.log');
      const hourOfNow = Math.floor(Date.now() / 3_600_000) * 3_600_000;
      writeFileSync(
        log,
        [
          HEADER,
          ...refusals(new Date(hourOfNow - 7_200_000)),
          ...refusals(new Date(hourOfNow - 3_600_000)),
          ...refusals(new Date(hourOfNow)),
          '',
        ].join('\r\n'),
      );
      writeFileSync(
        altiris,
        "<event date='2026-03-02 08:00:00' severity='1'><![CDATA[Host: smp01.contoso.com\r\nError note: request level authentication is not supported]]></event>" +
          "<event date='2026-03-02 08:00:00' severity='1'><![CDATA[Host: ss001.contoso.com\r\nError note: (0x8009030C)]]></event>",
      );
      const told = async (...more: readonly string[]) => JSON.parse((await kerbwise(['logs', log, altiris, '--json', ...more])).stdout);
      expect((await told()).server).toBeNull();

      const before = await told(...target);
      expect(before.server.meanings.map(({ cause, fits }: { cause: string; fits: string }) => [cause, fits]).sort()).toEqual([
        ['altiris.logon-denied', 'elsewhere'],
        ['altiris.request-level-authentication', 'explained'],
        ['iis.401.1/2148074274', 'explained'],
      ]);
      expect(before.changes).toEqual([]);

      const { stdout } = await kerbwise(['plan', ...target, '--json', '--out', join(folder, 'plan.json')]);
      const { planId } = JSON.parse(stdout);
      expect((await kerbwise(['apply', '--target', 'lab', ...state, '--plan', join(folder, 'plan.json'), '--confirm', planId])).exit).toBe(
        0,
      );
      expect(existsSync(join(folder, 'journals'))).toBe(true);
      expect(
        readdirSync(join(folder, 'journals')).some((name) => readFileSync(join(folder, 'journals', name), 'utf8').includes(planId)),
      ).toBe(true);

      const after = await told('--target', 'lab', ...state);
      expect(after.server.meanings.find(({ cause }: { cause: string }) => cause === 'iis.401.1/2148074274').fits).toBe('not-explained');
      expect(after.changes).toMatchObject([
        { what: 'applied', planId, before: { signIns: { hours: 2, unauthorized: 120 }, signals: null }, after: null },
      ]);
      const text = (await kerbwise(['logs', log, altiris, '--target', 'lab', ...state])).stdout;
      expect(text).toContain('What it means on ');
      expect(text).toMatch(/Before and after changes\n {2}\d{4}-.* commands? applied, plan [0-9a-f]{16}\. /);
    }),
);
