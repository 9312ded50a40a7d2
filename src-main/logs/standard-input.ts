/** The standard input comes once: what was looked at is kept for whoever reads it. */
let chunks: AsyncIterator<unknown> | undefined;
const seen: Buffer[] = [];

/** The first bytes, at most about `length`; less where there is no more. */
export async function startOfInput(length: number): Promise<Uint8Array> {
  while (seen.reduce((sum, { byteLength }) => sum + byteLength, 0) < length) {
    const chunk = await nextChunk();
    if (chunk === undefined) break;
    seen.push(chunk);
  }
  return Buffer.concat(seen).subarray(0, length);
}

/** All of it, from the first byte. */
export async function* inputBytes(): AsyncGenerator<Buffer> {
  yield* seen.splice(0);
  for (let chunk = await nextChunk(); chunk !== undefined; chunk = await nextChunk()) yield chunk;
}

async function nextChunk(): Promise<Buffer | undefined> {
  chunks ??= process.stdin[Symbol.asyncIterator]();
  const { done, value } = await chunks.next();
  if (done === true) return undefined;
  return typeof value === 'string' || value instanceof Uint8Array ? Buffer.from(value) : undefined;
}
