/** One row of whoami that holds a security identifier. */
export interface WhoamiRow {
  readonly name: string;
  readonly sid: string;
  /** A user is a name and an identifier; a group has a type, and perhaps attributes, besides. */
  readonly isUser: boolean;
}

const SID = /^S-1-\d+(?:-\d+)*$/;
const SID_INSIDE = /(?<![\w-])S-1-\d+(?:-\d+)+(?![\w-])/;

/**
 * In: what `whoami /all`, `/user` or `/groups` printed, as table, list or csv, with or without headings, in any language.
 * Out: its rows with an identifier, in order. Source: the layouts of whoami; only the identifiers are the same in every language.
 */
export function readWhoamiRows(text: string): readonly WhoamiRow[] {
  const lines = text.split(/\r*\n/);
  if (lines.some((line) => line.trim().startsWith('"') && cellsOf(line).some((cell) => SID.test(cell)))) return lines.flatMap(readCsv);
  if (lines.some((line) => /^[^:]+[:：]\s+S-1-\d+(?:-\d+)+\s*$/.test(line))) return readList(lines);
  return readTables(lines);
}

function readCsv(line: string): readonly WhoamiRow[] {
  const cells = cellsOf(line.trim());
  const sid = cells.find((cell) => SID.test(cell));
  return sid === undefined ? [] : [{ name: cells[0] ?? '', sid, isUser: cells.length === 2 }];
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell]) => (cell ?? '').replaceAll('""', '"').trim());
}

/** Records stand apart by blank lines; the first line of each is its name. */
function readList(lines: readonly string[]): readonly WhoamiRow[] {
  const records: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') records.push([]);
    else if (/^[^:：]+[:：](?:\s|$)/.test(line)) records.at(-1)?.push(line.replace(/^[^:：]+[:：]\s*/, '').trimEnd());
  }
  return records.flatMap((values) => {
    const sid = values.find((value) => SID.test(value));
    return sid === undefined ? [] : [{ name: values[0] ?? '', sid, isUser: values.length === 2 }];
  });
}

/** A ruler of `====` says where the columns are; without one, the second column begins where any row shows it by two blanks. */
function readTables(lines: readonly string[]): readonly WhoamiRow[] {
  const withSid = lines.filter((line) => SID_INSIDE.test(line));
  const headless = nameWidth(withSid);
  let ruler: readonly number[] | undefined;
  return lines.flatMap((line) => {
    if (/^=+(?: =+)*\s*$/.test(line)) ruler = line.split(' ').map(({ length }) => length);
    else if (line.trim() === '') ruler = undefined;
    const sid = SID_INSIDE.exec(line);
    if (sid === null) return [];
    const before = line.slice(0, sid.index).trimEnd();
    if (ruler !== undefined) return [{ name: line.slice(0, ruler[0]).trim(), sid: sid[0], isUser: ruler.length === 2 }];
    const isUser =
      /^[^\\]+\\\S/.test(before) &&
      !/\s{2,}/.test(before.trim()) &&
      line.slice(sid.index + sid[0].length).trim() === '' &&
      isAccount(sid[0]);
    return [{ name: isUser ? before.trim() : before.slice(0, headless).trim(), sid: sid[0], isUser }];
  });
}

function nameWidth(rows: readonly string[]): number | undefined {
  const starts = rows.flatMap((row) => {
    const gap = /^\S.*?\s{2,}(?=\S)/.exec(row)?.[0];
    const isBeforeSid = gap !== undefined && !/^S-1-/.test(row.slice(gap.length));
    return isBeforeSid ? [gap.length] : [];
  });
  return starts[0];
}

/** Accounts of domains and machines, the built-in services, virtual accounts, and accounts of the cloud directory. */
function isAccount(sid: string): boolean {
  return /^S-1-(?:5-(?:21|80|82|83|90|96)-|5-(?:18|19|20)$|12-1-)/.test(sid);
}
