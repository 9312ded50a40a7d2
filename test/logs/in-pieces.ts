/** What takes a log piece by piece, in memory of its own. */
interface Reader {
  space(): Uint8Array;
  accept(length: number): void;
}

/** Gives a reader a log in pieces of the given sizes, again and again from the first. */
export function readInPieces(reader: Reader, log: string, pieces: readonly number[]): void {
  const bytes = Buffer.from(log, 'latin1');
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const space = reader.space();
    const length = Math.min(pieces[turn % pieces.length] ?? 1, space.length, bytes.length - at);
    space.set(bytes.subarray(at, at + length));
    reader.accept(length);
    at += length;
  }
}
