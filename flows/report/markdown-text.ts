import { visibleLine, visibleLines } from './visible-text.ts';

/**
 * Any text as Markdown that says the same and does nothing: one line, no markup, no HTML, no link, no table cell of its own.
 * A bar and angle brackets stand as entities, because tables split at a bar even behind some backslashes.
 */
export function plain(text: string): string {
  return visibleLine(text)
    .replace(/&/g, '&amp;')
    .replace(/[\\`*_[\]~$#]/g, '\\$&')
    .replace(/:(?=\/\/)|@/g, '\\$&')
    .replace(/www(?=\.)/gi, '$&\\')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\|/g, '&#124;')
    .replace(
      /^(\s*)([+=-]|\d+(?=[.)](?:\s|$)))/,
      (_all, blank: string, mark: string) => `${blank}${/\d/.test(mark) ? `${mark}\\` : `\\${mark}`}`,
    )
    .trim();
}

/** A command or output as a block that nothing in it can end: its fence is longer than any run of backticks inside. */
export function fenced(text: string): string {
  const body = visibleLines(text).replace(/\n+$/, '');
  const longest = Math.max(0, ...(body.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}text\n${body}\n${fence}`;
}

/** In: names of columns and rows of texts. Out: a table; where a cell has several values they stand in one line. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => plain(text) || ' ').join(' | ')} |`;
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}

export function bullets(texts: readonly string[]): string {
  return texts.map((text) => `- ${plain(text)}`).join('\n');
}

/** Names with values, one a line. */
export function pairs(entries: readonly (readonly [string, string])[]): string {
  return entries.map(([name, value]) => `- **${name}:** ${plain(value)}`).join('\n');
}
