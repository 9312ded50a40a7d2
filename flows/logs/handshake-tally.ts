import { addCount, addCounts, type Counts } from './counts.ts';
import type { CodeOf, OpenRun, Outcome } from './handshakes.ts';
import { explainUnauthorized, unauthorizedKey } from './status-codes.ts';

/**
 * What became of the handshakes, in tables that can be added and taken away: what two parts of a log say together is the sum.
 * A key that names two things has a tab between them.
 */
export interface HandshakeTally {
  readonly outcomes: Counts;
  /** Completed runs by the number of their 401s. */
  readonly legs: Counts;
  /** Completed runs with NTLM's middle leg: `middle`; without: `direct`. */
  readonly ways: Counts;
  /** Why failed runs failed: a key of `unauthorizedKey`, or a `SilentCause`. */
  readonly causes: Counts;
  /** Refusals in runs that were completed in the end, by `unauthorizedKey`. */
  readonly recovered: Counts;
  /** `client\toutcome`; completed runs of a single 401 also as `client\tsingle`. */
  readonly clients: Counts;
  /** `path\toutcome`, failed and unknown only. */
  readonly paths: Counts;
  /** `agent\toutcome`, failed and unknown only. */
  readonly agents: Counts;
  /** `hours since 1970\toutcome`. */
  readonly hours: Counts;
}

/** Failures without a refusal: the client never sent credentials, stopped in the middle, or went away. */
export type SilentCause = 'no-credentials' | 'stopped-in-the-middle' | 'client-went-away';

export function emptyHandshakeTally(): HandshakeTally {
  return {
    outcomes: new Map(),
    legs: new Map(),
    ways: new Map(),
    causes: new Map(),
    recovered: new Map(),
    clients: new Map(),
    paths: new Map(),
    agents: new Map(),
    hours: new Map(),
  };
}

export function addHandshakes(into: HandshakeTally, from: HandshakeTally, sign: 1 | -1 = 1): void {
  addCounts(into.outcomes, from.outcomes, sign);
  addCounts(into.legs, from.legs, sign);
  addCounts(into.ways, from.ways, sign);
  addCounts(into.causes, from.causes, sign);
  addCounts(into.recovered, from.recovered, sign);
  addCounts(into.clients, from.clients, sign);
  addCounts(into.paths, from.paths, sign);
  addCounts(into.agents, from.agents, sign);
  addCounts(into.hours, from.hours, sign);
}

/** The names behind the numbers of a run. */
export interface RunNames {
  readonly client: (id: number) => string;
  readonly path: (id: number) => string;
  readonly agent: (id: number) => string;
  readonly code: CodeOf;
}

/** Why a run failed: the code of its last refusal, or a `SilentCause` where there was none. */
export function failureCause(run: OpenRun, codeOf: CodeOf): string {
  if (run.refusal >= 0) return keyOf(run.refusal, codeOf);
  const { substatus, win32 } = codeOf(run.code);
  const silent: SilentCause =
    explainUnauthorized(substatus, win32).kind === 'gone' ? 'client-went-away' : run.middle ? 'stopped-in-the-middle' : 'no-credentials';
  return silent;
}

function keyOf(code: number, codeOf: CodeOf): string {
  const { substatus, win32 } = codeOf(code);
  return unauthorizedKey(substatus, win32);
}

/** Four numbers for each client: its runs completed, failed, unknown, and those completed after a single 401. */
const SLOTS = 4;
const SLOT: Readonly<Record<Outcome, number>> = { completed: 0, failed: 1, unknown: 2 };
const SLOT_NAMES = ['completed', 'failed', 'unknown', 'single'] as const;

/** Counts runs by number while the log is read; names come in at the end, for they cost more than counting. */
export class HandshakeCounter {
  readonly #names: RunNames;
  readonly #tally = emptyHandshakeTally();
  readonly #hours = new Map<number, Int32Array>();
  readonly #legs = new Map<number, number>();
  readonly #totals = new Int32Array(SLOTS);
  #clients = new Int32Array(1024 * SLOTS);
  #middle = 0;
  #lastHour = Number.NaN;
  #countsOfLastHour: Int32Array = new Int32Array(SLOTS);

  constructor(names: RunNames) {
    this.#names = names;
  }

  readonly count = (run: OpenRun, outcome: Outcome): void => {
    this.#countIn(this.#roomFor(run.client), run.client * SLOTS + SLOT[outcome]);
    this.#countIn(this.#totals, SLOT[outcome]);
    this.#countIn(this.#hour(run.last), SLOT[outcome]);
    if (outcome === 'completed') this.#countCompleted(run);
    else this.#countUnanswered(run, outcome);
  };

  tally(): HandshakeTally {
    const result = emptyHandshakeTally();
    addHandshakes(result, this.#tally);
    for (const outcome of ['completed', 'failed', 'unknown'] as const) addCount(result.outcomes, outcome, this.#totals[SLOT[outcome]]);
    for (const [legs, count] of this.#legs) addCount(result.legs, String(legs), count);
    addCount(result.ways, 'middle', this.#middle);
    addCount(result.ways, 'direct', (this.#totals[SLOT.completed] ?? 0) - this.#middle);
    this.#clients.forEach((count, at) => {
      if (count > 0) addCount(result.clients, `${this.#names.client(Math.floor(at / SLOTS))}\t${SLOT_NAMES[at % SLOTS]}`, count);
    });
    for (const [hour, counts] of this.#hours) {
      counts.forEach((count, at) => {
        addCount(result.hours, `${hour}\t${SLOT_NAMES[at]}`, count);
      });
    }
    return result;
  }

  #countCompleted(run: OpenRun): void {
    if (run.middle) this.#middle++;
    else if (run.legs === 1) this.#countIn(this.#clients, run.client * SLOTS + 3);
    this.#legs.set(run.legs, (this.#legs.get(run.legs) ?? 0) + 1);
    if (run.refusal >= 0) addCount(this.#tally.recovered, keyOf(run.refusal, this.#names.code));
  }

  #countUnanswered(run: OpenRun, outcome: Outcome): void {
    addCount(this.#tally.paths, `${this.#names.path(run.path)}\t${outcome}`);
    addCount(this.#tally.agents, `${this.#names.agent(run.agent)}\t${outcome}`);
    if (outcome === 'failed') addCount(this.#tally.causes, failureCause(run, this.#names.code));
  }

  #hour(seconds: number): Int32Array {
    const hour = Math.floor(seconds / 3600);
    if (hour === this.#lastHour) return this.#countsOfLastHour;
    const counts = this.#hours.get(hour) ?? new Int32Array(SLOTS);
    this.#hours.set(hour, counts);
    this.#lastHour = hour;
    this.#countsOfLastHour = counts;
    return counts;
  }

  #roomFor(client: number): Int32Array {
    if ((client + 1) * SLOTS <= this.#clients.length) return this.#clients;
    const wider = new Int32Array((client + 1) * SLOTS * 2);
    wider.set(this.#clients);
    this.#clients = wider;
    return wider;
  }

  #countIn(counts: Int32Array, at: number): void {
    counts[at] = (counts[at] ?? 0) + 1;
  }
}
