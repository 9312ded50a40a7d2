import { say } from '../language/say.ts';
import { hoursOf, toldBy, usersOf } from './logs-answer.ts';
import { logCauses, type Tallies } from './logs-causes.ts';

export const LOG_TABLES = ['causes', 'clients', 'paths', 'agents', 'users', 'hours'] as const;
export type LogTable = (typeof LOG_TABLES)[number];

/**
 * One table of an analysis, whole, as CSV (RFC 4180) for a spreadsheet: with the mark by which Excel knows UTF-8, and no cell that it
 * would take for a formula, for names come from whoever sent a request.
 */
export function logsCsv(tallies: Tallies, table: LogTable): string {
  const rows = [...rowsOf(tallies, table)];
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

type Cell = string | number | boolean | null;

function rowsOf(tallies: Tallies, table: LogTable): readonly (readonly Cell[])[] {
  const { w3c } = tallies;
  const { clients, paths, agents, hours } = w3c.handshakes;
  switch (table) {
    case 'causes':
      return [
        ['cause', 'source', 'count', 'first', 'last', 'meaning', 'kerberos', say`needs action`, 'next', 'hosts'],
        ...logCauses(tallies).map(({ id, source, count, first, last, meaning, kerberos, needsAction, next, hosts }) => [
          id,
          source,
          count,
          first,
          last,
          meaning,
          kerberos ?? say`cannot tell`,
          needsAction,
          next,
          hosts.join(' '),
        ]),
      ];
    case 'clients':
      return told('client', clients);
    case 'paths':
      return told('path', paths);
    case 'agents':
      return told('agent', agents);
    case 'users':
      return [['user', 'rows'], ...usersOf(w3c.users).map(({ name, rows }) => [name, rows])];
    case 'hours':
      return [
        ['hour', 'unauthorized', 'completed', 'failed', 'unknown'],
        ...hoursOf(hours, w3c.hours).map((row) => [row.hour, row.unauthorized, row.completed, row.failed, row.unknown]),
      ];
    default:
      return table satisfies never;
  }
}

function told(noun: string, counts: Parameters<typeof toldBy>[0]): readonly (readonly Cell[])[] {
  return [
    [noun, 'completed', 'failed', 'unknown'],
    ...toldBy(counts).map(({ name, completed, failed, unknown }) => [name, completed, failed, unknown]),
  ];
}

/** A text that begins like a formula gets an apostrophe in front, which spreadsheets do not show. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
