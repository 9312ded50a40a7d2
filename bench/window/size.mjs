// How large the built window is, compressed as a web server would send it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** All of the window has to be smaller than this, in bytes. */
export const MOST_BYTES = 180_000;

/**
 * @param {string} folder the built window
 * @returns {{file: string, bytes: number}[]} every file in brotli, the largest first
 */
export function brotliSizes(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => ({
    file: name,
    bytes: brotliCompressSync(readFileSync(join(parentPath, name))).length,
  }));
  return files.sort((one, other) => other.bytes - one.bytes);
}
