import type { GroupOfUser, LabState } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

const HIGH: GroupOfUser = { name: 'Mandatory Label\\High Mandatory Level', type: 'Label', sid: 'S-1-16-12288', attributes: '' };
const MEDIUM: GroupOfUser = { name: 'Mandatory Label\\Medium Mandatory Level', type: 'Label', sid: 'S-1-16-8192', attributes: '' };
const DENY_ONLY = 'Group used for deny only';
/** The groups that a prompt without elevation cannot use: Administrators, Domain Admins, Enterprise Admins. */
const WITHHELD = /^S-1-5-32-544$|-(?:512|518|519)$/;

/** Answers `whoami`, with `/user`, `/groups`, `/all`, `/fo list|csv|table` and `/nh`. */
export function runWhoami(state: LabState, args: readonly string[]): ToolRun {
  const words = args.map((arg) => arg.toLowerCase().replace(/^-/, '/'));
  if (words.length === 0) return answer(state, 0, printed([state.machine.operator.user]));
  const format = words.includes('/fo') ? (words[words.indexOf('/fo') + 1] ?? '') : 'table';
  const known = ['/user', '/groups', '/all', '/fo', '/nh', format];
  const stranger = words.find((word) => !known.includes(word));
  if (stranger !== undefined || !['table', 'csv', 'list'].includes(format)) {
    const text = `ERROR: Invalid argument/option - '${stranger ?? format}'.\r\nType "WHOAMI /?" for usage.\r\n`;
    return answer(state, 1, '', text);
  }
  const isAll = words.includes('/all');
  const sections = [
    ...(isAll || words.includes('/user') ? [userSection(state)] : []),
    ...(isAll || words.includes('/groups') ? [groupSection(state)] : []),
  ];
  const withHead = !words.includes('/nh');
  return answer(state, 0, sections.map((section) => printed(sectionLines(section, format, withHead, sections.length > 1))).join(''));
}

interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function userSection({ machine }: LabState): Section {
  return { title: 'USER INFORMATION', columns: ['User Name', 'SID'], rows: [[machine.operator.user, machine.operator.sid]] };
}

function groupSection({ machine }: LabState): Section {
  const groups = machine.operator.groups.map((group) =>
    machine.elevated || !WITHHELD.test(group.sid) ? group : { ...group, attributes: DENY_ONLY },
  );
  const rows = [...groups, machine.elevated ? HIGH : MEDIUM].map(({ name, type, sid, attributes }) => [name, type, sid, attributes]);
  return { title: 'GROUP INFORMATION', columns: ['Group Name', 'Type', 'SID', 'Attributes'], rows };
}

function sectionLines({ title, columns, rows }: Section, format: string, withHead: boolean, isOneOfMany: boolean): readonly string[] {
  if (format === 'csv') {
    const all = withHead ? [columns, ...rows] : rows;
    return [...all.map((row) => row.map((cell) => `"${cell}"`).join(',')), ...(isOneOfMany ? [''] : [])];
  }
  const head = withHead ? ['', title, '-'.repeat(title.length)] : [];
  const body = format === 'list' ? listLines(columns, rows) : tableLines(columns, rows, withHead);
  return [...head, '', ...body];
}

function listLines(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...columns.map((column) => column.length)) + 1;
  return rows.flatMap((row) => [...columns.map((column, index) => `${`${column}:`.padEnd(width)} ${row[index] ?? ''}`), '']);
}

function tableLines(columns: readonly string[], rows: readonly (readonly string[])[], withHead: boolean): readonly string[] {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' ');
  const rule = widths.map((width) => '='.repeat(width)).join(' ');
  return [...(withHead ? [line(columns), rule] : []), ...rows.map(line)];
}
