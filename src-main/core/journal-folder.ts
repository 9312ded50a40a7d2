import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Failure } from '../../flows/model/failure.ts';
import { type JournalRecord, readJournal } from './journal-file.ts';
import type { StateFolder } from './state-folder.ts';

/** Every journal of a state folder, oldest first: their names begin with the moment they were started. */
export function listJournals(state: Pick<StateFolder, 'journals'>): Promise<readonly string[]> {
  return journalsIn(state.journals);
}

async function journalsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): readonly string[] => []); // no folder: nothing was ever applied
  return [...names]
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(folder, name));
}

export interface Journals {
  readonly readable: readonly JournalRecord[];
  /** Journals that are damaged or cannot be opened, each with the reason. */
  readonly damaged: readonly { readonly path: string; readonly failure: Failure }[];
}

/** Reads every journal of the folders, each file once. */
export async function readJournals(folders: readonly string[]): Promise<Journals> {
  const readable: JournalRecord[] = [];
  const damaged: Journals['damaged'][number][] = [];
  for (const folder of new Set(folders.map((one) => resolve(one)))) {
    for (const path of await journalsIn(folder)) {
      const record = await readJournal(path);
      if (record.ok) readable.push(record.value);
      else damaged.push({ path, failure: record.failure });
    }
  }
  return { readable, damaged };
}
