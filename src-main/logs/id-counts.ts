import type { Counts } from '../../flows/logs/counts.ts';
import type { ByteTable } from './byte-table.ts';

/** How often each number of a `ByteTable` was seen. */
export class IdCounts {
  #counts = new Int32Array(1024);

  add(id: number): void {
    if (id >= this.#counts.length) {
      const wider = new Int32Array((id + 1) * 2);
      wider.set(this.#counts);
      this.#counts = wider;
    }
    this.#counts[id] = (this.#counts[id] ?? 0) + 1;
  }

  /** The same by name. Two sequences of bytes that read alike are one name. */
  named(table: ByteTable): Counts {
    const named: Counts = new Map();
    for (let id = 0; id < table.size && id < this.#counts.length; id++) {
      const count = this.#counts[id] ?? 0;
      if (count === 0) continue;
      const name = table.textOf(id);
      named.set(name, (named.get(name) ?? 0) + count);
    }
    return named;
  }
}
