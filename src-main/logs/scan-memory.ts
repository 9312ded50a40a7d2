import { SCAN_MODULE } from './scan-module.ts';

/** Where in the module's memory things stand. */
const INPUT = 4096;
const TABLES = 64;
const PAGE = 65_536;
/** A block may reach over the end of the input. */
const SLACK = 128;

type Split = (from: number, to: number, blanks: number, rows: number) => void;
type Find = (from: number, to: number, out: number) => number;

let compiled: WebAssembly.Module | undefined;

/**
 * Bytes that are scanned by scan.wat: a window of `capacity` bytes, filled by the caller from its start.
 * Positions in the answers count from the start of `bytes`.
 */
export class ScanMemory {
  /** The module's whole memory: a position of an answer is an index here. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly #counts: Int32Array;
  readonly #split: Split;
  readonly #find: Find;
  readonly #firstOut: number;
  readonly #secondOut: number;
  readonly start = INPUT;
  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#firstOut = (INPUT + capacity + SLACK + 7) & ~7;
    this.#secondOut = this.#firstOut + capacity * 4 + SLACK;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((this.#secondOut + capacity * 8 + SLACK) / PAGE) });
    compiled ??= new WebAssembly.Module(Buffer.from(SCAN_MODULE, 'base64'));
    const { split, find } = new WebAssembly.Instance(compiled, { js: { memory } }).exports;
    if (!isSplit(split) || !isFind(find)) throw new Error('scan-module.ts does not hold what scan.wat exports');
    this.#split = split;
    this.#find = find;
    this.bytes = new Uint8Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.#counts = new Int32Array(memory.buffer, 0, 4);
  }

  /** Where the blanks and the ends of rows are in the first `length` bytes of the window. */
  split(length: number): SplitRows {
    this.bytes.fill(0, INPUT + length, INPUT + length + SLACK);
    this.#split(INPUT, INPUT + length, this.#firstOut, this.#secondOut);
    const [blanks = 0, rows = 0, double = 0] = this.#counts;
    return {
      blanks: new Int32Array(this.bytes.buffer, this.#firstOut, blanks),
      rows: new Int32Array(this.bytes.buffer, this.#secondOut, rows * 2),
      hasDoubleBlank: double !== 0,
    };
  }

  /** Where one of the groups of three bytes may begin in the first `length` bytes of the window; see `findTables`. */
  find(length: number): Int32Array {
    this.bytes.fill(0, INPUT + length, INPUT + length + SLACK);
    const hits = this.#find(INPUT, INPUT + length, this.#firstOut);
    return new Int32Array(this.bytes.buffer, this.#firstOut, hits);
  }

  setTables(tables: Uint8Array): void {
    this.bytes.set(tables, TABLES);
  }

  /** Moves the bytes from `at` up to `end` to the start of the window: what is not finished waits there for more. Out: how many. */
  keep(at: number, end: number): number {
    if (at > INPUT) this.bytes.copyWithin(INPUT, at, end);
    return end - at;
  }

  /** Where bytes go that come behind the first `held` of the window. */
  space(held: number): Uint8Array {
    return this.bytes.subarray(INPUT + held, INPUT + this.capacity);
  }
}

export interface SplitRows {
  readonly blanks: Int32Array;
  /** Pairs: the position of a line feed, and how many blanks stand before it. */
  readonly rows: Int32Array;
  readonly hasDoubleBlank: boolean;
}

/**
 * The tables with which `find` looks for groups of three bytes, in any letter case.
 * In: up to eight sets of groups; a set in which groups differ in more than one byte also finds their mixtures, which the caller sorts out.
 */
export function findTables(sets: readonly (readonly string[])[]): Uint8Array {
  const tables = new Uint8Array(96);
  sets.forEach((groups, bit) => {
    for (const group of groups) {
      for (let at = 0; at < 3; at++) {
        for (const character of [group.charAt(at).toLowerCase(), group.charAt(at).toUpperCase()]) {
          const byte = character.charCodeAt(0);
          setBit(tables, at * 32 + (byte & 15), bit);
          setBit(tables, at * 32 + 16 + (byte >> 4), bit);
        }
      }
    }
  });
  return tables;
}

function setBit(tables: Uint8Array, at: number, bit: number): void {
  tables[at] = (tables[at] ?? 0) | (1 << bit);
}

function isSplit(value: unknown): value is Split {
  return typeof value === 'function';
}

function isFind(value: unknown): value is Find {
  return typeof value === 'function';
}
