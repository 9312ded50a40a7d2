import { failureCause } from './handshake-tally.ts';
import { Handshakes, type OpenRun, type Outcome } from './handshakes.ts';
import type { W3cRow } from './w3c-row.ts';

/** A sign-in with what belongs to it, whatever the caller kept of each row. */
export interface RunRows<Kept> {
  readonly outcome: Outcome;
  readonly client: string;
  readonly path: string;
  readonly agent: string;
  /** `LogCause` ids that count this run. */
  readonly causes: readonly string[];
  readonly rows: readonly Kept[];
}

/** Gives each text a number, from 0 up. */
class Numbers {
  readonly #ids = new Map<string, number>();
  readonly names: string[] = [];

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Follows sign-ins as the analysis does, by the same rules, and remembers the rows of each until it is over. */
export class W3cRuns<Kept> {
  readonly #clients = new Numbers();
  readonly #paths = new Numbers();
  readonly #agents = new Numbers();
  readonly #codes = new Numbers();
  readonly #open = new Map<string, Kept[]>();
  readonly #handshakes: Handshakes;
  readonly #ended: (run: RunRows<Kept>) => void;
  #answering: Kept | undefined;

  constructor(ended: (run: RunRows<Kept>) => void) {
    this.#ended = ended;
    this.#handshakes = new Handshakes(this.#codeOf, (run, outcome) => this.#end(run, outcome));
  }

  /** In: a row in the log's order; whether it is signed in; what is kept of it. */
  add(row: W3cRow, isSignedIn: boolean, kept: Kept): void {
    this.#handshakes.advance(row.seconds);
    if (row.status !== 401 && !isSignedIn) return;
    const client = this.#clients.idOf(row.client);
    if (row.status !== 401 && !this.#handshakes.hasOpen(client)) return;
    const [agent, path] = [this.#agents.idOf(row.agent), this.#paths.idOf(row.path)];
    if (row.status !== 401) {
      this.#answering = kept;
      this.#handshakes.addSignedIn(client, agent, path);
      this.#answering = undefined;
      return;
    }
    this.#handshakes.addUnauthorized(client, agent, path, this.#codes.idOf(`${row.substatus} ${row.win32}`));
    const key = keyOf(client, agent, path);
    const rows = this.#open.get(key);
    if (rows === undefined) this.#open.set(key, [kept]);
    else rows.push(kept);
  }

  /** The log has ended: what is open is cut off. */
  finish(): void {
    this.#handshakes.finish();
  }

  readonly #codeOf = (code: number): { readonly substatus: number; readonly win32: number } => {
    const [substatus = -1, win32 = -1] = (this.#codes.names[code] ?? '').split(' ').map(Number);
    return { substatus, win32 };
  };

  #end(run: OpenRun, outcome: Outcome): void {
    const key = keyOf(run.client, run.agent, run.path);
    const rows = this.#open.get(key) ?? [];
    this.#open.delete(key);
    this.#ended({
      outcome,
      client: this.#clients.names[run.client] ?? '',
      path: this.#paths.names[run.path] ?? '',
      agent: this.#agents.names[run.agent] ?? '',
      causes: this.#causesOf(run, outcome),
      rows: this.#answering === undefined ? rows : [...rows, this.#answering],
    });
  }

  #causesOf(run: OpenRun, outcome: Outcome): readonly string[] {
    if (outcome === 'failed') return [`iis.${failureCause(run, this.#codeOf)}`];
    if (outcome === 'unknown') return [];
    return [
      ...(run.refusal >= 0 ? ['iis.refused-then-signed-in'] : []),
      ...(run.legs === 1 && !run.middle ? ['iis.every-request-anew'] : []),
    ];
  }
}

function keyOf(client: number, agent: number, path: number): string {
  return `${client} ${agent} ${path}`;
}
