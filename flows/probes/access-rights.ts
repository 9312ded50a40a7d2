import type { Command } from '../model/command.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords } from '../scripts/records.ts';

/** What was read of one path: its rights as Windows writes them, or why they are not known. */
export type ItemRights = { readonly path: string; readonly rights: string } | { readonly path: string; readonly why: string };

/** Reads the rights on files and folders of this computer. */
export function accessRightsReading(paths: readonly string[]): Command {
  return { program: 'access-rights', args: paths, effect: 'read', timeoutMs: 60_000 };
}

/** In: the paths that were asked for, what the script printed. Out: the rights on each; `output.unreadable` where the answer is about others. */
export function readAccessRights(paths: readonly string[], printed: string): Result<readonly ItemRights[]> {
  const records = readRecords('access-rights', printed);
  if (!records.ok) return records;
  const items = records.value.map((record): ItemRights => {
    const path = firstOf(record, 'path') ?? '';
    const rights = firstOf(record, 'rights');
    return rights === undefined ? { path, why: firstOf(record, 'why') ?? firstOf(record, 'failed') ?? '' } : { path, rights };
  });
  const isWhole = items.length === paths.length && items.every(({ path }, at) => path === paths[at]);
  return isWhole
    ? succeed(items)
    : fail({ code: 'output.unreadable', reading: 'access-rights', why: 'it is about other paths', raw: printed });
}
