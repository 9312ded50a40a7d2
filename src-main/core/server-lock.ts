import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { PlanTarget } from '../../flows/plan/plan-document.ts';
import { askHolder, holdName } from './held-name.ts';
import { reasonOf, type StateFolder } from './state-folder.ts';

/** Gives the server back. */
export type Release = () => Promise<void>;

/** What stands for one server while somebody works on it. */
export interface ServerLock {
  /** The file in the state folder; it tells another computer that shares the folder. */
  readonly file: string;
  /** Whether it is this computer itself: then it is one server for everybody on it, whichever state folder they use. */
  readonly isThisComputer: boolean;
}

export function serverLock(state: StateFolder, target: PlanTarget): ServerLock {
  const name = `${target.kind}-${(target.server ?? 'server').toLowerCase().replace(/[^a-z0-9.-]/g, '_')}.lock`;
  return { file: join(state.locks, name), isThisComputer: target.kind === 'live' };
}

/**
 * Holds a server for one Kerbwise at a time.
 * Out: how to give it back; `server.busy` with who holds it; `state.unwritable` where its file cannot be made.
 * On this computer the system says whether a holder lives; a holder on another one cannot be looked for, so it counts as alive.
 */
export async function holdServer(lock: ServerLock): Promise<Result<Release>> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
  const name = await nameOf(lock);
  if (!name.ok) return name;
  const holding = await holdName(name.value, mine);
  if (!holding.held) return fail({ code: 'server.busy', holder: describeHolder(parseHolder(holding.says ?? '')) });
  const written = await writeHolder(lock.file, mine);
  if (!written.ok) await holding.release();
  return written.ok ? succeed(() => release(lock.file, mine, holding.release)) : written;
}

/** Out: who works on the server at this moment, in words; `null` where nobody does. Takes nothing. */
export async function serverHolder(lock: ServerLock): Promise<string | null> {
  const name = await nameOf(lock);
  const says = name.ok ? await askHolder(name.value) : undefined;
  if (says !== undefined) return describeHolder(parseHolder(says));
  const other = await readHolder(lock.file);
  return other === undefined || other.host === hostname() ? null : describeHolder(other, lock.file);
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

async function nameOf({ file, isThisComputer }: ServerLock): Promise<Result<string>> {
  if (isThisComputer) return succeed('this computer');
  try {
    await mkdir(dirname(file), { recursive: true });
    return succeed(join(await realpath(dirname(file)), basename(file)));
  } catch (error) {
    return fail({ code: 'state.unwritable', path: file, why: reasonOf(error) });
  }
}

/** Whoever holds the name writes the file; a file of this computer that is there already was left behind by a process that is gone. */
async function writeHolder(file: string, mine: string): Promise<Result<null>> {
  const other = await readHolder(file);
  if (other !== undefined && other.host !== hostname()) return fail({ code: 'server.busy', holder: describeHolder(other, file) });
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, mine, { flush: true });
    await rename(`${file}.new`, file);
    return succeed(null);
  } catch (error) {
    return fail({ code: 'state.unwritable', path: file, why: reasonOf(error) });
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  return parseHolder(await readFile(file, 'utf8').catch(() => '')); // none, or not ours to read: then its name tells
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value && 'host' in value && 'since' in value)) return undefined;
    return { pid: Number(value.pid), host: String(value.host), since: String(value.since) };
  } catch {
    return undefined; // cut off, or not ours: nobody is named
  }
}

/** `file` is named where it is all that is known: if that computer is gone for good, it has to be removed by hand. */
function describeHolder(holder: Holder | undefined, file?: string): string {
  if (holder === undefined) return say`A process of this computer that does not say who it is`;
  const told = say`Process ${holder.pid} on ${holder.host} has held it since ${holder.since}`;
  return file === undefined ? told : say`${told} (${file})`;
}

async function release(file: string, mine: string, giveBack: () => Promise<void>): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === mine) await rm(file, { force: true }).catch(() => undefined); // left behind it harms nobody: the name is what counts
  await giveBack();
}
