import { type FileHandle, mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from '../../flows/language/say.ts';
import type { JournalEntry, WrittenEntry } from '../../flows/model/journal.ts';
import { canBeFirst, isEntry } from '../../flows/model/journal.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { sha256 } from './hash.ts';
import { type Head, openHead, readHead, type WritableHead } from './journal-head.ts';
import { reasonOf } from './state-folder.ts';

/** A journal that is open for more. `write` returns when the entry is on the disk. */
export interface Journal {
  readonly path: string;
  write(entry: JournalEntry): Promise<Result<WrittenEntry>>;
  close(): Promise<void>;
}

/** What a journal file says. */
export interface JournalRecord {
  readonly path: string;
  readonly entries: readonly WrittenEntry[];
  /** Whether its last line was cut off in the middle of a write. */
  readonly torn: boolean;
  /** Whether the head beside it proves that no line was taken from its end. */
  readonly endProved: boolean;
}

/** More than a run writes: where this much does not fit, no run is begun. */
const ROOM_BYTES = 1024 * 1024;

/** Starts a journal. Out: `state.unwritable` where it cannot be made, or has no room to grow: then nothing may be changed. */
export async function createJournal(path: string): Promise<Result<Journal>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await proveRoom(`${path}.room`);
    const handle = await open(path, 'ax');
    const head = await openHead(path);
    await syncFolder(dirname(path));
    return succeed(journalOver(handle, head, path, { lines: 0, bytes: 0, last: '' }));
  } catch (error) {
    return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  }
}

/** Goes on with a journal: its chain is checked first, and a torn last line is cut off. */
export async function continueJournal(path: string): Promise<Result<Journal>> {
  const record = await readJournal(path);
  if (!record.ok) return record;
  try {
    const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
    const bytes = Buffer.byteLength(lines.map((line) => `${line}\n`).join(''));
    await truncate(path, bytes);
    const head = await openHead(path);
    const last = lines.at(-1) ?? '';
    if (lines.length > 0) await head.write({ lines: lines.length, hash: sha256(last) });
    return succeed(journalOver(await open(path, 'a'), head, path, { lines: lines.length, bytes, last }));
  } catch (error) {
    return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
  }
}

interface Place {
  readonly lines: number;
  readonly bytes: number;
  readonly last: string;
}

function journalOver(handle: FileHandle, head: WritableHead, path: string, start: Place): Journal {
  let [place, broken]: [Place, string | undefined] = [start, undefined];
  const append = async (line: string): Promise<void> => {
    try {
      await handle.appendFile(`${line}\n`);
      await handle.datasync();
    } catch (error) {
      // Part of the line may be there: a later one after it would make the whole unreadable.
      await truncate(path, place.bytes).catch(() => {
        broken = reasonOf(error);
      });
      throw error;
    }
  };
  return {
    path,
    write: async (entry) => {
      if (broken !== undefined) return fail({ code: 'state.unwritable', path, why: broken });
      const written: WrittenEntry = { n: place.lines, at: new Date().toISOString(), previous: sha256(place.last), ...entry };
      const line = JSON.stringify(written);
      try {
        await append(line);
        place = { lines: place.lines + 1, bytes: place.bytes + Buffer.byteLength(line) + 1, last: line };
        await head.write({ lines: place.lines, hash: sha256(line) });
      } catch (error) {
        return fail({ code: 'state.unwritable', path, why: reasonOf(error) });
      }
      return succeed(written);
    },
    close: async () => {
      await head.close();
      await handle.close();
    },
  };
}

/** Writes as much as a run may need and takes it away again: a full disk is found out while nothing has been changed. */
async function proveRoom(path: string): Promise<void> {
  try {
    await writeFile(path, Buffer.alloc(ROOM_BYTES), { flush: true });
  } finally {
    await rm(path, { force: true });
  }
}

/** A new file is only as lasting as the folder that names it. Windows has no handle of a folder to flush; NTFS journals the name. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/**
 * Reads a journal, checks its chain, and compares its end with the head beside it.
 * Out: the entries; `torn` where the last line has no end (a crash in the middle of a write);
 * `journal.corrupt` where any other line is not what was written, or one is missing, the last ones too.
 */
export async function readJournal(path: string): Promise<Result<JournalRecord>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return fail({ code: 'file.unreadable', path, why: reasonOf(error) });
  }
  const lines = text.split('\n').slice(0, -1);
  const entries = readChain(path, lines);
  if (!entries.ok) return entries;
  const head = await readHead(path);
  const wrong = head && whyNotWhole(lines, head);
  if (wrong !== undefined) return fail({ code: 'journal.corrupt', path, ...wrong });
  const torn = text !== '' && !text.endsWith('\n');
  // A crash between a line and its head leaves the head one behind, never more.
  return succeed({ path, entries: entries.value, torn, endProved: head !== undefined && lines.length - head.lines <= 1 });
}

function readChain(path: string, lines: readonly string[]): Result<readonly WrittenEntry[]> {
  let previous = sha256('');
  const entries: WrittenEntry[] = [];
  for (const [n, line] of lines.entries()) {
    const entry = parseEntry(line);
    if (entry === undefined) return fail({ code: 'journal.corrupt', path, line: n + 1, why: say`it is no journal entry` });
    if (entry.n !== n || entry.previous !== previous) {
      return fail({ code: 'journal.corrupt', path, line: n + 1, why: say`the line before it was changed or is missing` });
    }
    entries.push(entry);
    previous = sha256(line);
  }
  if (entries[0] !== undefined && !canBeFirst(entries[0])) {
    return fail({ code: 'journal.corrupt', path, line: 1, why: say`it does not begin with the plan` });
  }
  return succeed(entries);
}

function whyNotWhole(lines: readonly string[], head: Head): { readonly line: number; readonly why: string } | undefined {
  if (head.lines > lines.length) {
    return { line: lines.length + 1, why: say`${head.lines} lines were written and ${lines.length} are there: the last ones were removed` };
  }
  if (head.lines > 0 && sha256(lines[head.lines - 1] ?? '') !== head.hash) return { line: head.lines, why: say`it was changed` };
  return undefined;
}

/** In: a line of a journal. Out: the entry; `undefined` where it is none. */
export function parseEntry(line: string): WrittenEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller says which line
  }
}
