import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalEntry, WrittenEntry } from '../../flows/model/journal.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { sha256 } from './hash.ts';
import { reasonOf } from './state-folder.ts';

/** A journal that is open for more. `write` returns when the entry is on the disk. */
export interface Journal {
  readonly path: string;
  write(entry: JournalEntry): Promise<Result<WrittenEntry>>;
  close(): Promise<void>;
}

/** What a journal file says, and whether its last line was cut off in the middle of a write. */
export interface JournalRecord {
  readonly path: string;
  readonly entries: readonly WrittenEntry[];
  readonly torn: boolean;
}

/** Starts a journal. Out: `state.unwritable` where it cannot be made: then nothing may be changed. */
export async function createJournal(path: string): Promise<Result<Journal>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return succeed(journalOver(await open(path, 'ax'), path, 0, sha256('')));
  } catch (error) {
    return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  }
}

/** Goes on with a journal: its chain is checked first, and a torn last line is cut off. */
export async function continueJournal(path: string): Promise<Result<Journal>> {
  const record = await readJournal(path);
  if (!record.ok) return record;
  try {
    const lines = await wholeLines(path);
    const handle = await open(path, 'r+');
    await handle.truncate(Buffer.byteLength(lines.map((line) => `${line}\n`).join('')));
    await handle.close();
    return succeed(journalOver(await open(path, 'a'), path, lines.length, sha256(lines.at(-1) ?? '')));
  } catch (error) {
    return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  }
}

function journalOver(handle: FileHandle, path: string, start: number, chain: string): Journal {
  let [n, previous] = [start, chain];
  return {
    path,
    write: async (entry) => {
      const written: WrittenEntry = { n, at: new Date().toISOString(), previous, ...entry };
      const line = JSON.stringify(written);
      try {
        await handle.appendFile(`${line}\n`);
        await handle.datasync();
      } catch (error) {
        return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
      }
      [n, previous] = [n + 1, sha256(line)];
      return succeed(written);
    },
    close: () => handle.close(),
  };
}

/**
 * Reads a journal and checks its chain.
 * Out: the entries; `torn` where the last line has no end (a crash in the middle of a write);
 * `journal.corrupt` where any other line is not what was written, or one is missing.
 */
export async function readJournal(path: string): Promise<Result<JournalRecord>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return fail({ code: 'file.unreadable', path, why: reasonOf(error) });
  }
  const torn = text !== '' && !text.endsWith('\n');
  const lines = text.split('\n').slice(0, -1);
  let previous = sha256('');
  const entries: WrittenEntry[] = [];
  for (const [n, line] of lines.entries()) {
    const entry = parseEntry(line);
    if (entry === undefined) return fail({ code: 'journal.corrupt', path, line: n + 1, why: 'it is no journal entry' });
    if (entry.n !== n || entry.previous !== previous) {
      return fail({ code: 'journal.corrupt', path, line: n + 1, why: 'the line before it was changed or is missing' });
    }
    entries.push(entry);
    previous = sha256(line);
  }
  if (entries[0] !== undefined && entries[0].type !== 'plan.confirmed') {
    return fail({ code: 'journal.corrupt', path, line: 1, why: 'it does not begin with the plan' });
  }
  return succeed({ path, entries, torn });
}

function parseEntry(line: string): WrittenEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller says which line
  }
}

const TYPES = new Set<string>([
  'plan.confirmed',
  'change.started',
  'change.finished',
  'change.failed',
  'run.stopped',
  'run.verified',
  'undo.confirmed',
  'undo.started',
  'undo.finished',
  'undo.failed',
  'undo.needless',
  'undo.refused',
  'undo.verified',
] satisfies readonly JournalEntry['type'][]);

function isEntry(value: unknown): value is WrittenEntry {
  if (typeof value !== 'object' || value === null) return false;
  if (!('n' in value && 'at' in value && 'previous' in value && 'type' in value)) return false;
  return typeof value.n === 'number' && typeof value.previous === 'string' && typeof value.type === 'string' && TYPES.has(value.type);
}

async function wholeLines(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8')).split('\n').slice(0, -1);
}
