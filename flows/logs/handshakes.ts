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
}

/** Room for 67 million paths; numbers stay exact up to 2^53. */
const PLACES = 0x4000000;

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
  readonly #places = new Map<number, LinkedRun[]>();
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
    for (const run of from.runs) this.#append({ ...run, before: undefined, after: undefined });
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
    const open = this.#runsAt(client, path)?.find((run) => run.agent === agent);
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
    const runs = this.#runsAt(client, path);
    if (runs === undefined) return;
    const answered = runs.find((run) => run.agent === agent) ?? runs.find((run) => run.plain);
    if (answered !== undefined) this.#end(answered, 'completed');
  }

  /** What is not over, the oldest first. */
  open(): OpenHandshakes {
    const runs: OpenRun[] = [];
    for (let run = this.#oldest; run !== undefined; run = run.after) {
      const { before: _, after: __, ...plain } = run;
      runs.push(plain);
    }
    return { clock: this.#clock, runs };
  }

  /** The log has ended: what is open is cut off. */
  finish(): void {
    while (this.#oldest !== undefined) this.#end(this.#oldest, 'unknown');
  }

  #runsAt(client: number, path: number): LinkedRun[] | undefined {
    return this.#places.get(client * PLACES + path);
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
    });
  }

  #append(run: LinkedRun): void {
    const key = run.client * PLACES + run.path;
    const others = this.#places.get(key);
    if (others === undefined) this.#places.set(key, [run]);
    else others.push(run);
    this.#countOpen(run.client, 1);
    this.#link(run);
  }

  #end(run: LinkedRun, outcome: Outcome): void {
    this.#unlink(run);
    const key = run.client * PLACES + run.path;
    const others = this.#places.get(key);
    if (others === undefined || others.length === 1) this.#places.delete(key);
    else others.splice(others.indexOf(run), 1);
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

  /** The runs of a place stand in the order of their last rows, as all do: a part of a log that goes on from here sees them so too. */
  #toEnd(run: LinkedRun): void {
    this.#unlink(run);
    this.#link(run);
    const others = this.#runsAt(run.client, run.path);
    if (others === undefined || others.length === 1) return;
    others.splice(others.indexOf(run), 1);
    others.push(run);
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
