import { closeSync, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { counted, say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { DISTINGUISHED_NAME } from '../../flows/probes/setspn-lines.ts';
import { isMissing, readReason } from '../core/read-reasons.ts';
import { decodeBytes } from '../logs/byte-table.ts';
import { reasonFor } from '../logs/read-part.ts';
import { ListLines } from './list-lines.ts';
import { type DuplicateSpn, SpnHolders } from './spn-holders.ts';
import { takeLdif, takeSetspn } from './take-lines.ts';

/** `kerbwise read spn-list`: who holds the same service principal name, over all lists together. */
export interface SpnListAnswer {
  readonly kerbwise: 1;
  readonly kind: 'spn-list';
  readonly lists: readonly { readonly name: string; readonly form: Form }[];
  readonly accounts: number;
  /** Distinct names, whatever their letter case. */
  readonly names: number;
  readonly values: number;
  readonly duplicates: readonly DuplicateSpn[];
  readonly notes: readonly string[];
}

type Form = 'ldif' | 'setspn';

const HEAD_BYTES = 64 * 1024;
const BREATH_BYTES = 16 * 1024 * 1024;

/**
 * Reads exports of a directory (`ldifde`, `ldapsearch`) and outputs of setspn, each in pieces, and finds the names that more than one
 * account holds. Out: the answer; `input.refused` where a file is neither; throws the signal's reason when it is stopped.
 */
export async function readSpnLists(files: readonly string[], signal: AbortSignal): Promise<Result<SpnListAnswer>> {
  const holders = new SpnHolders();
  const lists: { name: string; form: Form }[] = [];
  const notes: string[] = [];
  for (const name of files) {
    try {
      const form = await formOf(name);
      if (form.why !== undefined) return refuse(name, form.why);
      const tooLong = await readList(name, form, holders, signal);
      if (tooLong > 0) notes.push(say`${name}: ${counted(tooLong, 'line', 'lines')} too long to be read`);
      lists.push({ name, form: form.form });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && isMissing(error)) return fail({ code: 'file.missing', path: name, why: readReason(error) });
      return refuse(name, reasonFor(error));
    }
  }
  if (holders.stray > 0) notes.push(say`${counted(holders.stray, 'name', 'names')} outside of any account: not compared`);
  const { accounts, names, values } = holders;
  return succeed({ kerbwise: 1, kind: 'spn-list', lists, accounts, names, values, duplicates: holders.duplicates(), notes });
}

type FoundForm = { readonly form: Form; readonly isUtf16: boolean; readonly why?: undefined } | { readonly why: string };

/** What a list is, its beginning tells. */
async function formOf(path: string): Promise<FoundForm> {
  if ((await stat(path)).isDirectory()) return { why: say`it is a folder: name the files in it` };
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, 'r');
  const bytes = head.subarray(0, readSync(file, head, 0, HEAD_BYTES, 0));
  closeSync(file);
  if (bytes.length === 0) return { why: say`it is empty` };
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = isUtf16 ? new TextDecoder('utf-16le').decode(bytes) : decodeBytes(bytes);
  if (/^dn::? /im.test(text)) return { form: 'ldif', isUtf16 };
  if (DISTINGUISHED_NAME.test(text) && /^[ \t]+\S/m.test(text)) return { form: 'setspn', isUtf16 };
  return { why: say`it is neither an LDIF export, with lines "dn: …", nor an output of setspn` };
}

/** Out: how many lines were too long. */
async function readList(
  path: string,
  { form, isUtf16 }: Extract<FoundForm, { readonly form: Form }>,
  holders: SpnHolders,
  signal: AbortSignal,
): Promise<number> {
  const lines = new ListLines(form === 'ldif' ? takeLdif(holders) : takeSetspn(holders), form === 'ldif');
  const decoder = isUtf16 ? new TextDecoder('utf-16le') : undefined;
  const raw = Buffer.alloc(128 * 1024);
  const file = openSync(path, 'r');
  try {
    let sinceBreath = 0;
    for (;;) {
      const space = lines.space();
      const length = decoder === undefined ? readSync(file, space, 0, space.length, null) : readSync(file, raw, 0, raw.length, null);
      if (length === 0) break;
      if (decoder === undefined) lines.accept(length);
      else lines.accept(fill(space, decoder.decode(raw.subarray(0, length), { stream: true })));
      sinceBreath += length;
      if (sinceBreath < BREATH_BYTES) continue;
      sinceBreath = 0;
      await breathe();
      signal.throwIfAborted();
    }
    lines.end();
    holders.endAccount();
    return lines.tooLong;
  } finally {
    closeSync(file);
  }
}

/** UTF-8 needs at most half as much again as UTF-16, so it always fits. */
function fill(space: Uint8Array, text: string): number {
  return Buffer.from(space.buffer, space.byteOffset, space.length).write(text);
}

function refuse(name: string, why: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${name} was refused`,
    why,
    next: say`Name LDIF exports (ldifde -l servicePrincipalName) and outputs of setspn -L, -Q or -X`,
  });
}
