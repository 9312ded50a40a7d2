/** One attribute of a start tag; the offsets are places in the text it was read from. `start` takes in the white space before the name. */
interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** One element and where it stands. `openEnd` is behind its start tag, `closeStart` before its end tag; both are `end` for `<a />`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly start: number;
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
}

type XmlReading = { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly line: number };

const MARKUP =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s+([^\s=<>/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

interface OpenElement {
  readonly element: Omit<XmlElement, 'closeStart' | 'end' | 'children'>;
  readonly children: XmlElement[];
}

/**
 * Reads a configuration file without losing anything: the tree only says where things stand in the text.
 * Out: the root element; or the line of the first place that is not well-formed.
 */
export function readXml(text: string): XmlReading {
  const open: OpenElement[] = [];
  const roots: XmlElement[] = [];
  const siblings = (): XmlElement[] => open.at(-1)?.children ?? roots;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  for (let at = start; at < text.length; ) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const stray = text.slice(at, next === -1 ? text.length : next);
      if (open.length === 0 && stray.trim() !== '') return notWellFormed(text, at);
      at += stray.length;
      continue;
    }
    MARKUP.lastIndex = at;
    const found = MARKUP.exec(text);
    if (found === null) return notWellFormed(text, at);
    const [markup, closed, name, attributes = '', slash] = found;
    const end = at + markup.length;
    if (name !== undefined) {
      const element = { name, attributes: readAttributes(text, at + 1 + name.length, attributes), start: at, openEnd: end };
      if (slash === '/') siblings().push({ ...element, children: [], closeStart: end, end });
      else open.push({ element, children: [] });
    } else if (closed !== undefined) {
      const last = open.pop();
      if (last?.element.name !== closed) return notWellFormed(text, at);
      siblings().push({ ...last.element, children: last.children, closeStart: at, end });
    }
    at = end;
  }
  const [root] = roots;
  return root !== undefined && roots.length === 1 && open.length === 0 ? { ok: true, root } : notWellFormed(text, text.length);
}

/** A file that this program has just made itself: that it cannot be read is a bug. */
export function readOwnXml(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(`The lab wrote a configuration that is not well-formed (line ${reading.line})`);
  return reading.root;
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first element that is reached by these names, one level a name. */
export function descendant(element: XmlElement, names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((found, name) => childrenOf(found, name)[0], element);
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function readAttributes(text: string, from: number, written: string): readonly XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  const to = from + written.length;
  for (let at = from; at < to; ) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) break;
    const [whole, name = '', double, single = ''] = found;
    const raw = double ?? single;
    const end = at + whole.length;
    attributes.push({ name, value: unescapeXml(raw), start: at, end, valueStart: end - 1 - raw.length, valueEnd: end - 1 });
    at = end;
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name] ?? whole;
  });
}

function notWellFormed(text: string, offset: number): XmlReading {
  return { ok: false, line: lineAt(text, offset) };
}
