import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { fail, type Result, succeed } from '../../flows/model/result.ts';

/** Where journals, plans, saved wizards and the lab live. */
export interface StateFolder {
  readonly root: string;
  readonly journals: string;
  readonly plans: string;
  readonly handOvers: string;
  readonly wizards: string;
  readonly locks: string;
  readonly lab: string;
}

/** In: the folder that was named, if any. Out: the places in it; nothing is made yet. Default: the platform's place for application data. */
export function stateFolder(named: string | undefined): StateFolder {
  const root = named ?? envPaths('Kerbwise', { suffix: '' }).data;
  return {
    root,
    journals: join(root, 'journals'),
    plans: join(root, 'plans'),
    handOvers: join(root, 'handovers'),
    wizards: join(root, 'wizards'),
    locks: join(root, 'locks'),
    lab: join(root, 'lab'),
  };
}

/** Makes a file with its folders. Out: `state.unwritable` where the disk is full, read-only, or in the way. */
export async function writeState(path: string, text: string): Promise<Result<string>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return succeed(path);
  } catch (error) {
    return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  }
}

let replaced = 0;

/** As `writeState`, for a file that is written again and again: ended in the middle, the program leaves what was there before. */
export async function replaceState(path: string, text: string): Promise<Result<string>> {
  const next = `${path}.${process.pid}-${++replaced}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(next, text);
    await rename(next, path);
    return succeed(path);
  } catch (error) {
    await rm(next, { force: true }).catch(() => undefined); // it may never have been made
    return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  }
}

/** Out: why nothing can be written to a state folder, as far as that shows without writing; `null` where nothing speaks against it. */
export async function whyUnwritable({ root }: StateFolder): Promise<string | null> {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    try {
      await access(folder, constants.W_OK);
      return null;
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || folder === dirname(folder)) return reasonOf(error);
    }
  }
}

/** In: whatever was thrown. Out: its message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
