import { decodeBytes } from '../logs/byte-table.ts';
import { FoldedTable } from './folded-table.ts';

/** A name that more than one account holds. */
export interface DuplicateSpn {
  /** As the account that was read last writes it. */
  readonly spn: string;
  /** Distinguished names, in the order in which they were read. */
  readonly accounts: readonly string[];
}

/** Who holds which service principal name, for as many as a forest has. The same account in two lists is one. */
export class SpnHolders {
  readonly #spns = new FoldedTable();
  readonly #accounts = new FoldedTable();
  /** By account: its distinguished name as it is first written, one after another. */
  #names = Buffer.allocUnsafe(1 << 20);
  readonly #nameEnds: number[] = [];
  /** By name: the account that was read first with it. */
  #holders = new Int32Array(1 << 12);
  readonly #duplicates = new Map<number, { spn: string; readonly accounts: number[] }>();
  #account = -1;
  /** How many names were read, those that come again included. */
  values = 0;
  /** Names outside of any account. */
  stray = 0;

  get accounts(): number {
    return this.#accounts.size;
  }

  get names(): number {
    return this.#spns.size;
  }

  /** What is added from here on belongs to this account. */
  beginAccount(bytes: Uint8Array, from: number, to: number): void {
    this.#account = this.#accounts.idOf(bytes, from, to);
    if (this.#account < this.#nameEnds.length) return;
    const end = this.#nameEnds.at(-1) ?? 0;
    if (end + to - from > this.#names.length) {
      const more = Buffer.allocUnsafe((this.#names.length + to - from) * 2);
      more.set(this.#names);
      this.#names = more;
    }
    this.#names.set(bytes.subarray(from, to), end);
    this.#nameEnds.push(end + to - from);
  }

  endAccount(): void {
    this.#account = -1;
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    if (this.#account < 0) {
      this.stray++;
      return;
    }
    this.values++;
    const before = this.#spns.size;
    const id = this.#spns.idOf(bytes, from, to);
    if (id === before) this.#hold(id);
    else if (this.#holders[id] !== this.#account) this.#share(id, decodeBytes(bytes.subarray(from, to)));
  }

  /** Sorted by name. */
  duplicates(): readonly DuplicateSpn[] {
    return [...this.#duplicates.values()]
      .map(({ spn, accounts }) => ({ spn, accounts: accounts.map((id) => this.#nameOf(id)) }))
      .sort((a, b) => (a.spn.toLowerCase() < b.spn.toLowerCase() ? -1 : 1));
  }

  #nameOf(account: number): string {
    return decodeBytes(this.#names.subarray(this.#nameEnds[account - 1] ?? 0, this.#nameEnds[account] ?? 0));
  }

  #hold(id: number): void {
    if (id >= this.#holders.length) {
      const more = new Int32Array(this.#holders.length * 2);
      more.set(this.#holders);
      this.#holders = more;
    }
    this.#holders[id] = this.#account;
  }

  #share(id: number, spn: string): void {
    const known = this.#duplicates.get(id);
    if (known === undefined) this.#duplicates.set(id, { spn, accounts: [this.#holders[id] ?? 0, this.#account] });
    else if (!known.accounts.includes(this.#account)) {
      known.accounts.push(this.#account);
      known.spn = spn;
    }
  }
}
