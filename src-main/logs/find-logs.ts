import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { say } from '../../flows/language/say.ts';
import { recogniseLog } from '../../flows/logs/log-format.ts';
import { isMissing, readReason } from '../core/read-reasons.ts';
import { type LogPart, type Packing, STANDARD_INPUT, type Trouble } from './log-part.ts';
import { streamPart } from './part-stream.ts';
import { reasonFor } from './read-part.ts';
import { startOfInput } from './standard-input.ts';
import { Zip } from './zip-entries.ts';

const HEAD_BYTES = 64 * 1024;

export interface FoundLogs {
  readonly parts: readonly LogPart[];
  readonly refused: readonly Trouble[];
}

/**
 * Finds logs under the paths given: files, archives, and folders with all that is in them. What a file is, its beginning tells.
 * Out: the logs, those of one site in the order of time; and everything that is none, with the reason.
 */
export async function findLogs(paths: readonly string[], signal?: AbortSignal): Promise<FoundLogs> {
  const parts: LogPart[] = [];
  const refused: Trouble[] = [];
  for (const path of paths) {
    for await (const one of logsUnder(path)) {
      signal?.throwIfAborted();
      if ('why' in one) refused.push(one);
      else parts.push(one);
    }
  }
  return { parts: parts.sort(byGroupAndTime), refused };
}

type Found = LogPart | Trouble;

async function* logsUnder(path: string): AsyncGenerator<Found> {
  const folder = path === STANDARD_INPUT ? undefined : await openFolder(path);
  if (folder === undefined) {
    yield* logsIn(path);
    return;
  }
  if (folder.trouble !== undefined) yield { name: path, why: folder.trouble, isPartial: false };
  for (const { name, isLink } of folder.entries) {
    const child = join(path, name);
    if (isLink) yield { name: child, why: say`it is a link: name what it leads to`, isPartial: false };
    else yield* logsUnder(child);
  }
}

interface Folder {
  readonly entries: readonly { readonly name: string; readonly isLink: boolean }[];
  readonly trouble?: string;
}

/** What a folder holds, sorted; `undefined` where the path is no folder. */
async function openFolder(path: string): Promise<Folder | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return undefined;
    const entries = await readdir(path, { withFileTypes: true });
    const named = entries.map((entry) => ({ name: entry.name, isLink: entry.isSymbolicLink() }));
    return { entries: named.sort((a, b) => compareNames(a.name, b.name)) };
  } catch (error) {
    return { entries: [], trouble: error instanceof Error && isMissing(error) ? readReason(error) : reasonFor(error) };
  }
}

/** The logs in one file: itself, or what its archive holds. */
async function* logsIn(path: string): AsyncGenerator<Found> {
  try {
    const info = path === STANDARD_INPUT ? undefined : await stat(path);
    if (info !== undefined && !info.isFile()) {
      yield { name: path, why: say`it is neither a file nor a folder`, isPartial: false };
      return;
    }
    const packing = packingOf(await startOf(path, 4));
    if (packing !== 'zip') yield await recognise(path, path, packing, 0, info?.size ?? 0, info?.mtime);
    else if (info !== undefined) yield* logsInZip(path);
    else yield { name: path, why: say`a zip archive cannot be read from standard input: name the file`, isPartial: false };
  } catch (error) {
    yield { name: path, why: reasonFor(error), isPartial: false };
  }
}

function packingOf([a, b, c, d]: Uint8Array): Packing {
  if (a === 0x1f && b === 0x8b) return 'gzip';
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6)) ? 'zip' : 'none';
}

async function* logsInZip(path: string): AsyncGenerator<Found> {
  const zip = await Zip.open(path);
  zip.close();
  if (zip.entries.length === 0) yield { name: path, why: say`the archive is empty`, isPartial: false };
  for (const { number, name, packedBytes, writtenAt, refusal } of zip.entries) {
    const shown = `${path}/${name}`;
    if (refusal !== undefined) yield { name: shown, why: refusal, isPartial: false };
    else {
      try {
        yield await recognise(shown, path, 'zip', number, packedBytes, writtenAt);
      } catch (error) {
        yield { name: shown, why: reasonFor(error), isPartial: false };
      }
    }
  }
}

/** Looks at the beginning of a log. */
async function recognise(
  name: string,
  path: string,
  packing: Packing,
  entry: number,
  size: number,
  writtenAt: Date | undefined,
): Promise<Found> {
  const raw = await headOf({ path, packing, entry, isUtf16: false, from: 0, to: size });
  const isUtf16 = raw[0] === 0xff && raw[1] === 0xfe;
  const head = isUtf16 ? Buffer.from(new TextDecoder('utf-16le').decode(raw)).toString('latin1') : Buffer.from(raw).toString('latin1');
  const found = recogniseLog(head);
  if (found.kind === 'refused') return { name, why: found.why, isPartial: false };
  return {
    name,
    path,
    kind: found.kind,
    packing,
    entry,
    group: say`${found.kind} ${dirname(name)}`,
    begins: /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) /m.exec(head)?.[0] ?? '',
    fields: found.fields,
    writtenAt: writtenAt === undefined ? undefined : localMoment(writtenAt),
    isUtf16,
    from: 0,
    to: size,
    isLast: true,
  };
}

async function headOf(part: Parameters<typeof streamPart>[0]): Promise<Uint8Array> {
  if (part.packing === 'none') return startOf(part.path, HEAD_BYTES);
  // Reading the standard input here would take it from whoever reads it next.
  if (part.path === STANDARD_INPUT) return unpackedStart(await startOfInput(HEAD_BYTES));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of streamPart(part)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= HEAD_BYTES) break;
    }
  } catch (error) {
    // What an archive that was cut off still holds is read; where that is nothing, this is why.
    if (size === 0) throw error;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

async function startOf(path: string, length: number): Promise<Uint8Array> {
  if (path === STANDARD_INPUT) return startOfInput(length);
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What the first bytes of a gzip file unpack to. */
function unpackedStart(packed: Uint8Array): Uint8Array {
  return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_BYTES);
}

/** `2026-03-02T08:00:00` in the time zone of this computer. */
export function localMoment(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function byGroupAndTime(a: LogPart, b: LogPart): number {
  return compare(a.group, b.group) || compare(a.begins, b.begins) || compareNames(basename(a.name), basename(b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
