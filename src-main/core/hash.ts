import { createHash } from 'node:crypto';

/** In: any text. Out: its SHA-256 over UTF-8, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
