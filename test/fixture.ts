import { readFileSync } from 'node:fs';
import { decodeText } from '../src-main/core/decode-text.ts';

/** In: a folder and a file of `test/fixtures`. Out: the file's text, decoded as the shells decode it. */
export function fixture(server: string, file: string): string {
  const decoded = decodeText(fixtureBytes(server, file));
  if (!decoded.ok) throw new Error(`${server}/${file} is no text`);
  return decoded.value;
}

export function fixtureBytes(server: string, file: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${server}/${file}`, import.meta.url));
}

export const SERVERS = ['smp-server', 'upgraded-server', 'hosting-server', 'no-windows-authentication', 'utf16-server'] as const;
