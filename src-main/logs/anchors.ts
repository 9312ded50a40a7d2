import { findTables } from './scan-memory.ts';

/** A text to look for in any letter case, and which three of its letters the scan finds. */
interface Anchor {
  /** Lower case. */
  readonly bytes: Uint8Array;
  readonly lettersAt: number;
}

/** The beginnings of what makes an event: three bytes each. */
const STRUCTURE = ['<ev', '</e', '<!['];
/** Bits of the tables; the first is the structure's. */
const SETS = 8;

/** Looks for many texts at once: the scan finds three letters of each, and this says whether the text stands around them. */
export class Anchors {
  readonly tables: Uint8Array;
  /** By the first of the three letters, in lower case. */
  readonly #byLetter: (readonly Anchor[])[] = [];

  /** In: texts with three letters in brackets: `authentication le[vel]`. */
  constructor(texts: readonly string[]) {
    const anchors = texts.map(readAnchor);
    const letters = [...new Set(anchors.map(({ bytes, lettersAt }) => textOf(bytes.subarray(lettersAt, lettersAt + 3))))];
    const sets: string[][] = [STRUCTURE];
    // Groups that share a set are found as their mixtures too, so those that begin alike come together.
    [...letters].sort().forEach((group, at) => {
      const set = 1 + Math.floor((at * (SETS - 1)) / letters.length);
      sets[set] = [...(sets[set] ?? []), group];
    });
    this.tables = findTables(sets);
    for (const anchor of anchors) {
      const letter = anchor.bytes[anchor.lettersAt] ?? 0;
      this.#byLetter[letter] = [...(this.#byLetter[letter] ?? []), anchor];
    }
  }

  /** In: bytes, and where the scan found something. Out: whether one of the texts stands there, from `floor` on and before `end`. */
  standsAt(bytes: Uint8Array, at: number, floor: number, end: number): boolean {
    const anchors = this.#byLetter[lower(bytes[at] ?? 0)];
    if (anchors === undefined) return false;
    for (const anchor of anchors) {
      const from = at - anchor.lettersAt;
      if (from >= floor && from + anchor.bytes.length <= end && isText(bytes, from, anchor.bytes)) return true;
    }
    return false;
  }
}

function readAnchor(text: string): Anchor {
  const lettersAt = text.indexOf('[');
  const plain = text.replace('[', '').replace(']', '').toLowerCase();
  if (lettersAt < 0 || text.indexOf(']') !== lettersAt + 4) throw new Error(`No three letters in brackets: ${text}`);
  return { bytes: Buffer.from(plain, 'latin1'), lettersAt };
}

function isText(bytes: Uint8Array, from: number, text: Uint8Array): boolean {
  for (let at = 0; at < text.length; at++) {
    if (lower(bytes[from + at] ?? 0) !== text[at]) return false;
  }
  return true;
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
