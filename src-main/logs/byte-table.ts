const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What windows-1252 has where latin1 has control characters, 0x80 to 0x9F. Node's own decoder leaves them as they are. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Decodes what Windows wrote: UTF-8, or where that does not fit the code page of Western Windows. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return text.replace(/[\u0080-\u009f]/g, (character) => WESTERN.charAt(character.charCodeAt(0) - 0x80));
  }
}

/**
 * Eight numbers a slot, side by side so that a look costs one line of the processor's cache: id + 1 (0 is free), length, the first eight
 * and the last eight bytes as four words (of up to 16 bytes these are all), where the bytes begin, hash.
 */
const SLOT = 8;
const LENGTH = 1;
const WORD_0 = 2;
const WORD_1 = 3;
const WORD_2 = 4;
const WORD_3 = 5;
const START = 6;
const HASH = 7;

/** Gives each distinct sequence of bytes a number, from 0 up, and keeps the bytes: no string is made while a log is read. */
export class ByteTable {
  #arena = Buffer.alloc(1 << 16);
  #words = new DataView(this.#arena.buffer, this.#arena.byteOffset);
  #slots = new Int32Array(1024 * SLOT);
  #mask = 1023;
  /** Where the bytes of an id begin; those of the next begin where they end. */
  #starts = new Int32Array(1024);
  size = 0;

  /**
   * In: memory as bytes and as words, the range [from, to) in it. Out: the number of these bytes.
   * Of any length at least eight, four words that may overlap are looked at first: most names are no longer than 16 bytes.
   */
  idOf(view: DataView, bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    let w0 = 0;
    let w1 = 0;
    let w2 = 0;
    let w3 = 0;
    if (length >= 8) {
      w0 = view.getInt32(from, true);
      w1 = view.getInt32(from + 4, true);
      w2 = view.getInt32(to - 8, true);
      w3 = view.getInt32(to - 4, true);
    } else if (length >= 4) {
      w0 = view.getInt32(from, true);
      w1 = view.getInt32(to - 4, true);
    } else {
      for (let at = from; at < to; at++) w0 = (w0 << 8) | (bytes[at] ?? 0);
    }
    let hash = Math.imul(w0 ^ length, 0x9e3779b1) + Math.imul(w1, 0x85ebca6b) + Math.imul(w2, 0xc2b2ae35) + Math.imul(w3, 0x27d4eb2f);
    for (let at = from + 8; at + 12 <= to; at += 4) hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 12;
    const slots = this.#slots;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT;
      const id = slots[at] ?? 0;
      if (id === 0) return this.#add(bytes, from, to, slot, [w0, w1, w2, w3], hash);
      if (
        slots[at + LENGTH] === length &&
        slots[at + WORD_3] === w3 &&
        slots[at + WORD_2] === w2 &&
        slots[at + WORD_1] === w1 &&
        slots[at + WORD_0] === w0 &&
        (length <= 16 || this.#hasMiddle(slots[at + START] ?? 0, view, from, to))
      ) {
        return id - 1;
      }
    }
  }

  bytesOf(id: number): Uint8Array {
    return this.#arena.subarray(this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0);
  }

  textOf(id: number): string {
    return decodeBytes(this.bytesOf(id));
  }

  /** The last word may reach into the last eight bytes, which are equal. */
  #hasMiddle(start: number, view: DataView, from: number, to: number): boolean {
    const words = this.#words;
    for (let at = from + 8, own = start + 8; at < to - 8; at += 4, own += 4) {
      if (view.getInt32(at, true) !== words.getInt32(own, true)) return false;
    }
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, slot: number, words: readonly number[], hash: number): number {
    const id = this.size++;
    const start = this.#starts[id] ?? 0;
    this.#makeRoom(start + to - from);
    this.#arena.set(bytes.subarray(from, to), start);
    this.#starts[id + 1] = start + to - from;
    this.#slots.set([id + 1, to - from, ...words, start, hash], slot * SLOT);
    if (this.size * 2 > this.#mask) this.#rehash();
    return id;
  }

  #makeRoom(bytes: number): void {
    if (bytes > this.#arena.length) {
      const wider = Buffer.alloc(bytes * 2);
      wider.set(this.#arena);
      this.#arena = wider;
      this.#words = new DataView(wider.buffer, wider.byteOffset);
    }
    if (this.size + 1 < this.#starts.length) return;
    const more = new Int32Array(this.#starts.length * 2);
    more.set(this.#starts);
    this.#starts = more;
  }

  #rehash(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#slots.length / SLOT - 1;
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at] === 0) continue;
      let slot = (old[at + HASH] ?? 0) & this.#mask;
      while (this.#slots[slot * SLOT] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots.set(old.subarray(at, at + SLOT), slot * SLOT);
    }
  }
}
