import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { createServer, type Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held until `release`, or what the one who holds it says of itself; `null` where it says nothing. */
export type Holding =
  | { readonly held: true; readonly release: () => Promise<void> }
  | { readonly held: false; readonly says: string | null };

const ANSWER_MS = 2_000;

/**
 * Holds a name of this computer (a named pipe, an abstract socket), which only one process can have. The system frees it at the
 * moment its holder ends, however it ends: there is never a stale one, and a process number that was used again deceives nobody.
 * No network port is opened. In: any text as the name, and what those who come later are told.
 */
export async function holdName(name: string, saying: string): Promise<Holding> {
  const callers = new Set<Socket>();
  const server = createServer((caller) => {
    callers.add(caller);
    caller.on('error', () => undefined).on('close', () => callers.delete(caller));
    caller.end(saying);
  });
  const place = placeOf(name);
  if (!(await listen(server, place))) {
    const says = await askHolder(name);
    // Only where neither pipes nor abstract sockets exist does the name outlive its holder: nobody answers, so it goes.
    if (says !== undefined || !place.endsWith('.sock')) return { held: false, says: says ?? null };
    await unlink(place).catch(() => undefined);
    if (!(await listen(server, place))) return { held: false, says: null };
  }
  const release = () => {
    for (const caller of callers) caller.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { held: true, release };
}

/** In: a name. Out: what its holder says, perhaps nothing; `undefined` where nobody holds it. */
export function askHolder(name: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = new Socket();
    let [said, connected] = ['', false];
    const end = () => {
      socket.destroy();
      resolve(connected ? said : undefined);
    };
    socket.setEncoding('utf8').setTimeout(ANSWER_MS, end);
    socket
      .once('connect', () => {
        connected = true;
      })
      .on('data', (text) => {
        said += text;
      })
      .once('error', end)
      .once('close', end);
    socket.connect(placeOf(name));
  });
}

function placeOf(name: string): string {
  const id = `kerbwise-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`;
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`);
}

function listen(server: Server, place: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', refused);
    server.listen(place, () => {
      server.off('error', refused);
      resolve(true);
    });
  });
}
