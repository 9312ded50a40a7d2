import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { StateFolder } from '../core/state-folder.ts';

/** Every journal of a state folder, oldest first: their names begin with the moment they were started. */
export async function listJournals(state: StateFolder): Promise<readonly string[]> {
  const names = await readdir(state.journals).catch((): readonly string[] => []); // no folder: nothing was ever applied
  return [...names]
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(state.journals, name));
}

/** In: a plan's id. Out: its latest journal; `file.missing` where the state folder has none. */
export async function findJournal(state: StateFolder, planId: string): Promise<Result<string>> {
  const found = (await listJournals(state)).filter((path) => path.endsWith(`-${planId}.jsonl`)).at(-1);
  if (found !== undefined) return succeed(found);
  return fail({
    code: 'file.missing',
    path: join(state.journals, `…-${planId}.jsonl`),
    why: `No journal of the plan ${planId} lies there`,
  });
}
