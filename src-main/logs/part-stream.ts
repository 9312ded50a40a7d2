import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type LogPart, STANDARD_INPUT } from './log-part.ts';
import { inputBytes } from './standard-input.ts';
import { Zip } from './zip-entries.ts';

/** So much may come out of an archive whatever it says; beyond, no log packs as well as `MOST_GROWTH`. */
const FREE_BYTES = 256 * 1024 * 1024;
const MOST_GROWTH = 200;

/** Told of an archive that grows out of all proportion. */
export class ArchiveBomb extends Error {}

/** The unpacked bytes of a log that is not read from a plain file; text in UTF-16 comes as UTF-8. */
export async function* streamPart(
  part: Pick<LogPart, 'path' | 'packing' | 'entry' | 'isUtf16' | 'from' | 'to'>,
): AsyncGenerator<Uint8Array> {
  const decoder = part.isUtf16 ? new TextDecoder('utf-16le') : undefined;
  for await (const bytes of unpack(part)) yield decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
}

async function* unpack({ path, packing, entry, from, to }: Pick<LogPart, 'path' | 'packing' | 'entry' | 'from' | 'to'>) {
  const packedBytes = path === STANDARD_INPUT ? Number.POSITIVE_INFINITY : to - from;
  if (packing === 'zip') {
    const zip = await Zip.open(path);
    try {
      yield* within(await zip.stream(entry), packedBytes);
    } finally {
      zip.close();
    }
  } else if (packing === 'gzip') {
    const source = sourceOf(path);
    const gunzip = createGunzip();
    source.once('error', (error) => gunzip.destroy(error));
    yield* within(source.pipe(gunzip), packedBytes);
  } else {
    for await (const chunk of sourceOf(path)) yield Buffer.from(chunk);
  }
}

function sourceOf(path: string): Readable {
  return path === STANDARD_INPUT ? Readable.from(inputBytes()) : createReadStream(path, { highWaterMark: 1024 * 1024 });
}

async function* within(stream: Readable, packedBytes: number): AsyncGenerator<Uint8Array> {
  const most = Math.max(FREE_BYTES, packedBytes * MOST_GROWTH);
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > most) {
      stream.destroy();
      throw new ArchiveBomb(`it unpacks to more than ${Math.round(most / 1024 / 1024)} MiB, more than ${MOST_GROWTH} times its size`);
    }
    yield bytes;
  }
}
