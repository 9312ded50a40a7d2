import { readAltirisDate } from '../../flows/logs/altiris-date.ts';
import { readAltirisEvent } from '../../flows/logs/altiris-event.ts';
import { ALTIRIS_SIGNATURES } from '../../flows/logs/altiris-signatures.ts';
import { type AltirisTally, countSignals, emptyAltirisTally } from '../../flows/logs/altiris-tally.ts';
import { Anchors } from './anchors.ts';
import { decodeBytes } from './byte-table.ts';
import { ScanMemory } from './scan-memory.ts';

/** An event that is longer is taken for one whose end is missing. */
export const LONGEST_EVENT = 4 * 1024 * 1024;
const CHUNK = 1024 * 1024;
/** No tag that is looked for is longer: so much waits where nothing is open. */
const LONGEST_TAG = 12;
const LONGEST_OPENING = 16 * 1024;
const [LESS, SLASH, BANG, QUOTE, APOSTROPHE, EQUALS, GREATER] = [0x3c, 0x2f, 0x21, 0x22, 0x27, 0x3d, 0x3e];

export interface AltirisReaderOptions {
  /** Events before this moment, in the local time of the server, `2024-05-16T11:51:05`, are not counted. */
  readonly since?: string;
  readonly chunkBytes?: number;
}

type Where = 'outside' | 'tag' | 'body';

/**
 * Reads logs of Altiris, of server and agent, from bytes that come in pieces of any size. There is no root element and no line to go by:
 * an event is what stands between `<event` and `]]></event>`. One that another event's whole opening interrupts, or the end of the file,
 * or that is longer than `LONGEST_EVENT`, has lost its end.
 *
 * To use: `beginFile`, then fill `space()`, say how much with `accept()`, and `endFile()`.
 */
export class AltirisReader {
  readonly #memory: ScanMemory;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #anchors = new Anchors(ALTIRIS_SIGNATURES.flatMap(({ anchors }) => anchors));
  readonly #tally: AltirisTally = emptyAltirisTally();
  readonly #severities = new Map<number, number>();
  readonly #since: string | undefined;
  #writtenAt: string | undefined;
  #held = 0;
  #where: Where = 'outside';
  #start = 0;
  /** Where, inside a body, the last text stands that looks like the beginning of an event; −1 for none. */
  #inner = -1;
  /** Where ` severity=` stood in the last event, from the end of `<event `; 0 for nowhere yet. */
  #dateEnd = 0;
  /** Whether what waits is an event without its end. It is read again, from its beginning, when more is there. */
  #isCut = false;
  #isTelling = false;
  #isInnerTelling = false;

  constructor({ since, chunkBytes = CHUNK }: AltirisReaderOptions = {}) {
    this.#since = since;
    this.#memory = new ScanMemory(LONGEST_EVENT + LONGEST_TAG + chunkBytes);
    this.#bytes = this.#memory.bytes;
    this.#view = this.#memory.view;
    this.#memory.setTables(this.#anchors.tables);
  }

  /** `writtenAt`: when the file was last written, local time, for dates without a year. */
  beginFile(writtenAt: string | undefined): void {
    this.#writtenAt = writtenAt;
  }

  space(): Uint8Array {
    return this.#memory.space(this.#held);
  }

  accept(length: number): void {
    this.#read(this.#held + length);
  }

  endFile(): void {
    if (this.#isCut) this.#tally.truncated++;
    this.#isCut = false;
    this.#held = 0;
  }

  tally(): AltirisTally {
    const bySeverity = new Map([...this.#severities].map(([severity, count]) => [String(severity), count]));
    return { ...this.#tally, bySeverity };
  }

  #read(length: number): void {
    const { start } = this.#memory;
    const end = start + length;
    const hits = this.#memory.find(length);
    const bytes = this.#bytes;
    let seen = start;
    for (let at = 0; at < hits.length; at++) {
      const hit = hits[at] ?? 0;
      if (bytes[hit] === LESS) seen = this.#tag(hit, end, seen);
      else if (this.#where !== 'outside' && this.#anchors.standsAt(bytes, hit, this.#start, end)) this.#tell();
    }
    this.#keep(seen, end);
  }

  /** What is not finished waits: an event from its beginning, else what may be the beginning of a tag. */
  #keep(seen: number, end: number): void {
    if (this.#where !== 'outside' && end - this.#start > LONGEST_EVENT + LONGEST_TAG) this.#cut();
    const from = this.#where === 'outside' ? Math.max(seen, end - LONGEST_TAG) : this.#start;
    this.#held = this.#memory.keep(from, end);
    this.#isCut = this.#where !== 'outside';
    this.#where = 'outside';
  }

  /** In: where a `<` is that begins a tag or CDATA. Out: up to where everything is settled that stands outside events. */
  #tag(hit: number, end: number, seen: number): number {
    if (this.#where !== 'outside' && hit - this.#start > LONGEST_EVENT) this.#cut();
    const next = this.#bytes[hit + 1];
    if (next === SLASH) return this.#close(hit, end, seen);
    if (next === BANG) this.#openBody(hit, end);
    else if (this.#isTag(hit, end, OPEN)) this.#open(hit);
    return seen;
  }

  /** Four bytes at each end are enough for a tag of up to eight; the ninth of CDATA is looked at, too. */
  #isTag(hit: number, end: number, tag: Tag): boolean {
    const after = hit + tag.bytes.length;
    if (after > end) return false;
    const isJustSo =
      this.#view.getInt32(hit, true) === tag.first &&
      this.#view.getInt32(after - 4, true) === tag.last &&
      this.#bytes[hit + 4] === tag.bytes[4];
    return isJustSo || isTag(this.#bytes, hit, end, tag.bytes);
  }

  #open(hit: number): void {
    if (this.#where === 'body') {
      this.#inner = hit;
      this.#isInnerTelling = false;
      return;
    }
    if (this.#where === 'tag') this.#tally.truncated++;
    this.#begin(hit, 'tag');
  }

  #openBody(hit: number, end: number): void {
    if (!this.#isTag(hit, end, CDATA)) return;
    if (this.#where === 'tag') this.#where = 'body';
    else if (this.#where === 'body' && this.#inner >= 0 && this.#isOpening(this.#inner, hit)) {
      this.#tally.truncated++;
      this.#begin(this.#inner, 'body');
      this.#isTelling = this.#isInnerTelling;
    }
  }

  /** Whether nothing but one opening tag stands there. */
  #isOpening(from: number, to: number): boolean {
    if (to - from > LONGEST_OPENING) return false;
    const text = latin1(this.#bytes, from, to);
    return /^<event\s(?:[^'"<>]|'[^']*'|"[^"]*")*>\s*$/i.test(text);
  }

  #close(hit: number, end: number, seen: number): number {
    if (!this.#isTag(hit, end, CLOSE)) return seen;
    if (this.#where === 'outside') {
      this.#tally.headless++;
      return hit + CLOSE.bytes.length;
    }
    if (this.#where === 'body' && !this.#endsCdata(hit)) return seen;
    this.#finish(hit + CLOSE.bytes.length);
    this.#where = 'outside';
    return hit + CLOSE.bytes.length;
  }

  /** In: where `</event>` is. Out: whether `]]>` and nothing but blanks stand before it. */
  #endsCdata(hit: number): boolean {
    const bytes = this.#bytes;
    let at = hit - 1;
    while (at > this.#start && (bytes[at] ?? 0) <= 32) at--;
    return bytes[at] === GREATER && bytes[at - 1] === 0x5d && bytes[at - 2] === 0x5d;
  }

  #begin(hit: number, where: Where): void {
    this.#where = where;
    this.#start = hit;
    this.#inner = -1;
    this.#isTelling = false;
  }

  #tell(): void {
    this.#isTelling = true;
    this.#isInnerTelling = true;
  }

  /** The end of the open event is missing; reading goes on outside of it. */
  #cut(): void {
    this.#tally.truncated++;
    this.#where = 'outside';
  }

  #finish(end: number): void {
    if (this.#since !== undefined && this.#isEarlier(end, this.#since)) {
      this.#tally.earlier++;
      return;
    }
    this.#tally.events++;
    const severity = this.#severityOf(end);
    if (severity < 0) this.#tally.withoutSeverity++;
    else this.#severities.set(severity, (this.#severities.get(severity) ?? 0) + 1);
    if (this.#isTelling) countSignals(this.#tally, readAltirisEvent(this.#textTo(end)), this.#writtenAt);
  }

  #textTo(end: number): string {
    return decodeBytes(this.#bytes.subarray(this.#start, end));
  }

  /** An event without a date that can be read is not earlier than anything. */
  #isEarlier(end: number, since: string): boolean {
    const tagEnd = this.#bytes.indexOf(GREATER, this.#start);
    const { attributes } = readAltirisEvent(latin1(this.#bytes, this.#start, Math.min(end, tagEnd + 1)));
    const date = readAltirisDate(attributes.get('date') ?? '', this.#writtenAt);
    return date !== undefined && date < since;
  }

  /**
   * The number in the attribute `severity`, read from the bytes: values in quotes are jumped over. −1 where there is none.
   * It mostly is the second attribute, behind a date as long as that of the event before.
   */
  #severityOf(end: number): number {
    const bytes = this.#bytes;
    const from = this.#start + OPEN.bytes.length;
    if (this.#dateEnd > 0 && this.#isAfterDate(from, from + this.#dateEnd, end)) {
      return readDigits(bytes, from + this.#dateEnd + SEVERITY.length + 2, bytes[from + this.#dateEnd + SEVERITY.length + 1] ?? 0);
    }
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === GREATER) return -1;
      if (byte !== EQUALS) continue;
      const quote = bytes[at + 1];
      if (quote !== QUOTE && quote !== APOSTROPHE) continue;
      if (isTag(bytes, at - SEVERITY.length, end, SEVERITY)) {
        this.#dateEnd = at - SEVERITY.length - from;
        return readDigits(bytes, at + 2, quote);
      }
      at += 2;
      while (at < end && bytes[at] !== quote) at++;
    }
    return -1;
  }

  /** Whether `date=…` in quotes stands from `from` up to `to`, and ` severity=` behind it. */
  #isAfterDate(from: number, to: number, end: number): boolean {
    const bytes = this.#bytes;
    const quote = bytes[from + 5];
    if (quote !== QUOTE && quote !== APOSTROPHE) return false;
    if (to + SEVERITY.length + 3 > end || this.#view.getInt32(from, true) !== DATE || bytes[from + 4] !== EQUALS) return false;
    for (let at = from + 6; at < to - 1; at++) if (bytes[at] === quote) return false;
    const after = bytes[to + SEVERITY.length + 1];
    return (
      bytes[to - 1] === quote &&
      this.#view.getInt32(to + 1, true) === SEVE &&
      this.#view.getInt32(to + 5, true) === RITY &&
      bytes[to] === 32 &&
      bytes[to + SEVERITY.length] === EQUALS &&
      (after === QUOTE || after === APOSTROPHE)
    );
  }
}

interface Tag {
  readonly bytes: Uint8Array;
  /** The first and the last four bytes, which nearly always stand there just so. */
  readonly first: number;
  readonly last: number;
}

function tagOf(text: string): Tag {
  const bytes = Buffer.from(text);
  return { bytes, first: bytes.readInt32LE(0), last: bytes.readInt32LE(bytes.length - 4) };
}

const OPEN = tagOf('<event ');
const CLOSE = tagOf('</event>');
const CDATA = tagOf('<![CDATA[');
const SEVERITY = Buffer.from(' severity');
const SEVE = SEVERITY.readInt32LE(1);
const RITY = SEVERITY.readInt32LE(5);
const DATE = Buffer.from('date').readInt32LE(0);

/** In any letter case; a blank stands for any white space. */
function isTag(bytes: Uint8Array, at: number, end: number, tag: Uint8Array): boolean {
  if (at + tag.length > end) return false;
  for (let i = 0; i < tag.length; i++) {
    const byte = bytes[at + i] ?? 0;
    const wanted = tag[i] ?? 0;
    const isIt = wanted === 32 ? byte === 32 || (byte >= 9 && byte <= 13) : byte === wanted || (wanted >= 97 && byte === wanted - 32);
    if (!isIt) return false;
  }
  return true;
}

function readDigits(bytes: Uint8Array, from: number, quote: number): number {
  let value = 0;
  for (let at = from; bytes[at] !== quote; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9 || at - from > 8) return -1;
    value = value * 10 + digit;
  }
  return bytes[from] === quote ? -1 : value;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
