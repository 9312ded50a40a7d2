import { unauthorizedKey } from '../../flows/logs/status-codes.ts';
import type { Seen } from '../../flows/logs/w3c-tally.ts';

interface Code {
  readonly substatus: number;
  readonly win32: number;
  count: number;
  first: number;
  last: number;
}

const FIRST = 6;

/** Gives each pair of substatus and Win32 status of a 401 a number, and counts it. */
export class CodeTable {
  readonly #codes: Code[] = [];
  readonly #ids = new Map<number, Map<number, number>>();

  idOf(substatus: number, win32: number): number {
    // Nearly all rows have one of the first few codes.
    for (let id = 0; id < this.#codes.length && id < FIRST; id++) {
      const code = this.#codes[id];
      if (code !== undefined && code.win32 === win32 && code.substatus === substatus) return id;
    }
    const pairs = this.#ids.get(substatus) ?? new Map<number, number>();
    const known = pairs.get(win32);
    if (known !== undefined) return known;
    this.#ids.set(substatus, pairs.set(win32, this.#codes.length));
    return this.#codes.push({ substatus, win32, count: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY }) - 1;
  }

  count(id: number, seconds: number): void {
    const code = this.#codes[id];
    if (code === undefined) return;
    code.count++;
    if (seconds < code.first) code.first = seconds;
    if (seconds > code.last) code.last = seconds;
  }

  readonly codeOf = (id: number): { readonly substatus: number; readonly win32: number } => {
    const code = this.#codes[id];
    if (code === undefined) throw new Error(`There is no code ${id}`);
    return code;
  };

  /** Codes that were counted, by `unauthorizedKey`. */
  seen(): Map<string, Seen> {
    const counted = this.#codes.filter(({ count }) => count > 0);
    return new Map(
      counted.map(({ substatus, win32, count, first, last }) => [unauthorizedKey(substatus, win32), { count, first, last }] as const),
    );
  }
}
