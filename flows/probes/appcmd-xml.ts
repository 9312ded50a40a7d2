import { elementsAt, readXml, type XmlElement } from '../server/read-xml.ts';

export interface AppcmdError {
  /** As printed, in the language of the server. */
  readonly message: string;
  /** Eight hexadecimal digits as printed; `null` where none are. */
  readonly hresult: string | null;
}

/**
 * The XML document inside an answer of appcmd, whatever stands before and after it (prompts, an echoed command line).
 * `undefined` where there is none; `why` where it cannot be read.
 */
export function findXml(text: string): { readonly root: XmlElement } | { readonly why: string } | undefined {
  const start = text.search(/<(?:\?xml|appcmd|system\.|configuration)\b/i);
  const end = text.lastIndexOf('>');
  // A prompt at the end holds a `>` of its own, on a line without any `<`.
  const tail = /\n[^<\n]*[^/<\n]>[^<\n]*$/.exec(text.slice(start, end + 1));
  if (start < 0 || end < start) return undefined;
  const read = readXml(text.slice(start, tail === null ? end + 1 : start + tail.index).trimEnd());
  return read.ok ? { root: read.root } : { why: read.why };
}

/** The error of `/xml` mode, `<appcmd><ERROR message="…" /></appcmd>`. Its shape is inferred: no source shows it. */
export function xmlError(root: XmlElement): AppcmdError | null {
  const [error] = elementsAt(root, 'ERROR');
  if (error === undefined) return null;
  const hresult = error.attributes.get('hresult') ?? null;
  return { message: (error.attributes.get('message') ?? '').trim(), hresult };
}

/**
 * The error of text mode: `ERROR ( message:… )` or `ERROR ( hresult:80070005, message:… )`, over several lines;
 * the message may end with a line break and ` )` or `. )`. Only the keywords are the same in every language.
 */
export function textError(text: string): AppcmdError | null {
  const found = /^[^\S\n]*ERROR \( (?:hresult:([0-9a-f]{8}), )?message:([\s\S]*)/im.exec(text);
  if (found === null) return null;
  const message = untilClosed(found[2] ?? '')
    .replace(/\r*\n/g, '\n')
    .replace(/\n\.?\s*$/, '');
  return { message: message.trim(), hresult: found[1] ?? null };
}

/** Messages hold brackets of their own: the error ends with the first line that ends in ` )`. */
function untilClosed(text: string): string {
  const end = /\s\)[^\S\n]*(?:\r*\n|$)/.exec(text);
  return end === null ? text : text.slice(0, end.index);
}
