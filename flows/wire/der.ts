/** One element of DER: its tag, and where its content lies. `isCut`: the bytes end before the element does; what is there can be read. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly isCut: boolean;
}

/**
 * In: bytes that should hold elements of DER one behind another. Out: those that can be read, in order; reading ends at the first that cannot,
 * or that is cut. Only single-byte tags and lengths below 2^32, which is all that GSS-API and Kerberos use.
 * Source: X.690 8.1 and 10.1. Of the packages for it none may be imported here, and this is all that is needed.
 */
export function readElements(bytes: Uint8Array): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const one = readElement(rest);
    if (one === undefined) break;
    elements.push(one.element);
    rest = one.rest;
  }
  return elements;
}

/** The content of the first element with that tag; `undefined` where there is none. */
export function contentOf(elements: readonly DerElement[], tag: number): Uint8Array | undefined {
  return elements.find((element) => element.tag === tag)?.content;
}

/** In: content of an explicit tag such as `[0]`. Out: the content of the one element in it, where that has the tag. */
export function inside(content: Uint8Array | undefined, tag: number): Uint8Array | undefined {
  return content && contentOf(readElements(content).slice(0, 1), tag);
}

/** An OBJECT IDENTIFIER's content as `1.3.6.1.5.5.2`; empty where it is none. */
export function identifierText(content: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  const [first, ...rest] = parts;
  if (first === undefined) return '';
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** A small non-negative INTEGER; `undefined` where it is none or does not fit. */
export function smallInteger(content: Uint8Array | undefined): number | undefined {
  if (content === undefined || content.length === 0 || content.length > 4 || (content[0] ?? 0) >= 0x80) return undefined;
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

function readElement(bytes: Uint8Array): { readonly element: DerElement; readonly rest: Uint8Array } | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || lengthBytes > 4 || bytes.length < 2 + lengthBytes) return undefined;
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.slice(2, start).reduce((value, byte) => value * 256 + byte, 0);
  const element = { tag, content: bytes.slice(start, start + length), isCut: bytes.length < start + length };
  return { element, rest: bytes.slice(start + length) };
}
