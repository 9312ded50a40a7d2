import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { recogniseLog } from '../../flows/logs/log-format.ts';
import type { LogPart } from '../../src-main/logs/log-part.ts';

/** A folder of its own for a test, gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kerbwise-logs-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a log, a character a byte, and describes it as `findLogs` does. */
export function writeLog(folder: string, name: string, text: string): LogPart {
  const path = join(folder, name);
  writeFileSync(path, text, 'latin1');
  const found = recogniseLog(text);
  if (found.kind === 'refused') throw new Error(`${name}: ${found.why}`);
  return {
    name: path,
    path,
    kind: found.kind,
    packing: 'none',
    entry: 0,
    group: found.kind,
    begins: '',
    fields: found.fields,
    writtenAt: '2026-06-01T00:00:00',
    isUtf16: false,
    from: 0,
    to: statSync(path).size,
    isLast: true,
  };
}

export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Written instead of the real size, as archives do that lie. */
  readonly saidSize?: number;
}

/** A zip archive with exactly these names: real tools refuse to write some of them. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, saidSize } of members) {
    const packed = deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(0, 6);
    shared.writeUInt16LE(((2026 - 1980) << 9) | (6 << 5) | 1, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(saidSize ?? bytes.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, nameBytes, packed]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), shared, central, nameBytes]));
    files.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, list, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}
