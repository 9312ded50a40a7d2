import { readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { readReason } from '../core/read-reasons.ts';
import { readBytes } from '../core/read-text-file.ts';
import type { EvidenceFiles } from './evidence-files.ts';

/** In: a folder. Out: its files; `file.unreadable` where it cannot be listed. */
export async function folderFiles(folder: string): Promise<Result<EvidenceFiles>> {
  try {
    const names = await readdir(folder);
    return succeed({ names, read: (name) => readInside(folder, name), close: () => undefined });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: 'file.unreadable', path: folder, why: readReason(error) });
  }
}

/** A link that leads out of the folder would show a file of this machine as one of the server's. */
async function readInside(folder: string, name: string): Promise<Result<Uint8Array>> {
  const file = join(folder, name);
  const [home, real] = await Promise.all([realpath(folder), realpath(file).catch(() => undefined)]);
  const way = real === undefined ? name : relative(home, real);
  if (!isAbsolute(way) && way.split(sep)[0] !== '..') return readBytes(file);
  return fail({
    code: 'input.refused',
    what: say`${file} is a link out of its folder`,
    why: say`It leads to ${real}`,
    next: say`Copy the file itself`,
  });
}
