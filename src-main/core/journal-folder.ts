import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Failure } from '../../flows/model/failure.ts';
import { type JournalRecord, parseEntry, readJournal } from './journal-file.ts';
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

/** The server that a journal names. */
export interface JournalTarget {
  readonly kind: string;
  readonly server: string | null;
}

export interface Journals {
  readonly readable: readonly JournalRecord[];
  /** Journals that are damaged or cannot be opened, each with the reason, and whose they are by what can still be read; `null` where nothing tells. */
  readonly damaged: readonly { readonly path: string; readonly failure: Failure; readonly target: JournalTarget | null }[];
}

/** Reads every journal of the folders, each file once. */
export async function readJournals(folders: readonly string[]): Promise<Journals> {
  const readable: JournalRecord[] = [];
  const damaged: Journals['damaged'][number][] = [];
  for (const folder of new Set(folders.map((one) => resolve(one)))) {
    for (const path of await journalsIn(folder)) {
      const record = await readJournal(path);
      if (record.ok) readable.push(record.value);
      else damaged.push({ path, failure: record.failure, target: await targetOf(path) });
    }
  }
  return { readable, damaged };
}

/** In: a damaged journal. Out: the server of the plan that it begins with. */
async function targetOf(path: string): Promise<JournalTarget | null> {
  const text = await readFile(path, 'utf8').catch(() => ''); // what cannot be opened tells nothing
  const first = parseEntry(text.split('\n', 1)[0] ?? '');
  return first?.type === 'plan.confirmed' ? first.target : null;
}
