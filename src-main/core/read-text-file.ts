import { open, stat } from 'node:fs/promises';
import { say } from '../../flows/language/say.ts';
import { fail, type Result } from '../../flows/model/result.ts';
import { decodeText } from './decode-text.ts';
import { isMissing, readReason } from './read-reasons.ts';

const FILE_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Reads one file of text, whatever its encoding.
 * Out: its text; `file.missing`, `file.unreadable` with the reason, or `input.refused` where it is no file of a bearable size.
 */
export async function readTextFile(path: string): Promise<Result<string>> {
  const bytes = await readBytes(path);
  return bytes.ok ? decodeText(bytes.value, { what: path }) : bytes;
}

/** The size is that of the opened file, and never more than the limit is read: the file may grow meanwhile. */
export async function readBytes(path: string): Promise<Result<Uint8Array>> {
  try {
    // A pipe or a device would be waited for without end.
    if (!(await stat(path)).isFile()) return refuse(path, say`it is not a file`, say`Name a file`);
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > FILE_LIMIT_BYTES) return refuse(path, say`it is larger than ${FILE_LIMIT_BYTES} bytes`, say`Name a smaller file`);
      const bytes = new Uint8Array(size);
      const { bytesRead } = await file.read(bytes, 0, size, 0);
      return { ok: true, value: bytes.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: isMissing(error) ? 'file.missing' : 'file.unreadable', path, why: readReason(error) });
  }
}

function refuse(path: string, why: string, next: string): Result<never> {
  return fail({ code: 'input.refused', what: say`${path} is not read`, why, next });
}
