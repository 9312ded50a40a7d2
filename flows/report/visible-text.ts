/** Marks that change how a text reads without being seen: direction, joining, soft breaks, tags. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\u2028\u2029\ufff9-\ufffb]/gu;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /\p{Cs}/gu;

/** In: any text. Out: the same on one line, where what cannot be seen is named: `⏎`, `⟨U+202E⟩`. */
export function visibleLine(text: string): string {
  return visibleLines(text).replace(/\n/g, '⏎').replace(/\t/g, ' ');
}

/** The same for a program's output: its lines stay lines. */
export function visibleLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, named).replace(INVISIBLE, named).replace(LONE_SURROGATE, '\ufffd');
}

function named(mark: string): string {
  return `⟨U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
