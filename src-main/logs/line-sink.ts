const LONGEST_LINE = 64 * 1024;
const CHUNK = 64 * 1024;

/** Bytes to lines, a character a byte. A line that is longer than any row comes cut off. */
export class LineSink {
  readonly #bytes = Buffer.alloc(LONGEST_LINE + CHUNK);
  readonly #onLine: (line: string) => void;
  #held = 0;
  #isDropping = false;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  space(): Uint8Array {
    return this.#bytes.subarray(this.#held);
  }

  accept(length: number): void {
    const end = this.#held + length;
    let start = 0;
    for (let feed = this.#bytes.indexOf(10); feed >= 0 && feed < end; feed = this.#bytes.indexOf(10, start)) {
      this.#line(start, feed);
      start = feed + 1;
    }
    this.#bytes.copyWithin(0, start, end);
    this.#held = end - start;
    if (this.#held <= LONGEST_LINE) return;
    this.#line(0, LONGEST_LINE);
    this.#isDropping = true;
    this.#held = 0;
  }

  end(): void {
    if (this.#held > 0) this.#line(0, this.#held);
    this.#held = 0;
    this.#isDropping = false;
  }

  #line(start: number, end: number): void {
    if (!this.#isDropping) this.#onLine(this.#bytes.toString('latin1', start, Math.min(end, start + LONGEST_LINE)));
    this.#isDropping = false;
  }
}
