import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { readPorts } from '../../flows/probes/domain.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { findEngine } from './engine.ts';
import { call } from './stand-ins.ts';

const engine = await findEngine();

test.skipIf(engine.path === undefined)(
  `the script that tries ports tells an open one from one that is refused, in PowerShell itself${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async () => {
    const server = createServer();
    const open = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve(portOf(server.address()))));
    const other = createServer();
    const closed = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve(portOf(other.address()))));
    await new Promise((resolve) => other.close(resolve));
    const shell = powershellShell({ programs: windowsPrograms('C:\\Windows'), executable: engine.path ?? '' });
    try {
      const answer = await shell.run(call('ports', ['127.0.0.1', `${open}`, `${closed}`]), new AbortController().signal);
      expect(answer).toMatchObject({ ok: true, value: { exitCode: 0, stderr: '' } });
      expect(answer.ok && readPorts(answer.value.stdout)).toEqual({
        ok: true,
        value: [
          { port: open, state: 'open' },
          { port: closed, state: 'closed' },
        ],
      });
    } finally {
      await shell.close();
      server.close();
    }
  },
);

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
