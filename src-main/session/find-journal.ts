import { join } from 'node:path';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { listJournals } from '../core/journal-folder.ts';
import type { StateFolder } from '../core/state-folder.ts';

/** In: a plan's id. Out: its latest journal; `file.missing` where the state folder has none. */
export async function findJournal(state: StateFolder, planId: string): Promise<Result<string>> {
  const id = planId.trim().toLowerCase();
  const found = (await listJournals(state)).filter((path) => path.endsWith(`-${id}.jsonl`)).at(-1);
  if (found !== undefined) return succeed(found);
  return fail({
    code: 'file.missing',
    path: join(state.journals, `…-${planId}.jsonl`),
    why: say`No journal of the plan ${planId} lies there`,
  });
}
