import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { createServer, type Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, type Result } from '../../flows/model/result.ts';

const LONGEST_WAIT_MS = 15_000;
const POLL_MS = 8;

/**
 * Runs `act` while no other process (or caller in this one) is at work on the same lab folder.
 * The lock is a local name that only one process can listen on (a named pipe, an abstract socket): the system frees it
 * at the moment its holder ends, however it ends, so there is never a stale one. No network port is opened.
 * In: a folder that exists. Out: what `act` says; `server.busy` where it was not free within 15 s.
 */
export async function whileLocked<T>(folder: string, act: () => Promise<Result<T>>): Promise<Result<T>> {
  const name = lockName(await realpath(folder));
  const deadline = Date.now() + LONGEST_WAIT_MS;
  let held = await hold(name);
  while (held === undefined) {
    if (Date.now() > deadline) return fail({ code: 'server.busy', holder: `Another program is using the practice server in ${folder}` });
    await sleep(POLL_MS);
    held = await hold(name);
  }
  try {
    return await act();
  } finally {
    await release(held);
  }
}

function lockName(realFolder: string): string {
  const id = `kerbwise-lab-${createHash('sha256').update(realFolder).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`;
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`);
}

async function hold(name: string): Promise<Server | undefined> {
  const server = createServer((caller) => caller.destroy());
  const listening = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(name, () => resolve(true));
  });
  if (listening) return server;
  // Only where neither pipes nor abstract sockets exist does the name outlive its holder: nobody answers, so it goes.
  if (name.endsWith('.sock') && !(await answers(name))) await unlink(name).catch(() => undefined);
  return undefined;
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
    socket.connect(name);
  });
}

function release(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
