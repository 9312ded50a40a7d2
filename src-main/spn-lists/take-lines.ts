import { DISTINGUISHED_NAME, isWellFormedSpn } from '../../flows/probes/setspn-lines.ts';
import type { TakeLine } from './list-lines.ts';
import type { SpnHolders } from './spn-holders.ts';

const [TAB, BLANK, COLON, LESS] = [9, 32, 58, 60];
/** The first of the three bytes that Windows puts in front of UTF-8; no line of LDIF begins with it otherwise. */
const BYTE_ORDER_MARK = 0xef;
const ATTRIBUTE = Buffer.from('serviceprincipalname');
const NAME = Buffer.from('dn');

/** Lines of an LDIF export (RFC 2849): `dn: …`, then `servicePrincipalName: …`; after two colons the value is in base64. */
export function takeLdif(holders: SpnHolders): TakeLine {
  return (bytes, start, to) => {
    const from = bytes[start] === BYTE_ORDER_MARK ? start + 3 : start;
    if (from === to) return holders.endAccount();
    if (isAttribute(bytes, from, to, ATTRIBUTE)) {
      withValue(bytes, from + ATTRIBUTE.length, to, (value, begin, end) => holders.add(value, begin, end));
    } else if (isAttribute(bytes, from, to, NAME)) {
      withValue(bytes, from + NAME.length, to, (value, begin, end) => holders.beginAccount(value, begin, end));
    }
  };
}

/** Attribute names ignore letter case; one with options (`attribute;binary`) is another. */
function isAttribute(bytes: Buffer, from: number, to: number, name: Buffer): boolean {
  if (to - from <= name.length || bytes[from + name.length] !== COLON) return false;
  for (let at = 0; at < name.length; at++) if (((bytes[from + at] ?? 0) | 32) !== name[at]) return false;
  return true;
}

/** In: where the colon is. A value that stands in another file (`:<`) is none that could be read. */
function withValue(bytes: Buffer, colon: number, to: number, take: TakeLine): void {
  const second = bytes[colon + 1];
  if (second === LESS) return;
  let from = second === COLON ? colon + 2 : colon + 1;
  while (from < to && bytes[from] === BLANK) from++;
  if (second !== COLON) {
    take(bytes, from, to);
    return;
  }
  const value = Buffer.from(bytes.toString('latin1', from, to), 'base64');
  take(value, 0, value.length);
}

/**
 * Lines of setspn: an account and the names under it (`-L`, `-Q`), or a name and the accounts under it (`-X`).
 * Sentences are localized, so what counts is what is indented and what is a distinguished name.
 */
export function takeSetspn(holders: SpnHolders): TakeLine {
  let shared: Buffer | undefined;
  return (bytes, from, to) => {
    let begin = from;
    while (begin < to && (bytes[begin] === TAB || bytes[begin] === BLANK)) begin++;
    if (begin === to) return;
    const isIndented = begin > from;
    if (isIndented && shared === undefined && isPlainName(bytes, begin, to)) return holders.add(bytes, begin, to);
    const text = bytes.toString('utf8', begin, to).trimEnd();
    const account = DISTINGUISHED_NAME.exec(text)?.[0];
    if (account !== undefined) {
      beginAccount(holders, account);
      if (isIndented && shared !== undefined) holders.add(shared, 0, shared.length);
      else shared = undefined;
    } else if (isIndented && isWellFormedSpn(text)) holders.add(bytes, begin, begin + Buffer.byteLength(text));
    else if (!isIndented) {
      const spn = /^\S+\/\S+/.exec(text)?.[0];
      shared = spn !== undefined && isWellFormedSpn(spn) ? Buffer.from(spn) : undefined;
      holders.endAccount();
    }
  };
}

function beginAccount(holders: SpnHolders, name: string): void {
  const bytes = Buffer.from(name);
  holders.beginAccount(bytes, 0, bytes.length);
}

/** What nearly all lines are: a name with a slash in it, without blanks, commas and equals signs. */
function isPlainName(bytes: Buffer, from: number, to: number): boolean {
  let slashes = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 47) slashes++;
    else if (byte <= BLANK || byte === 44 || byte === 61 || byte === 92 || byte === 34 || byte === LESS || byte === 62 || byte === 64)
      return false;
  }
  return slashes === 1 || slashes === 2;
}
