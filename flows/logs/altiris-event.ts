/** One event of an Altiris log, as written. */
export interface AltirisEvent {
  readonly attributes: ReadonlyMap<string, string>;
  readonly body: string;
}

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")/g;

/**
 * In: an event from `<event` to `</event>`; attributes in single or double quotes, names in any letter case.
 * Out: its attributes by lower-case name, and its body, of CDATA or of plain text.
 */
export function readAltirisEvent(text: string): AltirisEvent {
  const open = /^<event\b(?:[^'">]|'[^']*'|"[^"]*")*>/i.exec(text)?.[0] ?? '';
  const attributes = new Map(
    [...open.matchAll(ATTRIBUTE)].map(([, name = '', single, double]) => [name.toLowerCase(), single ?? double ?? '']),
  );
  const inside = text.slice(open.length).replace(/\s*<\/event>\s*$/i, '');
  const cdata = /^\s*<!\[CDATA\[([\s\S]*?)(?:\]\]>\s*)?$/.exec(inside);
  return { attributes, body: cdata?.[1] ?? inside };
}
