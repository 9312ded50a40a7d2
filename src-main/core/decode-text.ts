import iconv from 'iconv-lite';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';

export interface DecodeOptions {
  /** What is decoded, for the failure's words. */
  readonly what?: string;
  /** The code page where nothing else says one: windows-1252, or `cp850`, `cp866`… for what a console program wrote into a file. */
  readonly fallback?: string;
}

/**
 * Decodes the bytes of a text file of Windows; line ends stay as they are.
 * In order: a byte order mark; UTF-16 without one, known by the zero bytes of its ASCII characters; UTF-8 where every byte fits;
 * the encoding that an XML declaration names; the fallback.
 * Out: the text without its mark; `input.refused` where it is no text.
 */
export function decodeText(bytes: Uint8Array, options: DecodeOptions = {}): Result<string> {
  const text = decode(bytes, options.fallback ?? 'windows-1252');
  if (!BINARY.test(text)) return succeed(text);
  return fail({
    code: 'input.refused',
    what: say`${options.what ?? say`The file`} was refused`,
    why: say`it is binary, not text`,
    next: say`Give the text file itself; a zip or an event log has to be unpacked or exported first`,
  });
}

/** Control characters that no text of a program holds; tab, line ends, form feed, backspace, escape and Ctrl+Z may occur. */
const BINARY = /[\u0000-\u0007\u000b\u000e-\u0019\u001c-\u001f]/;
const SAMPLE_BYTES = 4096;

function decode(bytes: Uint8Array, fallback: string): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return withoutMark(iconv.decode(bytes, utf16));
  return utf8(bytes) ?? iconv.decode(bytes, declaredEncoding(bytes) ?? fallback);
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const even = sample.filter((byte, at) => byte === 0 && at % 2 === 0).length;
  const odd = sample.filter((byte, at) => byte === 0 && at % 2 === 1).length;
  // Every line end and digit has its zero, also in a text that is Russian or Chinese; binary files have zeros on both sides.
  const enough = Math.max(1, sample.length / 40);
  if (odd >= enough && even * 20 <= odd) return 'utf-16le';
  if (even >= enough && odd * 20 <= even) return 'utf-16be';
  return undefined;
}

/** `undefined` where the bytes are no UTF-8: the decoder then throws a TypeError. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const name = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  return name !== undefined && !/^utf/i.test(name) && iconv.encodingExists(name) ? name : undefined;
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
