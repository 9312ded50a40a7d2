import { type AltirisTally, addAltiris, emptyAltirisTally } from '../../flows/logs/altiris-tally.ts';
import { addHttperr, emptyHttperrTally, HttperrLines, type HttperrTally } from '../../flows/logs/httperr.ts';
import { addW3c, emptyW3cTally, type W3cTally } from '../../flows/logs/w3c-tally.ts';
import { AltirisReader } from './altiris-reader.ts';
import { LineSink } from './line-sink.ts';
import type { LogPart, Trouble } from './log-part.ts';
import { type Reading, readPart } from './read-part.ts';
import { W3cReader } from './w3c-reader.ts';

/** From when on rows count: seconds since 1970 for logs in UTC, local time of the server for those of Altiris. */
export interface Since {
  readonly seconds: number;
  readonly local: string;
}

export interface LaneTask {
  readonly parts: readonly LogPart[];
  readonly since?: Since;
  /** The parts that another lane reads and in which this one's last group goes on; its handshakes are followed into them. */
  readonly next: readonly LogPart[];
}

export interface LogTallies {
  readonly w3c: W3cTally;
  readonly httperr: HttperrTally;
  readonly altiris: AltirisTally;
}

export interface LaneResult extends LogTallies {
  readonly troubles: readonly Trouble[];
  /** Whether the next lane began with the columns that hold there; where not, it has to be read again. */
  readonly fits: boolean;
}

/** Reads parts one after another. What two lanes say of two halves of the logs adds up to what one says of the whole. */
export async function runLane(task: LaneTask, reading: Reading): Promise<LaneResult> {
  const lane = new Lane(task, reading);
  for (const part of task.parts) await lane.read(part);
  return lane.end(task.next);
}

class Lane {
  readonly #task: LaneTask;
  readonly #reading: Reading;
  readonly #tallies: LogTallies = { w3c: emptyW3cTally(), httperr: emptyHttperrTally(), altiris: emptyAltirisTally() };
  readonly #troubles: Trouble[] = [];
  #w3c: { readonly group: string; readonly reader: W3cReader } | undefined;
  #altiris: AltirisReader | undefined;

  constructor(task: LaneTask, reading: Reading) {
    this.#task = task;
    this.#reading = reading;
  }

  async read(part: LogPart): Promise<void> {
    if (part.kind === 'iis-log') await this.#readW3c(part);
    else if (part.kind === 'altiris-log') await this.#readAltiris(part);
    else await this.#readHttperr(part);
  }

  async end(next: readonly LogPart[]): Promise<LaneResult> {
    let fits = true;
    const first = next[0];
    const last = this.#w3c;
    if (last !== undefined && first !== undefined && first.group === last.group) fits = await this.#follow(last.reader, next);
    else last?.reader.finish();
    if (last !== undefined) addW3c(this.#tallies.w3c, last.reader.tally());
    if (this.#altiris !== undefined) addAltiris(this.#tallies.altiris, this.#altiris.tally());
    return { ...this.#tallies, troubles: this.#troubles, fits };
  }

  async #readW3c(part: LogPart): Promise<void> {
    const reader = this.#readerFor(part);
    await this.#readInto(part, reader);
    if (part.isLast) reader.endFile();
  }

  #readerFor(part: LogPart): W3cReader {
    if (this.#w3c !== undefined && this.#w3c.group === part.group) return this.#w3c.reader;
    if (this.#w3c !== undefined) {
      this.#w3c.reader.finish();
      addW3c(this.#tallies.w3c, this.#w3c.reader.tally());
    }
    const reader = new W3cReader({ ...this.#since(), ...(part.from > 0 ? { place: { fields: part.fields } } : {}) });
    this.#w3c = { group: part.group, reader };
    return reader;
  }

  async #readAltiris(part: LogPart): Promise<void> {
    const { since } = this.#task;
    this.#altiris ??= new AltirisReader(since === undefined ? {} : { since: since.local });
    this.#altiris.beginFile(part.writtenAt);
    await this.#readInto(part, this.#altiris);
    this.#altiris.endFile();
  }

  async #readHttperr(part: LogPart): Promise<void> {
    const lines = new HttperrLines(this.#task.since?.seconds);
    lines.beginFile();
    const sink = new LineSink((line) => lines.add(line));
    await this.#readInto(part, sink);
    sink.end();
    addHttperr(this.#tallies.httperr, lines.tally);
  }

  async #readInto(part: LogPart, sink: Parameters<typeof readPart>[1]): Promise<void> {
    const trouble = await readPart(part, sink, this.#reading);
    if (trouble !== undefined) this.#troubles.push(trouble);
  }

  /**
   * The other lane begins with no handshake open. So its first rows are read twice here: once with those that are open, once without,
   * until both will say the same of all that follows. The difference is what the other lane could not know.
   */
  async #follow(reader: W3cReader, next: readonly LogPart[]): Promise<boolean> {
    const first = next[0];
    const place = reader.place();
    if (first === undefined || (first.from > 0 && place.fields !== first.fields)) return false;
    const knowing = new W3cReader({ ...this.#since(), place });
    const unknowing = new W3cReader({ ...this.#since(), ...(first.from > 0 ? { place: { fields: place.fields } } : {}) });
    const followed = await followBoth(
      knowing,
      unknowing,
      next.filter(({ group }) => group === first.group),
      this.#reading.signal,
    );
    if (!followed) {
      knowing.finish();
      unknowing.finish();
    }
    reader.correct(knowing.tally().handshakes, unknowing.tally().handshakes);
    return true;
  }

  #since(): { readonly since?: number } {
    return this.#task.since === undefined ? {} : { since: this.#task.since.seconds };
  }
}

/** Out: whether both came to say the same before the parts ended. */
async function followBoth(knowing: W3cReader, unknowing: W3cReader, parts: readonly LogPart[], signal?: AbortSignal): Promise<boolean> {
  for (const part of parts) {
    const both = new Twins(knowing, unknowing);
    const reading = { onBytes: () => undefined, ...(signal === undefined ? {} : { signal }) };
    // Piece by piece, to stop as soon as it can be.
    for (const piece of piecesOf(part)) {
      await readPart(piece, both, reading);
      if (knowing.isAsOpenAs(unknowing)) return true;
    }
    if (part.isLast) {
      knowing.endFile();
      unknowing.endFile();
    }
  }
  return false;
}

const PIECE = 1024 * 1024;

function piecesOf(part: LogPart): readonly LogPart[] {
  if (part.packing !== 'none' || part.isUtf16) return [part];
  const count = Math.ceil((part.to - part.from) / PIECE);
  return Array.from({ length: count }, (_, at) => ({
    ...part,
    from: part.from + at * PIECE,
    to: Math.min(part.to, part.from + (at + 1) * PIECE),
  }));
}

/** Two readers that are given the same bytes. */
class Twins {
  readonly #first: W3cReader;
  readonly #second: W3cReader;

  constructor(first: W3cReader, second: W3cReader) {
    this.#first = first;
    this.#second = second;
  }

  space(): Uint8Array {
    return this.#first.space();
  }

  accept(length: number): void {
    this.#second.space().set(this.#first.space().subarray(0, length));
    this.#first.accept(length);
    this.#second.accept(length);
  }
}
