import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { type KlistTicket, readTicket } from './klist-ticket.ts';

/** Tickets of one logon session, all values as printed: moments are not converted. */
export interface KlistAnswer {
  /** Of the session that the tickets belong to, `0:0x3e7`. */
  readonly logonId: string | null;
  readonly tickets: readonly KlistTicket[];
  readonly notes: readonly string[];
  readonly why?: { readonly logonId: string };
}

const LOGON_ID = /(?<![\w:])([0-9a-f]+:0x[0-9a-f]+)(?![\w:])/i;
const TICKET = /^\s*#(\d+)>\s*(.*)$/;
const COUNT = /[:：]\s*[(（](\d+)[)）]\s*$/;
/** Errors of klist keep these names in every language: `Error calling API LsaCallAuthenticationPackage (…): 0x6fb`, `klist failed with 0x…`. */
const ERROR = /^(?=.*(?:Lsa[A-Z]|klist|substatus)).*(?:0x[0-9a-f]+|:\s*\d+$)/i;

/**
 * Reads what klist printed (`tickets`, `get`, `purge`), in any language, with or without its later lines (Windows before 2012).
 * In: all that it printed. Out: the tickets; errors of klist and other remarks are notes. `output.unreadable` where no part is klist's:
 * no logon session, no count, no ticket, no code of an error.
 * Source: windows-tools.md 4. Several sessions in one text: the last one named counts, the others are notes.
 */
export function readKlist(text: string): Result<KlistAnswer> {
  const lines = text.split(/\r*\n/).map((line) => line.trimEnd());
  const blocks: { from: number; lines: string[] }[] = [];
  const around: string[] = [];
  let open: string[] | undefined;
  lines.forEach((line, index) => {
    const start = TICKET.exec(line);
    if (start !== null) {
      open = [start[2] ?? ''];
      blocks.push({ from: index, lines: open });
    } else if (line.trim() === '' || !/^\s/.test(line)) {
      open = undefined;
      if (line.trim() !== '') around.push(line.trim());
    } else if (open !== undefined) open.push(line.trim());
    else around.push(line.trim());
  });
  const sessions = around.flatMap((line) => LOGON_ID.exec(line)?.[1] ?? []);
  const counts = around.flatMap((line) => COUNT.exec(line)?.[1] ?? []).map(Number);
  const errors = around.filter((line) => ERROR.test(line));
  if (blocks.length + sessions.length + counts.length + errors.length === 0) {
    return fail({ code: 'output.unreadable', reading: 'klist', why: say`it holds nothing that klist prints`, raw: text });
  }
  const tickets = blocks.map((block) => readTicket(block.lines));
  const expected = counts.reduce((sum, count) => sum + count, 0);
  const logonId = sessions.at(-1) ?? null;
  return succeed({
    logonId,
    tickets,
    notes: [
      ...around.filter((line) => !LOGON_ID.test(line) || ERROR.test(line)).filter((line) => !COUNT.test(line)),
      ...sessions
        .slice(0, -1)
        .filter((session) => session !== logonId)
        .map((session) => say`klist ran in the session ${session}`),
      ...(counts.length + tickets.length + errors.length === 0 ? [say`no list of tickets is in the text`] : []),
      ...(counts.length > 0 && expected !== tickets.length
        ? [say`klist counts ${expected} tickets, ${tickets.length} are in the text`]
        : []),
    ],
    ...(logonId === null ? { why: { logonId: say`no line names a logon session` } } : {}),
  });
}
