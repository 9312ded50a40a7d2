import type { LogRows, RowsOrder } from '../../flows/bridge/logs-contract.ts';
import { listed, say } from '../../flows/language/say.ts';
import { readAltirisEvent } from '../../flows/logs/altiris-event.ts';
import { ALTIRIS_SIGNATURES, recogniseAltiris } from '../../flows/logs/altiris-signatures.ts';
import { HTTPERR_CAUSES } from '../../flows/logs/httperr.ts';
import { W3cLines } from '../../flows/logs/w3c-row.ts';
import { type RunRows, W3cRuns } from '../../flows/logs/w3c-runs.ts';
import { AltirisEvents } from './altiris-events.ts';
import { decodeBytes } from './byte-table.ts';
import { LineSink } from './line-sink.ts';
import type { LogPart } from './log-part.ts';
import { type ByteSink, readPart } from './read-part.ts';

export interface RowsTask {
  /** The logs that were analysed, whole and in their order. */
  readonly parts: readonly LogPart[];
  readonly order: RowsOrder;
}

type Row = LogRows['rows'][number];

/** So many lines are shown, and so much of each. */
const MOST_ROWS = 200;
const LONGEST_TEXT = 2000;

/**
 * Reads the logs once more for the lines behind one row of a table: those of the sign-ins that it counts, in the order in which these
 * ended, or the events. Ends as soon as there are enough.
 */
export async function findRowsHere({ parts, order }: RowsTask): Promise<LogRows> {
  const found = new Found();
  const troubles: string[] = [];
  const runs = new W3cRuns<Row>((run) => isMeant(run, order) && found.add(run.rows));
  let group = '';
  for (const part of parts) {
    if (found.isFull) break;
    if (part.kind === 'iis-log' && group !== '' && group !== part.group) runs.finish();
    if (part.kind === 'iis-log') group = part.group;
    const reader = readerFor(part, order, runs, found);
    if (reader === undefined) continue;
    const trouble = await readPart(part, reader.sink, { onBytes: () => undefined, signal: found.signal }).catch((error: unknown) => {
      if (!found.isFull) throw error;
      return undefined;
    });
    reader.end();
    if (trouble !== undefined) troubles.push(say`${trouble.name}: ${trouble.why}`);
  }
  if (!found.isFull) runs.finish();
  return { rows: found.rows, hasMore: found.isFull, note: listed(troubles, '; ') };
}

class Found {
  readonly rows: Row[] = [];
  readonly #enough = new AbortController();
  readonly signal = this.#enough.signal;

  get isFull(): boolean {
    return this.#enough.signal.aborted;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      if (this.rows.length < MOST_ROWS) this.rows.push({ ...row, text: decodeBytes(Buffer.from(row.text, 'latin1')) });
      else this.#enough.abort();
    }
  }
}

interface PartReader {
  readonly sink: ByteSink;
  end(): void;
}

/** Out: `undefined` where no line of such a log can be meant. */
function readerFor(part: LogPart, order: RowsOrder, runs: W3cRuns<Row>, found: Found): PartReader | undefined {
  if (part.kind === 'altiris-log') return order.table === 'causes' ? altirisReader(part, order.name, found) : undefined;
  if (part.kind === 'httperr-log') return order.table === 'causes' ? httperrReader(part, order.name, found) : undefined;
  return order.name.startsWith('altiris.') || order.name.startsWith('httperr.') ? undefined : w3cReader(part, order, runs, found);
}

function w3cReader(part: LogPart, { table, name }: RowsOrder, runs: W3cRuns<Row>, found: Found): PartReader {
  const lines = new W3cLines();
  let line = 0;
  const sink = new LineSink((text) => {
    line++;
    if (found.isFull) return;
    const row = lines.read(text.endsWith('\r') ? text.slice(0, -1) : text);
    if (row === undefined) return;
    const kept = shownRow(part, line, text);
    const hasUser = row.user !== '-' && row.user !== '';
    if (table === 'users') {
      if (hasUser && readable(row.user) === name) found.add([kept]);
    } else if (lines.canFollow()) runs.add(row, row.status !== 401 && (hasUser || !lines.hasUsers()), kept);
  });
  return { sink, end: () => sink.end() };
}

/** Whether a table's row counts this sign-in: tables of names have those that failed or were cut off. */
function isMeant({ outcome, causes, ...names }: RunRows<Row>, { table, name }: RowsOrder): boolean {
  if (table === 'causes') return causes.includes(name);
  const own = { clients: names.client, paths: names.path, agents: names.agent, users: '' }[table];
  return outcome !== 'completed' && readable(own) === name;
}

function httperrReader(part: LogPart, cause: string, found: Found): PartReader | undefined {
  const reasons = HTTPERR_CAUSES.find(({ id }) => id === cause)?.reasons.map((reason) => reason.toLowerCase());
  if (reasons === undefined) return undefined;
  let line = 0;
  const sink = new LineSink((text) => {
    line++;
    const words = text.toLowerCase().split(/\s+/);
    if (!text.startsWith('#') && reasons.some((reason) => words.includes(reason))) found.add([shownRow(part, line, text)]);
  });
  return { sink, end: () => sink.end() };
}

function altirisReader(part: LogPart, cause: string, found: Found): PartReader | undefined {
  const signature = ALTIRIS_SIGNATURES.find(({ id }) => id === cause);
  if (signature === undefined) return undefined;
  const anchors = signature.anchors.map((anchor) => anchor.replace(/[[\]]/g, '').toLowerCase());
  const sink = new AltirisEvents((event, line) => {
    if (found.isFull) return;
    const text = event.toLowerCase();
    if (!anchors.some((anchor) => text.includes(anchor))) return;
    if (recogniseAltiris(readAltirisEvent(event).body).some(({ id }) => id === cause)) found.add([shownRow(part, line, event)]);
  });
  return { sink, end: () => undefined };
}

function shownRow({ name }: LogPart, line: number, text: string): Row {
  const plain = text.trimEnd();
  return { log: name, line, text: plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT)} …` : plain };
}

/** Names are told as they read, so they are compared as they read. */
function readable(name: string): string {
  return /[\u0080-\u00ff]/.test(name) ? decodeBytes(Buffer.from(name, 'latin1')) : name;
}
