import type { ByteSink } from './read-part.ts';

/** An event that is longer has lost its end. */
const LONGEST_EVENT = 4 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Bytes to the events of an Altiris log, a character a byte, with the line that each begins on: for the few that somebody wants to see. */
export class AltirisEvents implements ByteSink {
  readonly #bytes = Buffer.alloc(LONGEST_EVENT + CHUNK);
  readonly #onEvent: (event: string, line: number) => void;
  #held = 0;
  #line = 1;

  constructor(onEvent: (event: string, line: number) => void) {
    this.#onEvent = onEvent;
  }

  space(): Uint8Array {
    return this.#bytes.subarray(this.#held, this.#held + CHUNK);
  }

  accept(length: number): void {
    const text = this.#bytes.toString('latin1', 0, this.#held + length);
    const closing = /\]\]>\s*<\/event>/gi;
    let start = 0;
    for (let end = closing.exec(text); end !== null; end = closing.exec(text)) {
      const next = end.index + end[0].length;
      this.#tell(text, start, next);
      start = next;
    }
    if (text.length - start > LONGEST_EVENT) start = text.length;
    this.#bytes.copyWithin(0, start, text.length);
    this.#held = text.length - start;
  }

  /** In: text up to the end of an event; the event begins at the last opening tag that is followed by CDATA. */
  #tell(text: string, from: number, to: number): void {
    const stretch = text.slice(from, to);
    const opening = /<event\s(?:[^'"<>]|'[^']*'|"[^"]*")*>\s*<!\[CDATA\[/i.exec(stretch);
    if (opening !== null) this.#onEvent(stretch.slice(opening.index), this.#line + lineFeeds(stretch, opening.index));
    this.#line += lineFeeds(stretch, stretch.length);
  }
}

function lineFeeds(text: string, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
