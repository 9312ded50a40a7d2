import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { reasonOf } from './state-folder.ts';

/** Gives the server back. */
export type Release = () => Promise<void>;

/**
 * Holds a server for one Kerbwise at a time.
 * In: the file that stands for the server. Out: how to give it back; `server.busy` with who holds it;
 * `state.unwritable` where the file cannot be made. A holder that no longer runs on this machine is replaced.
 */
export async function holdServer(path: string): Promise<Result<Release>> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
  for (let attempt = 0; attempt < 3; attempt++) {
    const taken = await take(path, mine);
    if (!taken.ok) return taken;
    if (taken.value) return succeed(() => release(path, mine));
    const holder = await readHolder(path);
    if (holder !== undefined && isAlive(holder)) {
      return fail({ code: 'server.busy', holder: `Process ${holder.pid} on ${holder.host} has held it since ${holder.since}` });
    }
    await removeDead(path);
  }
  return fail({ code: 'server.busy', holder: 'Another process takes it again and again' });
}

/** The file appears with its content or not at all: a half-written one would look like nobody's. */
async function take(path: string, mine: string): Promise<Result<boolean>> {
  const draft = `${path}.${process.pid}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, mine, { flush: true });
    await link(draft, path);
    return succeed(true);
  } catch (error) {
    return isExists(error) ? succeed(false) : fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value && 'host' in value && 'since' in value)) return undefined;
    return { pid: Number(value.pid), host: String(value.host), since: String(value.since) };
  } catch {
    return undefined; // gone again, or no lock of ours: nobody holds it
  }
}

/** A process of another machine cannot be looked for, so it counts as alive. */
function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Moved aside under a name of its own first, so that two who find it dead do not remove each other's new one. */
async function removeDead(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.dead`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

async function release(path: string, mine: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text === mine) await rm(path, { force: true });
}

function isExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
