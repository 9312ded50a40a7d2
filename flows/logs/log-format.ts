import { say } from '../language/say.ts';
import { readW3cLayout } from './w3c-layout.ts';

export const LOG_KINDS = ['iis-log', 'httperr-log', 'altiris-log'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** What a file is, by its beginning. */
export type Recognised = { readonly kind: LogKind; readonly fields: string } | { readonly kind: 'refused'; readonly why: string };

const NCSA = /^\S+ \S+ \S+ \[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/m;
const IIS_NATIVE = /^[\da-f.:]+, [^,\r\n]*, \d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d:\d\d, [^,\r\n]*,/im;
const HTTPERR_ROW =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [\da-f.:%-]+ (\d+|-) [\da-f.:%-]+ (\d+|-) (HTTP\/[\d.]+|-) \S+ \S+ (?:\S+ ){0,2}\S+ \S+ \S+/im;
const FTP_VERB =
  /^(?:\[\d+\])?(user|pass|acct|retr|stor|appe|pasv|epsv|port|eprt|cwd|cdup|pwd|list|nlst|quit|syst|feat|dele|mkd|rmd|rnfr|rnto|pbsz|prot|controlchannel(opened|closed)|datachannel(opened|closed)|closed|created|sent)$/i;
const SMTP_VERB = /^(helo|ehlo|mail|rcpt|data|rset|bdat)$/i;
const OF_IIS = ['c-ip', 'cs-uri-stem', 'cs-method', 'cs-username', 'sc-status', 's-sitename', 'cs-host'];

/**
 * Tells what a log is by its beginning, never by its name.
 * In: up to 64 KiB from the start of the file, a character a byte. Out: its kind, with its first `#Fields:` line; or what it is instead.
 */
export function recogniseLog(head: string): Recognised {
  const text = head.replace(/^\u00ef\u00bb\u00bf/, '').replace(/^\0+/, '');
  if (head === '') return refuse(say`it is empty`);
  if (text.trim() === '') return refuse(say`it holds nothing but blanks or zeros`);
  const fields = /^#Fields:[^\r\n]*/im.exec(text)?.[0].trim();
  if (fields !== undefined) return withFields(fields, text);
  if (isAltiris(text)) return { kind: 'altiris-log', fields: '' };
  const binary = binaryKind(text);
  return binary === undefined ? withoutFields(text) : refuse(binary);
}

function isAltiris(text: string): boolean {
  return /<event\s[^<]*\b(?:date|severity)\s*=/i.test(text) || /\]\]>\s*<\/event>/i.test(text);
}

function withFields(fields: string, text: string): Recognised {
  const { names, method } = readW3cLayout(fields);
  if (names.includes('s-reason') || names.includes('s-queuename')) return { kind: 'httperr-log', fields };
  const verbs = rowsAfter(text, fields).map((row) => row.split(' ')[method] ?? '');
  if (names.includes('x-session') || names.includes('x-fullpath') || verbs.some((verb) => FTP_VERB.test(verb))) {
    return refuse(say`it is a log of an FTP site`);
  }
  if (verbs.some((verb) => SMTP_VERB.test(verb))) return refuse(say`it is a log of a mail server (SMTP)`);
  if (names.some((name) => OF_IIS.includes(name))) return { kind: 'iis-log', fields };
  const software = /^#Software:\s*([^\r\n]*)/im.exec(text)?.[1]?.trim();
  return refuse(say`its columns are not those of IIS${software === undefined ? '' : say` (${software})`}`);
}

function withoutFields(text: string): Recognised {
  if (HTTPERR_ROW.test(text)) return { kind: 'httperr-log', fields: '' };
  if (IIS_NATIVE.test(text)) return refuse(say`it is a log in the native format of IIS, which has no Windows status: choose W3C in IIS`);
  if (NCSA.test(text)) return refuse(say`it is a log in the NCSA format, which has no substatus: choose W3C in IIS`);
  if (/^<\?xml|^</.test(text.trim())) return refuse(say`it is XML of another kind`);
  return refuse(say`it has no #Fields line, so nothing says what its columns are`);
}

/** The first rows under a `#Fields` line. */
function rowsAfter(text: string, fields: string): readonly string[] {
  const rows = text.slice(text.indexOf(fields) + fields.length).split(/\r?\n/, 40);
  return rows.filter((row) => row !== '' && !row.startsWith('#'));
}

const MAGICS: readonly (readonly [string, string])[] = [
  ['ElfFile', say`it is an event log of Windows (.evtx): export it as text`],
  ['MZ', say`it is a program`],
  ['%PDF', say`it is a PDF`],
  ['SQLite', say`it is a database`],
  ['7z\u00bc\u00af', say`it is a 7-Zip archive: unpack it first`],
  ['Rar!', say`it is a RAR archive: unpack it first`],
  ['MSCF', say`it is a cabinet file: unpack it first`],
  ['PK\u0003\u0004', say`it is a zip archive within an archive: unpack it first`],
  ['\u001f\u008b', say`it is a gzip file within an archive: unpack it first`],
];

function binaryKind(text: string): string | undefined {
  const magic = MAGICS.find(([start]) => text.startsWith(start));
  if (magic !== undefined) return magic[1];
  const sample = text.slice(0, 4096);
  const odd = sample.replace(/[^\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g, '').length;
  return odd * 50 > sample.length ? say`it is binary, not text` : undefined;
}

function refuse(why: string): Recognised {
  return { kind: 'refused', why };
}
