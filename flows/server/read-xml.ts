import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeEntities, MALFORMED_REFERENCE } from './xml-entities.ts';

/** One element: its own attributes as strings, its child elements in document order. Text, comments and CDATA say nothing in these files. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
}

export type XmlDocument = { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly why: string };

/**
 * Reads one XML document. In: the decoded text. Out: its root element, or why it is none, with line and column where they are known.
 * Nothing of the text itself is repeated in `why`: it could be a password. A DOCTYPE is refused, so no entity can be defined;
 * depth is limited to 100 elements.
 */
export function readXml(text: string): XmlDocument {
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const why = whyMalformed(document);
  if (why !== undefined) return { ok: false, why };
  const roots = parse(document);
  if (roots === undefined) return { ok: false, why: 'it is not well-formed XML' };
  const [root] = roots;
  if (root === undefined || roots.length > 1) return { ok: false, why: `it has ${roots.length} root elements, not one` };
  return { ok: true, root };
}

/** In: an element and the names of nested elements. Out: every element that this way leads to, in document order. */
export function elementsAt(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  return names.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  );
}

const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const COMMENT_OR_CDATA = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g;

function whyMalformed(text: string): string | undefined {
  if (text.trim() === '') return 'it is empty';
  const forbidden = text.search(FORBIDDEN_CHARACTER);
  if (forbidden >= 0) return `it holds a character that no XML may hold, at ${position(text, forbidden)}: it may be binary`;
  if (text.trimStart().startsWith('<?xml') && !text.startsWith('<?xml')) return 'something stands before its XML declaration';
  const valid = XMLValidator.validate(text);
  if (valid !== true) return `it is not well-formed XML at line ${valid.err.line}${column(valid.err.col)}`;
  // Blanked, so that what stands in a comment is not taken for markup; the validator has seen that every comment ends.
  const markup = text.includes('<!') ? text.replace(COMMENT_OR_CDATA, (part) => part.replace(/[^\n]/g, ' ')) : text;
  const doctype = markup.search(/<!doctype/i);
  if (doctype >= 0) return `it has a DOCTYPE at ${position(text, doctype)}, which no configuration of IIS has`;
  const reference = markup.search(MALFORMED_REFERENCE);
  if (reference >= 0) return `it is not well-formed XML at ${position(text, reference)}: an ampersand that begins no known entity`;
  return undefined;
}

/** The validator leaves the column out where the document holds nothing. */
function column(value: number | undefined): string {
  return value === undefined ? '' : `, column ${value}`;
}

function position(text: string, index: number): string {
  const lines = text.slice(0, index).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 100,
  // No callback here wants the path of each element as a text.
  jPath: false,
});

/** The parser throws where a name could do harm in JavaScript (`__proto__`) or the elements nest too deep: no server configuration. */
function parse(text: string): readonly XmlElement[] | undefined {
  try {
    const parsed: unknown = parser.parse(text);
    return childElements(parsed);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function childElements(nodes: unknown): readonly XmlElement[] {
  return Array.isArray(nodes) ? nodes.flatMap(toElement) : [];
}

/** The parser's shape of a node: `{ name: [children], ':@': { attribute: value } }`; text is `{ '#text': … }`. */
function toElement(node: unknown): readonly XmlElement[] {
  if (typeof node !== 'object' || node === null) return [];
  const [entry, attributes] = Object.entries(node).sort(([a], [b]) => Number(a === ':@') - Number(b === ':@'));
  if (entry === undefined || entry[0].startsWith('#') || entry[0] === ':@') return [];
  return [{ name: entry[0], attributes: attributesOf(attributes?.[1]), children: childElements(entry[1]) }];
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function attributesOf(attributes: unknown): ReadonlyMap<string, string> {
  if (typeof attributes !== 'object' || attributes === null) return NO_ATTRIBUTES;
  const decoded = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) decoded.set(name, decodeEntities(String(value)));
  return decoded;
}
