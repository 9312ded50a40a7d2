/** No attribute that is looked for is longer; a longer line is dropped and counted. */
const LONGEST_LINE = 1024 * 1024;
const CHUNK = 1024 * 1024;
const [LINE_FEED, RETURN, BLANK] = [10, 13, 32];

/** What takes lines: the bytes of one without its end. They hold until the next line. */
export type TakeLine = (bytes: Buffer, from: number, to: number) => void;

/** Bytes in pieces of any size to lines; those of LDIF that go on behind a blank are put together. */
export class ListLines {
  readonly #take: TakeLine;
  readonly #unfolds: boolean;
  #bytes = Buffer.allocUnsafe(LONGEST_LINE + CHUNK);
  #held = 0;
  /** Whether what comes up to the next end of a line belongs to one that was too long. */
  #isDropping = false;
  /** Lines that were too long to be read. */
  tooLong = 0;

  constructor(take: TakeLine, unfolds: boolean) {
    this.#take = take;
    this.#unfolds = unfolds;
  }

  /** Where the next bytes go, at most `CHUNK`. */
  space(): Uint8Array {
    return this.#bytes.subarray(this.#held, this.#held + CHUNK);
  }

  accept(length: number): void {
    this.#read(this.#held + length, false);
  }

  end(): void {
    this.#read(this.#held, true);
    this.#held = 0;
  }

  #read(end: number, isEnd: boolean): void {
    const bytes = this.#bytes;
    let start = 0;
    while (start < end) {
      let feed = bytes.indexOf(LINE_FEED, start);
      if (feed < 0 || feed >= end) feed = end;
      // Whether the line goes on is known only when the next byte is there.
      if (!isEnd && feed + 1 >= end) break;
      if (this.#unfolds && bytes[feed + 1] === BLANK && feed + 1 < end) {
        const next = this.#unfold(start, end, isEnd);
        if (next < 0) break;
        start = next;
        continue;
      }
      if (!this.#isDropping) this.#take(bytes, start, feed > start && bytes[feed - 1] === RETURN ? feed - 1 : feed);
      this.#isDropping = false;
      start = feed + 1;
    }
    this.#keep(Math.min(start, end), end);
  }

  /** Out: where the next line begins; −1 where the end of this one is not there yet. */
  #unfold(start: number, end: number, isEnd: boolean): number {
    const parts: Buffer[] = [];
    for (let from = start; ; ) {
      let feed = this.#bytes.indexOf(LINE_FEED, from);
      if (feed < 0 || feed >= end) feed = end;
      if (!isEnd && feed + 1 >= end) return -1;
      parts.push(this.#bytes.subarray(from, this.#bytes[feed - 1] === RETURN ? feed - 1 : feed));
      if (feed + 1 >= end || this.#bytes[feed + 1] !== BLANK) {
        const line = Buffer.concat(parts);
        this.#take(line, 0, line.length);
        return feed + 1;
      }
      from = feed + 2;
    }
  }

  #keep(start: number, end: number): void {
    if (end - start > LONGEST_LINE) {
      if (!this.#isDropping) this.tooLong++;
      this.#isDropping = true;
      this.#held = 0;
      return;
    }
    this.#bytes.copyWithin(0, start, end);
    this.#held = end - start;
  }
}
