import type { OpenHandshakes } from '../../flows/logs/handshakes.ts';
import type { ByteTable } from './byte-table.ts';
import type { CodeTable } from './code-table.ts';

interface NamedCode {
  readonly substatus: number;
  readonly win32: number;
}

/** An open run with names instead of numbers, so that another reader can go on with it; the bytes of names as latin1 text. */
export interface NamedRun {
  readonly client: string;
  readonly agent: string;
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly legs: number;
  readonly code: NamedCode;
  readonly refusal: NamedCode | undefined;
  readonly middle: boolean;
  readonly plain: boolean;
}

export interface NamedOpen {
  readonly clock: number;
  readonly runs: readonly NamedRun[];
}

export interface RunTables {
  readonly clients: ByteTable;
  readonly agents: ByteTable;
  readonly paths: ByteTable;
  readonly codes: CodeTable;
}

export function nameOpen(open: OpenHandshakes, { clients, agents, paths, codes }: RunTables): NamedOpen {
  const code = (id: number): NamedCode => {
    const { substatus, win32 } = codes.codeOf(id);
    return { substatus, win32 };
  };
  return {
    clock: open.clock,
    runs: open.runs.map((run) => ({
      ...run,
      client: textOf(clients, run.client),
      agent: textOf(agents, run.agent),
      path: textOf(paths, run.path),
      code: code(run.code),
      refusal: run.refusal < 0 ? undefined : code(run.refusal),
    })),
  };
}

export function numberOpen(open: NamedOpen, { clients, agents, paths, codes }: RunTables): OpenHandshakes {
  return {
    clock: open.clock,
    runs: open.runs.map((run) => ({
      ...run,
      client: idOf(clients, run.client),
      agent: idOf(agents, run.agent),
      path: idOf(paths, run.path),
      code: codes.idOf(run.code.substatus, run.code.win32),
      refusal: run.refusal === undefined ? -1 : codes.idOf(run.refusal.substatus, run.refusal.win32),
    })),
  };
}

/** Whether two readers of the same rows will say the same of all that follows. */
export function isSameOpen(a: NamedOpen, b: NamedOpen): boolean {
  return a.clock === b.clock && a.runs.length === b.runs.length && JSON.stringify(a.runs) === JSON.stringify(b.runs);
}

function textOf(table: ByteTable, id: number): string {
  return Buffer.from(table.bytesOf(id)).toString('latin1');
}

function idOf(table: ByteTable, text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  return table.idOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), bytes, 0, bytes.length);
}
