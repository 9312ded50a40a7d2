import { closeSync, openSync, readSync } from 'node:fs';
import type { LogPart } from './log-part.ts';

/** How far behind the middle the end of a row or event is looked for. */
const ROW_REACH = 512 * 1024;
const EVENT_REACH = 8 * 1024 * 1024;

/**
 * Divides the logs into two lanes of about the same size, in their order. A plain file is cut at the end of a row or of an event.
 * Out: `undefined` where it is not worth a second worker, or where nothing can be cut.
 */
export function splitLanes(parts: readonly LogPart[], splitAbove: number): readonly [readonly LogPart[], readonly LogPart[]] | undefined {
  const total = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  if (total <= splitAbove) return undefined;
  let before = 0;
  for (const [at, part] of parts.entries()) {
    const size = part.to - part.from;
    if (before + size <= total / 2) {
      before += size;
      continue;
    }
    const cut = cutOf(part, part.from + Math.floor(total / 2 - before));
    if (cut !== undefined) {
      const [first, second] = [
        { ...part, to: cut, isLast: false },
        { ...part, from: cut },
      ];
      return [
        [...parts.slice(0, at), first],
        [second, ...parts.slice(at + 1)],
      ];
    }
    const boundary = before === 0 || (at + 1 < parts.length && total / 2 - before > size / 2) ? at + 1 : at;
    return boundary === 0 || boundary === parts.length ? undefined : [parts.slice(0, boundary), parts.slice(boundary)];
  }
  return undefined;
}

/** Where a part can be cut: at the first end of a row or event at or after `middle`; `undefined` where it cannot. */
function cutOf(part: LogPart, middle: number): number | undefined {
  if (part.packing !== 'none' || part.isUtf16 || part.kind === 'httperr-log') return undefined;
  // A log without dates tells its day above, so its second half could not tell it.
  if (part.kind === 'iis-log' && !/\sdate(\s|$)/i.test(part.fields)) return undefined;
  const found = part.kind === 'iis-log' ? endOf(part, middle, '\n', ROW_REACH) : endOf(part, middle, ']]></event>', EVENT_REACH);
  return found === undefined || found >= part.to ? undefined : found;
}

function endOf({ path, to }: LogPart, middle: number, mark: string, reach: number): number | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(Math.min(reach, to - middle));
      const length = readSync(file, bytes, 0, bytes.length, middle);
      const at = bytes.subarray(0, length).indexOf(mark);
      return at < 0 ? undefined : middle + at + mark.length;
    } finally {
      closeSync(file);
    }
  } catch {
    // What cannot be read here is told by whoever reads it as a whole.
    return undefined;
  }
}
