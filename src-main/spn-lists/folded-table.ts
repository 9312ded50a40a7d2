import { decodeBytes } from '../logs/byte-table.ts';

/**
 * Gives each name a number, from 0 up, whatever its letter case. Made for millions: four bytes a slot, four for the hash and four for
 * where the bytes begin, and no string is made of a name that nobody asks for.
 */
export class FoldedTable {
  #arena = Buffer.allocUnsafe(1 << 20);
  #slots = new Int32Array(1 << 12);
  #hashes = new Int32Array(1 << 11);
  #starts = new Int32Array((1 << 11) + 1);
  size = 0;

  /** In: the range [from, to) of bytes in UTF-8, or in the code page of Western Windows. */
  idOf(bytes: Uint8Array, from: number, to: number): number {
    const start = this.#starts[this.size] ?? 0;
    this.#makeRoom(start + to - from);
    const arena = this.#arena;
    let hash = 0x811c9dc5;
    let above = 0;
    for (let at = from, own = start; at < to; at++, own++) {
      let byte = bytes[at] ?? 0;
      above |= byte;
      if (byte >= 65 && byte <= 90) byte += 32;
      arena[own] = byte;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    if (above >= 0x80) return this.#idOfText(decodeBytes(bytes.subarray(from, to)));
    return this.#find(start, to - from, hash ^ (hash >>> 15));
  }

  textOf(id: number): string {
    return decodeBytes(this.#arena.subarray(this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0));
  }

  /** Beyond ASCII letters are folded as JavaScript folds them. */
  #idOfText(text: string): number {
    const start = this.#starts[this.size] ?? 0;
    const folded = Buffer.from(text.toLowerCase());
    this.#makeRoom(start + folded.length);
    this.#arena.set(folded, start);
    let hash = 0x811c9dc5;
    for (const byte of folded) hash = Math.imul(hash ^ byte, 0x01000193);
    return this.#find(start, folded.length, hash ^ (hash >>> 15));
  }

  /** In: where the name waits behind all others. Out: its number; a new one where it is new, and then it stays there. */
  #find(start: number, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] ?? 0) - 1;
      if (id < 0) return this.#add(start + length, slot, hash);
      if (this.#hashes[id] === hash && this.#isSame(id, start, length)) return id;
    }
  }

  #isSame(id: number, start: number, length: number): boolean {
    const own = this.#starts[id] ?? 0;
    if ((this.#starts[id + 1] ?? 0) - own !== length) return false;
    const arena = this.#arena;
    for (let at = 0; at < length; at++) if (arena[own + at] !== arena[start + at]) return false;
    return true;
  }

  #add(end: number, slot: number, hash: number): number {
    const id = this.size++;
    this.#slots[slot] = id + 1;
    this.#hashes[id] = hash;
    this.#starts[id + 1] = end;
    if (this.size * 2 > this.#slots.length) this.#widen();
    return id;
  }

  #widen(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
    this.#hashes = wider(this.#hashes, slots.length / 2);
    this.#starts = wider(this.#starts, slots.length / 2 + 1);
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#arena.length) return;
    const more = Buffer.allocUnsafe(Math.max(bytes, this.#arena.length + (this.#arena.length >> 1)));
    more.set(this.#arena);
    this.#arena = more;
  }
}

function wider(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(length);
  more.set(from);
  return more;
}
