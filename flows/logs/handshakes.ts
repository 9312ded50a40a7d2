import { explainUnauthorized } from './status-codes.ts';

/** How long a run waits for its next row: what comes later belongs to another sign-in. Source: the contract. */
export const WINDOW_SECONDS = 30;

/** A run of rows of one client, agent and path that began with a 401 and is not over. Names are numbers; whoever reads the log knows them. */
export interface OpenRun {
  readonly client: number;
  readonly agent: number;
  readonly path: number;
  readonly first: number;
  last: number;
  /** Its 401s so far. */
  legs: number;
  /** The code of its last 401. */
  code: number;
  /** The code of its last 401 that was a refusal; −1 where none was. */
  refusal: number;
  /** Whether one of its 401s was NTLM's middle leg. */
  middle: boolean;
  /** Whether all of its 401s were ordinary challenges. */
  plain: boolean;
}

export type Outcome = 'completed' | 'failed' | 'unknown';
export type RunEnded = (run: OpenRun, outcome: Outcome) => void;
/** Substatus and Win32 status by the number under which a code is known here. */
export type CodeOf = (code: number) => { readonly substatus: number; readonly win32: number };

/** What was not over where a part of a log ended: where the next part goes on. */
export interface OpenHandshakes {
  readonly clock: number;
  readonly runs: readonly OpenRun[];
}

interface LinkedRun extends OpenRun {
  before: LinkedRun | undefined;
  after: LinkedRun | undefined;
  /** The next run in the same bucket. */
  beside: LinkedRun | undefined;
}

/** Buckets at first; there are never fewer than open runs. */
const BUCKETS = 1024;

/**
 * Follows handshakes through the rows of a log, in the log's order.
 *
 * A run is the rows of one client, agent and path with no gap of more than 30 s. It is completed by the first row that is not a 401 and
 * has a user; a row without one neither answers nor ends it. It has failed when 30 s pass without a row, and when a fresh challenge
 * follows a refusal, or follows the run's first row by more than 30 s: the client has begun anew. It is unknown where the log ends first.
 * A run of challenges alone is also completed by a signed-in row of the same client and path under another agent's name.
 *
 * Rows are logged when they end, so a time may lie a little before the row above: it then counts as that row's. A jump back of more than
 * 30 s is another log: every run is cut off there.
 */
export class Handshakes {
  readonly #codeOf: CodeOf;
  readonly #ended: RunEnded;
  /** Open runs by client and path, those of a bucket in the order of their last rows. A Map with a key of both costs twice the time. */
  #buckets: (LinkedRun | undefined)[] = new Array<LinkedRun | undefined>(BUCKETS).fill(undefined);
  #runs = 0;
  #openOfClient = new Int32Array(1024);
  readonly #kinds: (ReturnType<typeof explainUnauthorized>['kind'] | undefined)[] = [];
  #oldest: LinkedRun | undefined;
  #newest: LinkedRun | undefined;
  #clock = Number.NEGATIVE_INFINITY;

  constructor(codeOf: CodeOf, ended: RunEnded, from?: OpenHandshakes) {
    this.#codeOf = codeOf;
    this.#ended = ended;
    if (from === undefined) return;
    this.#clock = from.clock;
    for (const run of from.runs) this.#append({ ...run, before: undefined, after: undefined, beside: undefined });
  }

  /** To be called with the time of every row, before the row itself. */
  advance(time: number): void {
    if (time <= this.#clock) {
      if (this.#clock - time <= WINDOW_SECONDS) return;
      while (this.#oldest !== undefined) this.#end(this.#oldest, 'unknown');
    }
    this.#clock = time;
    while (this.#oldest !== undefined && time - this.#oldest.last > WINDOW_SECONDS) this.#end(this.#oldest, 'failed');
  }

  /** Whether a row of this client that is not a 401 can matter: most cannot. */
  hasOpen(client: number): boolean {
    return (this.#openOfClient[client] ?? 0) > 0;
  }

  addUnauthorized(client: number, agent: number, path: number, code: number): void {
    const kind = this.#kindOf(code);
    const open = this.#runOf(client, agent, path);
    if (open !== undefined && kind === 'challenge' && (open.refusal >= 0 || this.#clock - open.first > WINDOW_SECONDS)) {
      this.#end(open, 'failed');
      this.#begin(client, agent, path, code, kind);
    } else if (open === undefined) {
      this.#begin(client, agent, path, code, kind);
    } else {
      open.last = this.#clock;
      open.legs++;
      open.code = code;
      if (kind === 'failure') open.refusal = code;
      if (kind === 'middle') open.middle = true;
      if (kind !== 'challenge') open.plain = false;
      this.#toEnd(open);
    }
  }

  /** A row that is not a 401 and has a user. */
  addSignedIn(client: number, agent: number, path: number): void {
    const answered = this.#runOf(client, agent, path) ?? this.#plainRunOf(client, path);
    if (answered !== undefined) this.#end(answered, 'completed');
  }

  /** What is not over, the oldest first. */
  open(): OpenHandshakes {
    const runs: OpenRun[] = [];
    for (let run = this.#oldest; run !== undefined; run = run.after) {
      const { before: _, after: __, beside: ___, ...plain } = run;
      runs.push(plain);
    }
    return { clock: this.#clock, runs };
  }

  /** The log has ended: what is open is cut off. */
  finish(): void {
    while (this.#oldest !== undefined) this.#end(this.#oldest, 'unknown');
  }

  #runOf(client: number, agent: number, path: number): LinkedRun | undefined {
    let run = this.#buckets[this.#bucketOf(client, path)];
    while (run !== undefined && !(run.agent === agent && run.path === path && run.client === client)) run = run.beside;
    return run;
  }

  /** Of the runs of challenges alone that one whose last row is the oldest. */
  #plainRunOf(client: number, path: number): LinkedRun | undefined {
    let run = this.#buckets[this.#bucketOf(client, path)];
    while (run !== undefined && !(run.plain && run.path === path && run.client === client)) run = run.beside;
    return run;
  }

  #bucketOf(client: number, path: number): number {
    const mixed = Math.imul(client, 0x9e3779b1) ^ Math.imul(path, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.#buckets.length - 1);
  }

  #kindOf(code: number): ReturnType<typeof explainUnauthorized>['kind'] {
    const known = this.#kinds[code];
    if (known !== undefined) return known;
    const { substatus, win32 } = this.#codeOf(code);
    const { kind } = explainUnauthorized(substatus, win32);
    this.#kinds[code] = kind;
    return kind;
  }

  #begin(client: number, agent: number, path: number, code: number, kind: string): void {
    this.#append({
      client,
      agent,
      path,
      first: this.#clock,
      last: this.#clock,
      legs: 1,
      code,
      refusal: kind === 'failure' ? code : -1,
      middle: kind === 'middle',
      plain: kind === 'challenge',
      before: undefined,
      after: undefined,
      beside: undefined,
    });
  }

  #append(run: LinkedRun): void {
    this.#runs++;
    if (this.#runs > this.#buckets.length) this.#widen();
    this.#countOpen(run.client, 1);
    this.#link(run);
    this.#putIn(run);
  }

  #end(run: LinkedRun, outcome: Outcome): void {
    this.#runs--;
    this.#unlink(run);
    this.#takeOut(run);
    this.#countOpen(run.client, -1);
    this.#ended(run, outcome);
  }

  #countOpen(client: number, by: 1 | -1): void {
    if (client >= this.#openOfClient.length) {
      const wider = new Int32Array(client * 2);
      wider.set(this.#openOfClient);
      this.#openOfClient = wider;
    }
    this.#openOfClient[client] = (this.#openOfClient[client] ?? 0) + by;
  }

  #toEnd(run: LinkedRun): void {
    if (run.after === undefined) return;
    this.#unlink(run);
    this.#link(run);
    this.#takeOut(run);
    this.#putIn(run);
  }

  #putIn(run: LinkedRun): void {
    const bucket = this.#bucketOf(run.client, run.path);
    run.beside = undefined;
    let last = this.#buckets[bucket];
    if (last === undefined) {
      this.#buckets[bucket] = run;
      return;
    }
    while (last.beside !== undefined) last = last.beside;
    last.beside = run;
  }

  #takeOut(run: LinkedRun): void {
    const bucket = this.#bucketOf(run.client, run.path);
    let before = this.#buckets[bucket];
    if (before === run) {
      this.#buckets[bucket] = run.beside;
      return;
    }
    while (before !== undefined && before.beside !== run) before = before.beside;
    if (before !== undefined) before.beside = run.beside;
  }

  #widen(): void {
    this.#buckets = new Array<LinkedRun | undefined>(this.#buckets.length * 2).fill(undefined);
    for (let run = this.#oldest; run !== undefined; run = run.after) this.#putIn(run);
  }

  #link(run: LinkedRun): void {
    run.before = this.#newest;
    run.after = undefined;
    if (this.#newest === undefined) this.#oldest = run;
    else this.#newest.after = run;
    this.#newest = run;
  }

  #unlink(run: LinkedRun): void {
    if (run.before === undefined) this.#oldest = run.after;
    else run.before.after = run.after;
    if (run.after === undefined) this.#newest = run.before;
    else run.after.before = run.before;
  }
}
