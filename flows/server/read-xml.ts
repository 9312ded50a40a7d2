import { SaxesParser } from 'saxes';
import { say } from '../language/say.ts';

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
  const why = whyNoDocument(document);
  if (why !== undefined) return { ok: false, why };
  try {
    return { ok: true, root: new Tree(document).read() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, why: error.message };
    throw error;
  }
}

/** In: an element and the names of nested elements. Out: every element that this way leads to, in document order. */
export function elementsAt(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  let [found, only]: [readonly XmlElement[], XmlElement | undefined] = [NO_ELEMENTS, element];
  for (const name of names) {
    // Nearly always one element leads on to one: then no list is made on the way.
    const next: readonly XmlElement[] = only === undefined ? found.flatMap((one) => childrenNamed(one, name)) : childrenNamed(only, name);
    if (next.length === 0) return NO_ELEMENTS;
    only = next.length === 1 ? next[0] : undefined;
    found = next;
  }
  return only === element ? [element] : found;
}

/** The list of an element's children itself where all of them are meant. */
function childrenNamed({ children }: XmlElement, name: string): readonly XmlElement[] {
  let count = 0;
  for (const child of children) if (child.name === name) count++;
  if (count === 0) return NO_ELEMENTS;
  return count === children.length ? children : children.filter((child) => child.name === name);
}

const NO_ELEMENTS: readonly XmlElement[] = [];

const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** What is told better here than by a parser. */
function whyNoDocument(text: string): string | undefined {
  if (!/\S/.test(text)) return say`it is empty`;
  const forbidden = text.search(FORBIDDEN_CHARACTER);
  if (forbidden >= 0) return say`it holds a character that no XML may hold, at ${position(text, forbidden)}: it may be binary`;
  return /^\s+<\?xml/.test(text) ? say`something stands before its XML declaration` : undefined;
}

function position(text: string, index: number): string {
  const lines = text.slice(0, index).split('\n');
  return say`line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Ends the reading of a document that is none. */
class Refusal extends Error {}

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  children: readonly XmlElement[];
}

const DEEPEST = 100;
/** So many tables of attributes are looked through for one that is the same. */
const MOST_SHARED = 4096;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
/** Names that do harm where somebody uses them as keys of an object; no configuration has them. */
const HARMFUL: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** An ampersand that begins none of XML's five entities and no character reference. Without a DOCTYPE there are no others. */
const MALFORMED_REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/y;

/** Builds the tree while the parser goes through the text, so that no other tree is made in between. */
class Tree {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  /** By depth: the children so far of the element that is open there. */
  readonly #children: XmlElement[][] = [];
  readonly #names = new Map<string, string>();
  #root: XmlElement | undefined;
  #rootEnd = 0;
  /** Names and values, in turn, of the tag that is being read. */
  readonly #written: string[] = [];
  readonly #attributes = new Map<string, ReadonlyMap<string, string>>();
  readonly #parser = new SaxesParser();

  constructor(text: string) {
    this.#text = text;
    const parser = this.#parser;
    parser.on('error', () => this.#refuse());
    parser.on('doctype', () => {
      throw new Refusal(`it has a DOCTYPE at ${this.#place()}, which no configuration of IIS has`);
    });
    parser.on('attribute', ({ name, value }) => {
      if (HARMFUL.has(name)) this.#refuse();
      this.#written.push(name, value);
    });
    parser.on('opentag', ({ name }) => this.#begin(name));
    parser.on('closetag', () => this.#end());
  }

  read(): XmlElement {
    this.#parser.write(this.#text).close();
    return this.#root ?? this.#refuse();
  }

  #begin(name: string): void {
    if (this.#open.length >= DEEPEST || HARMFUL.has(name)) this.#refuse();
    const element: OpenElement = { name: this.#once(name), attributes: this.#takeAttributes(), children: NO_ELEMENTS };
    if (this.#open.length === 0) this.#root = element;
    else this.#children[this.#open.length - 1]?.push(element);
    this.#children[this.#open.length] ??= [];
    this.#open.push(element);
  }

  /** Most elements have no children: a list is kept only where it holds something. */
  #end(): void {
    const element = this.#open.pop();
    const depth = this.#open.length;
    const children = this.#children[depth] ?? [];
    if (element !== undefined && children.length > 0) {
      element.children = children;
      this.#children[depth] = [];
    }
    if (depth === 0) this.#rootEnd = this.#parser.position;
  }

  /** What one site says of a section, thousands say with the same words: they share one table. */
  #takeAttributes(): ReadonlyMap<string, string> {
    const written = this.#written;
    if (written.length === 0) return NO_ATTRIBUTES;
    const key = written.join('\u0000');
    let attributes = this.#attributes.get(key);
    if (attributes === undefined) {
      attributes = attributesOf(written);
      if (this.#attributes.size >= MOST_SHARED) this.#attributes.clear();
      this.#attributes.set(key, attributes);
    }
    written.length = 0;
    return attributes;
  }

  /** The same names come again and again: each is kept once. */
  #once(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, text);
    return text;
  }

  /** The parser's own words would repeat a part of the text, and it stops behind the place that is wrong. */
  #refuse(): never {
    const at = this.#parser.position;
    const isSecondRoot = this.#root !== undefined && this.#open.length === 0 && this.#text.lastIndexOf('<', at) >= this.#rootEnd;
    if (isSecondRoot) throw new Refusal('it has 2 root elements, not one');
    const reference = this.#text.lastIndexOf('&', at);
    MALFORMED_REFERENCE.lastIndex = Math.max(reference, 0);
    if (reference >= 0 && at - reference <= LONGEST_REFERENCE && MALFORMED_REFERENCE.test(this.#text)) {
      throw new Refusal(`it is not well-formed XML at ${position(this.#text, reference)}: an ampersand that begins no known entity`);
    }
    throw new Refusal(`it is not well-formed XML at ${this.#place()}`);
  }

  #place(): string {
    return say`line ${this.#parser.line}, column ${this.#parser.column + 1}`;
  }
}

function attributesOf(written: readonly string[]): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let at = 0; at < written.length; at += 2) attributes.set(written[at] ?? '', written[at + 1] ?? '');
  return attributes;
}

/** So far behind an ampersand the parser may notice that it begins nothing. */
const LONGEST_REFERENCE = 64;
