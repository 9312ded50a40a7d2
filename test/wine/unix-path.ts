import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** As Wine has it; Windows writes `C:\Windows`. */
export const SYSTEM_ROOT = 'C:\\windows';

/** In: a prefix of Wine, and a full Windows path on C. Out: where that lies here; names that are there keep their letter case. */
export async function unixPath(prefix: string, path: string): Promise<string> {
  if (!/^C:\\/i.test(path)) throw new Error(`${path} is not on drive C`);
  let here = join(prefix, 'drive_c');
  for (const part of path.slice(3).split('\\')) {
    const names = await readdir(here).catch((): readonly string[] => []); // not there yet: any letter case will do
    here = join(here, names.find((name) => name.toLowerCase() === part.toLowerCase()) ?? part);
  }
  return here;
}
