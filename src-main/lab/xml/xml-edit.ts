import { childrenOf, descendant, escapeXml, readOwnXml, type XmlElement } from './xml-tree.ts';

/**
 * Small edits of a configuration text that leave every other byte as it was.
 * Each takes elements read from that very text and gives the new text. An edit and its opposite give the same bytes again
 * where the file is written as IIS writes it: one element a line, `<a />` for an empty one.
 */

/** The attribute gets this value where it stands, or is added behind the others. */
export function withAttribute(text: string, element: XmlElement, name: string, value: string): string {
  const present = element.attributes.find((attribute) => attribute.name === name);
  if (present?.value === value) return text;
  if (present !== undefined) return splice(text, present.valueStart, present.valueEnd, escapeXml(value).replaceAll("'", '&apos;'));
  const at = element.attributes.at(-1)?.end ?? element.start + 1 + element.name.length;
  return splice(text, at, at, ` ${name}="${escapeXml(value)}"`);
}

export function withoutAttribute(text: string, element: XmlElement, name: string): string {
  const present = element.attributes.find((attribute) => attribute.name === name);
  return present === undefined ? text : splice(text, present.start, present.end, '');
}

/** In: `fragment`, one empty element such as `<add value="NTLM" />`; `index`, its place among the parent's elements. */
export function withChild(text: string, parent: XmlElement, index: number, fragment: string): string {
  if (isEmptyTag(parent)) {
    const head = text.slice(parent.start, parent.openEnd).replace(/\s*\/>$/, '>');
    const newLine = newLineOf(text);
    const indent = indentOf(text, parent);
    const body = `${newLine}${indent}    ${fragment}${newLine}${indent}</${parent.name}>`;
    return splice(text, parent.start, parent.end, head + body);
  }
  const before = parent.children[index - 1];
  const at = before?.end ?? parent.openEnd;
  return splice(text, at, at, `${separatorOf(text, parent)}${fragment}`);
}

/** The element goes with its line; a parent that is left with nothing inside becomes `<parent />`. */
export function withoutElement(text: string, parent: XmlElement, element: XmlElement): string {
  const lineStart = text.slice(0, element.start).search(/\r?\n[ \t]*$/);
  const from = Math.max(lineStart, parent.openEnd);
  const inside = text.slice(parent.openEnd, from) + text.slice(element.end, parent.closeStart);
  if (inside.trim() !== '') return splice(text, from, element.end, '');
  const head = text.slice(parent.start, parent.openEnd).replace(/\s*>$/, ' />');
  return splice(text, parent.start, parent.end, head);
}

/** Makes what is missing of the chain of elements below the root. In: how to reach the container, and the names below it. */
export function withElements(text: string, reach: (root: XmlElement) => XmlElement, names: readonly string[]): string {
  return names.reduce((made, name, depth) => {
    const parent = descendant(reach(readOwnXml(made)), names.slice(0, depth));
    if (parent === undefined || childrenOf(parent, name).length > 0) return made;
    return withChild(made, parent, parent.children.length, `<${name} />`);
  }, text);
}

/** Whether nothing would be lost with this element: no attribute, no element, no comment. */
export function isBare(text: string, element: XmlElement, ignored: readonly string[] = []): boolean {
  const hasAttribute = element.attributes.some((attribute) => !ignored.includes(attribute.name));
  return !hasAttribute && text.slice(element.openEnd, element.closeStart).trim() === '';
}

function isEmptyTag(element: XmlElement): boolean {
  return element.openEnd === element.end;
}

function separatorOf(text: string, parent: XmlElement): string {
  const inside = text.slice(parent.openEnd, parent.closeStart);
  if (!inside.includes('\n')) return '';
  const [first] = parent.children;
  return newLineOf(text) + (first === undefined ? `${indentOf(text, parent)}    ` : indentOf(text, first));
}

function indentOf(text: string, element: XmlElement): string {
  return /(?:^|\n)([ \t]*)$/.exec(text.slice(0, element.start))?.[1] ?? '';
}

function newLineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function splice(text: string, from: number, to: number, inserted: string): string {
  return text.slice(0, from) + inserted + text.slice(to);
}
