/** A text as the stand-in programs send it, see `Words.cs`: base64 of UTF-16. */
export function writeWord(text: string): string {
  return Buffer.from(text, 'utf16le').toString('base64');
}

export function readWord(word: string): string {
  return Buffer.from(word, 'base64').toString('utf16le');
}
