import { addHandshakes, emptyHandshakeTally, HandshakeCounter, type HandshakeTally } from '../../flows/logs/handshake-tally.ts';
import { Handshakes } from '../../flows/logs/handshakes.ts';
import { dayOf, missingForHandshakes, readW3cLayout, type W3cLayout } from '../../flows/logs/w3c-layout.ts';
import { emptyW3cTally, type W3cTally } from '../../flows/logs/w3c-tally.ts';
import { ByteTable } from './byte-table.ts';
import { CodeTable } from './code-table.ts';
import { IdCounts } from './id-counts.ts';
import { isSameOpen, type NamedOpen, nameOpen, numberOpen } from './open-handshakes.ts';
import { ScanMemory } from './scan-memory.ts';
import { NONE, readDay, readNumber, readTime, UNREADABLE } from './w3c-bytes.ts';

/** A row that is longer is no row: http.sys takes no request near it. */
const LONGEST_ROW = 256 * 1024;
const CHUNK = 1024 * 1024;
const DAY = 86_400;
const BLANK = 32;
const RETURN = 13;
const HASH = 35;
const HYPHEN = 45;
const LINE_FEED = 10;
/** The empty name is the first in every table of agents: of rows of a log without that column. */
const NO_AGENT = 0;

/** What was said above a place in a log and holds there: needed where reading begins in the middle of a file. */
export interface W3cPlace {
  /** The `#Fields:` line; '' where there was none yet. */
  readonly fields: string;
  readonly open?: NamedOpen;
}

export interface W3cReaderOptions {
  /** Rows before this moment (seconds since 1970) are not counted. */
  readonly since?: number;
  readonly place?: W3cPlace;
  /** Bytes that are read at once; small in tests. */
  readonly chunkBytes?: number;
}

/**
 * Reads W3C logs of IIS from bytes that come in pieces of any size, and counts what they say. Memory grows with the number of distinct
 * clients, users, agents and paths, not with the log. A row belongs to the reader in whose part its first byte lies.
 *
 * To use: fill `space()`, say how much with `accept()`, and `endFile()` where a file ends. Handshakes go on into the next file.
 */
export class W3cReader {
  readonly #memory: ScanMemory;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #tally = emptyW3cTally();
  readonly #correction = emptyHandshakeTally();
  readonly #since: number;
  readonly #clients = new ByteTable();
  readonly #users = new ByteTable();
  readonly #paths = new ByteTable();
  readonly #agents = new ByteTable();
  readonly #codes = new CodeTable();
  readonly #clientRows = new IdCounts();
  readonly #userRows = new IdCounts();
  readonly #signedIn = new IdCounts();
  readonly #status = new Int32Array(1000);
  readonly #hours = new Map<number, number>();
  readonly #counter: HandshakeCounter;
  readonly #handshakes: Handshakes;
  #blanks: Int32Array = new Int32Array(0);
  #fields = '';
  #layout: W3cLayout = readW3cLayout('');
  #canFollow = false;
  #held = 0;
  #isDropping = false;
  #dayA = 0;
  #dayB = 0;
  #dayC = 0;
  #dayStart: number = UNREADABLE;
  #saidDay: number | undefined;
  #lastOfDay = 0;
  #clock = Number.NEGATIVE_INFINITY;

  constructor({ since = Number.NEGATIVE_INFINITY, place, chunkBytes = CHUNK }: W3cReaderOptions = {}) {
    this.#since = since;
    this.#memory = new ScanMemory(LONGEST_ROW + 2 + chunkBytes);
    this.#bytes = this.#memory.bytes;
    this.#view = this.#memory.view;
    this.#counter = new HandshakeCounter({
      client: (id) => this.#clients.textOf(id),
      path: (id) => this.#paths.textOf(id),
      agent: (id) => this.#agents.textOf(id),
      code: this.#codes.codeOf,
    });
    this.#agents.idOf(this.#view, this.#bytes, 0, 0);
    const open = place?.open === undefined ? undefined : numberOpen(place.open, this.#tables());
    this.#handshakes = new Handshakes(this.#codes.codeOf, this.#counter.count, open);
    if (place !== undefined && place.fields !== '') this.#setLayout(place.fields);
  }

  /** Where the next bytes go. */
  space(): Uint8Array {
    return this.#memory.space(this.#held);
  }

  /** So many bytes were put into `space()`. */
  accept(length: number): void {
    this.#read(this.#held + length);
  }

  /** The file ends here; what is left is its last row. The next file says anew what its columns are. */
  endFile(): void {
    if (this.#held > 0 || this.#isDropping) {
      this.space()[0] = LINE_FEED;
      this.#read(this.#held + 1);
    }
    this.#fields = '';
    this.#layout = readW3cLayout('');
    this.#canFollow = false;
    this.#saidDay = undefined;
  }

  /** Where the log stands now, for whoever reads the next part. */
  place(): W3cPlace {
    return { fields: this.#fields, open: nameOpen(this.#handshakes.open(), this.#tables()) };
  }

  /** Whether another reader of the same bytes will say the same of all that follows. */
  isAsOpenAs(other: W3cReader): boolean {
    return isSameOpen(nameOpen(this.#handshakes.open(), this.#tables()), nameOpen(other.#handshakes.open(), other.#tables()));
  }

  /** Makes good what the reader of the next part could not know; see `Lane`. */
  correct(known: HandshakeTally, unknown: HandshakeTally): void {
    addHandshakes(this.#correction, known);
    addHandshakes(this.#correction, unknown, -1);
  }

  /** The log ends here; open handshakes are unknown. */
  finish(): void {
    this.#handshakes.finish();
  }

  tally(): W3cTally {
    const status = new Map([...this.#status.entries()].filter(([, count]) => count > 0).map(([code, count]) => [String(code), count]));
    const handshakes = this.#counter.tally();
    addHandshakes(handshakes, this.#correction);
    return {
      ...this.#tally,
      status,
      unauthorized: this.#codes.seen(),
      clients: this.#clientRows.named(this.#clients),
      users: this.#userRows.named(this.#users),
      signedIn: this.#signedIn.named(this.#clients),
      handshakes,
      hours: new Map([...this.#hours].map(([hour, count]) => [String(hour), count])),
    };
  }

  #tables() {
    return { clients: this.#clients, agents: this.#agents, paths: this.#paths, codes: this.#codes };
  }

  /** Reads the whole rows among the first `length` bytes of the window; the rest waits. */
  #read(length: number): void {
    const { blanks, rows, hasDoubleBlank } = this.#memory.split(length);
    this.#blanks = blanks;
    let start = this.#memory.start;
    let blank = 0;
    for (let at = 0; at < rows.length; at += 2) {
      const end = rows[at] ?? 0;
      const next = rows[at + 1] ?? 0;
      this.#line(start, end, blank, next - blank, hasDoubleBlank);
      start = end + 1;
      blank = next;
    }
    this.#held = this.#memory.keep(start, this.#memory.start + length);
    if (this.#held > LONGEST_ROW + 1) {
      this.#isDropping = true;
      this.#held = 0;
    }
  }

  #line(start: number, lineEnd: number, blank: number, blanks: number, hasDoubleBlank: boolean): void {
    const bytes = this.#bytes;
    const end = lineEnd > start && bytes[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd;
    const { fields } = this.#layout;
    if (this.#isDropping || end - start > LONGEST_ROW) {
      this.#isDropping = false;
      this.#tally.malformed++;
      return;
    }
    const first = bytes[start] ?? 0;
    const isPlain =
      blanks === fields - 1 && first > HASH && !hasDoubleBlank && (fields === 1 || (this.#blanks[blank + blanks - 1] ?? 0) < end - 1);
    if (isPlain) this.#row(start, end, blank);
    else this.#unusualLine(start, end, blank);
  }

  /** An empty line, one that says something about the log, or a row with blanks too many. */
  #unusualLine(start: number, end: number, blank: number): void {
    const from = this.#afterZeros(start, end);
    if (from >= end) return;
    const text = this.#bytes[from] === HASH || this.#bytes[from] === 0xef ? latin1(this.#bytes, from, end) : '';
    const said = text.replace(/^\u00ef\u00bb\u00bf/, '');
    if (said.startsWith('#')) {
      this.#directive(said);
      return;
    }
    const [count, packedEnd] = this.#pack(from, end, blank);
    if (count === 0) return;
    if (count === this.#layout.fields) this.#row(from, packedEnd, blank);
    else this.#tally.malformed++;
  }

  /** http.sys sets space aside for rows to come; where a log ended hard, its zeros stay. */
  #afterZeros(start: number, end: number): number {
    let at = start;
    while (at < end && this.#bytes[at] === 0) at++;
    this.#tally.zeroBytes += at - start;
    return at;
  }

  /** Puts a row's fields together with one blank between each. Out: how many they are, and where the row ends now. */
  #pack(start: number, end: number, blank: number): readonly [number, number] {
    const bytes = this.#bytes;
    let [to, count] = [start, 0];
    for (let at = start; at < end; at++) {
      if (bytes[at] === BLANK) continue;
      if (count > 0) {
        this.#blanks[blank + count - 1] = to;
        bytes[to++] = BLANK;
      }
      for (; at < end && bytes[at] !== BLANK; at++) bytes[to++] = bytes[at] ?? 0;
      count++;
    }
    return [count, to];
  }

  #directive(text: string): void {
    if (/^#Fields:/i.test(text)) this.#setLayout(text.trim());
    else if (/^#Date:/i.test(text)) {
      this.#saidDay = dayOf(text);
      this.#lastOfDay = 0;
    }
  }

  #setLayout(fields: string): void {
    this.#fields = fields;
    this.#layout = readW3cLayout(fields);
    const missing = missingForHandshakes(this.#layout);
    this.#canFollow = missing.length === 0;
    this.#tally.layouts.add(this.#layout.names.join(' '));
  }

  #row(start: number, end: number, blank: number): void {
    const bytes = this.#bytes;
    const layout = this.#layout;
    const seconds = this.#secondsOf(start, end, blank);
    if (seconds === UNREADABLE) {
      this.#tally.malformed++;
      return;
    }
    let status: number = NONE;
    let code: number = NONE;
    if (layout.status >= 0) {
      status = readNumber(bytes, this.#from(layout.status, start, blank), this.#to(layout.status, end, blank));
      if (status < 100 || status > 999) status = UNREADABLE;
      else if (status === 401) code = this.#codeOf(start, end, blank);
      if (status === UNREADABLE || code === UNREADABLE) {
        this.#tally.malformed++;
        return;
      }
    }
    if (seconds < this.#since && this.#hasDay()) {
      this.#tally.earlier++;
      return;
    }
    this.#count(start, end, blank, seconds, status, code);
  }

  #count(start: number, end: number, blank: number, seconds: number, status: number, code: number): void {
    const bytes = this.#bytes;
    const view = this.#view;
    const layout = this.#layout;
    const tally = this.#tally;
    tally.rows++;
    if (this.#hasDay()) {
      if (seconds < tally.first) tally.first = seconds;
      if (seconds > tally.last) tally.last = seconds;
    } else {
      tally.rowsWithoutDay++;
    }
    if (status >= 0) this.#status[status] = (this.#status[status] ?? 0) + 1;
    let client = -1;
    if (layout.client >= 0) {
      const from = this.#from(layout.client, start, blank);
      const to = this.#to(layout.client, end, blank);
      client = this.#clients.idOf(view, bytes, from, to);
      if (to - from > 1 || bytes[from] !== HYPHEN) this.#clientRows.add(client);
    }
    let hasUser = false;
    if (layout.user >= 0) {
      const from = this.#from(layout.user, start, blank);
      const to = this.#to(layout.user, end, blank);
      hasUser = to - from > 1 || bytes[from] !== HYPHEN;
      if (hasUser) this.#userRows.add(this.#users.idOf(view, bytes, from, to));
    } else {
      tally.rowsWithoutUserColumn++;
    }
    if (status === 401) this.#countUnauthorized(seconds, code);
    else if (hasUser && client >= 0) this.#signedIn.add(client);
    if (this.#canFollow) this.#follow(start, end, blank, seconds, client, code, status === 401, hasUser || layout.user < 0);
    else if (status === 401) for (const name of missingForHandshakes(layout)) tally.missing.add(name);
  }

  #countUnauthorized(seconds: number, code: number): void {
    const hasDay = this.#hasDay();
    this.#codes.count(code, hasDay ? seconds : Number.NaN);
    if (!hasDay) return;
    const hour = Math.floor(seconds / 3600);
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1);
  }

  #follow(
    start: number,
    end: number,
    blank: number,
    seconds: number,
    client: number,
    code: number,
    isUnauthorized: boolean,
    isSignedIn: boolean,
  ): void {
    if (seconds !== this.#clock) {
      this.#clock = seconds;
      this.#handshakes.advance(seconds);
    }
    if (!isUnauthorized && (!isSignedIn || !this.#handshakes.hasOpen(client))) return;
    const { path: pathAt, agent: agentAt } = this.#layout;
    const path = this.#paths.idOf(this.#view, this.#bytes, this.#from(pathAt, start, blank), this.#to(pathAt, end, blank));
    const agent =
      agentAt < 0 ? NO_AGENT : this.#agents.idOf(this.#view, this.#bytes, this.#from(agentAt, start, blank), this.#to(agentAt, end, blank));
    if (isUnauthorized) this.#handshakes.addUnauthorized(client, agent, path, code);
    else this.#handshakes.addSignedIn(client, agent, path);
  }

  #codeOf(start: number, end: number, blank: number): number {
    const { substatus: subAt, win32: winAt } = this.#layout;
    const substatus = subAt < 0 ? NONE : readNumber(this.#bytes, this.#from(subAt, start, blank), this.#to(subAt, end, blank));
    const win32 = winAt < 0 ? NONE : readNumber(this.#bytes, this.#from(winAt, start, blank), this.#to(winAt, end, blank));
    return substatus === UNREADABLE || win32 === UNREADABLE ? UNREADABLE : this.#codes.idOf(substatus, win32);
  }

  /** The moment of a row. A log without dates tells its day above; where the clock jumps back by half a day, the next day has begun. */
  #secondsOf(start: number, end: number, blank: number): number {
    const { date, time } = this.#layout;
    if (time < 0) return this.#dayAlone(start, end, blank);
    const ofDay = readTime(this.#bytes, this.#from(time, start, blank), this.#to(time, end, blank));
    if (ofDay === UNREADABLE) return UNREADABLE;
    if (date >= 0) {
      const day = this.#dayStartOf(this.#from(date, start, blank), this.#to(date, end, blank));
      return day === UNREADABLE ? UNREADABLE : day + ofDay;
    }
    if (this.#saidDay !== undefined && this.#lastOfDay - ofDay > DAY / 2) this.#saidDay++;
    this.#lastOfDay = ofDay;
    return (this.#saidDay ?? 0) * DAY + ofDay;
  }

  #dayAlone(start: number, end: number, blank: number): number {
    const { date } = this.#layout;
    return date < 0 ? 0 : this.#dayStartOf(this.#from(date, start, blank), this.#to(date, end, blank));
  }

  #hasDay(): boolean {
    return this.#layout.date >= 0 || (this.#layout.time >= 0 && this.#saidDay !== undefined);
  }

  /** Days change seldom: the bytes of the last one are compared before they are read. */
  #dayStartOf(from: number, to: number): number {
    if (to - from !== 10) return UNREADABLE;
    const a = this.#view.getInt32(from, true);
    const b = this.#view.getInt32(from + 4, true);
    const c = this.#view.getInt16(from + 8, true);
    if (a === this.#dayA && b === this.#dayB && c === this.#dayC) return this.#dayStart;
    const day = readDay(this.#bytes, from, to);
    this.#dayA = a;
    this.#dayB = b;
    this.#dayC = c;
    this.#dayStart = day === UNREADABLE ? UNREADABLE : day * DAY;
    return this.#dayStart;
  }

  #from(field: number, start: number, blank: number): number {
    return field === 0 ? start : (this.#blanks[blank + field - 1] ?? 0) + 1;
  }

  #to(field: number, end: number, blank: number): number {
    return field === this.#layout.fields - 1 ? end : (this.#blanks[blank + field] ?? 0);
  }
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
