import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { say } from '../../flows/language/say.ts';
import { readReason } from '../core/read-reasons.ts';
import type { LogPart, Trouble } from './log-part.ts';
import { STANDARD_INPUT } from './log-part.ts';
import { ArchiveBomb, streamPart } from './part-stream.ts';

/** What takes bytes: every reader of logs. */
export interface ByteSink {
  space(): Uint8Array;
  accept(length: number): void;
}

export interface Reading {
  /** Told how many bytes more were read, as they lie on the disk. */
  readonly onBytes: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** After so many bytes other work of this thread gets its turn: Ctrl+C, the progress on the terminal. */
const BREATH_BYTES = 16 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Hands the bytes of a part to a reader. Out: what kept it from being read wholly; throws what is a bug, and the signal's reason. */
export async function readPart(part: LogPart, sink: ByteSink, reading: Reading): Promise<Trouble | undefined> {
  try {
    if (part.packing === 'none' && !part.isUtf16 && part.path !== STANDARD_INPUT) return await readPlain(part, sink, reading);
    let before = 0;
    for await (const bytes of streamPart(part)) {
      reading.signal?.throwIfAborted();
      fill(sink, bytes);
      // Of an archive only the end is known: what comes out is taken for a fixed part of what went in.
      const packed = part.packing === 'none' ? bytes.length : Math.min(bytes.length / 12, part.to - part.from - before);
      before += packed;
      reading.onBytes(packed);
    }
    return undefined;
  } catch (error) {
    reading.signal?.throwIfAborted();
    return { name: part.name, why: reasonFor(error), isPartial: true };
  }
}

async function readPlain(part: LogPart, sink: ByteSink, { onBytes, signal }: Reading): Promise<Trouble | undefined> {
  const file = openSync(part.path, 'r');
  try {
    let sinceBreath = 0;
    for (let at = part.from; at < part.to; ) {
      const space = sink.space();
      const length = readSync(file, space, 0, Math.min(space.length, CHUNK, part.to - at), at);
      if (length === 0)
        return { name: part.name, why: say`it became shorter while it was read: ${part.to - at} bytes are gone`, isPartial: true };
      sink.accept(length);
      onBytes(length);
      at += length;
      sinceBreath += length;
      if (sinceBreath < BREATH_BYTES) continue;
      sinceBreath = 0;
      await breathe();
      signal?.throwIfAborted();
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** Copies bytes of any length into a reader's space. */
function fill(sink: ByteSink, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const space = sink.space();
    const length = Math.min(space.length, bytes.length - at);
    space.set(bytes.subarray(at, at + length));
    sink.accept(length);
    at += length;
  }
}

/** A log was there when it was found; an archive can be damaged in itself. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: say`it is not there any more`,
  Z_BUF_ERROR: say`the archive ends too early: it was cut off`,
  Z_DATA_ERROR: say`the archive is damaged`,
};

/** In: an error of reading. Out: why, in words. A bug is thrown on. */
export function reasonFor(error: unknown): string {
  if (error instanceof ArchiveBomb) return error.message;
  if (!(error instanceof Error)) throw error;
  if (!('code' in error) && (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)) throw error;
  const known = 'code' in error && typeof error.code === 'string' ? REASONS[error.code] : undefined;
  return known ?? readReason(error);
}
