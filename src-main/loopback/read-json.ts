import type { IncomingMessage } from 'node:http';

const BODY_LIMIT_BYTES = 64 * 1024;

/** What a request carries, or the status that refuses it. */
export type Body = { readonly json: unknown; readonly status?: undefined } | { readonly status: 400 | 413 | 415 };

/** Reads a body of JSON; nothing beyond the limit is kept. */
export async function readJson(request: IncomingMessage): Promise<Body> {
  if (!/^application\/json(?:;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) return { status: 415 };
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) return { status: 400 };
    bytes += part.length;
    if (bytes > BODY_LIMIT_BYTES) return { status: 413 };
    parts.push(part);
  }
  try {
    return { json: JSON.parse(Buffer.concat(parts).toString('utf8')) };
  } catch {
    return { status: 400 };
  }
}
