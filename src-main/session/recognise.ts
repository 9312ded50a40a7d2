import { stat } from 'node:fs/promises';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { decodeText } from '../core/decode-text.ts';
import { readBytes } from '../core/read-text-file.ts';

/** What somebody wants to have opened, as far as its beginning says it. */
export type Recognised = 'evidence' | 'prescription';

/**
 * In: a path that was chosen, dropped or typed. Out: what it is. What is inside is judged by whoever opens it; `file.missing`,
 * `file.unreadable`, or `input.refused` where it is nothing that can be opened.
 */
export async function recognise(path: string): Promise<Result<Recognised>> {
  const found = await stat(path).catch(() => undefined); // reading it says what is the matter
  if (found?.isDirectory()) return succeed('evidence');
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  const begin = Buffer.from(bytes.value.subarray(0, 2)).toString('latin1');
  if (begin === 'PK') return succeed('evidence');
  if (bytes.value.length === 0) return refuse(say`${path} is empty`, say`Nothing is in it`);
  if (/\.zip$/i.test(path)) return refuse(say`${path} is not a zip`, say`It has the name of one, and does not begin as every zip does`);
  const text = decodeText(bytes.value, { what: path });
  return text.ok ? recogniseText(path, text.value.trimStart()) : text;
}

function recogniseText(path: string, text: string): Result<Recognised> {
  if (text.startsWith('{')) return succeed('prescription');
  if (text.startsWith('<') && text.includes('<configuration')) return succeed('evidence');
  return refuse(say`${path} is nothing that can be opened here`, say`It is neither a zip, nor a configuration of IIS, nor a prescription`);
}

function refuse(what: string, why: string): Result<never> {
  return fail({
    code: 'input.refused',
    what,
    why,
    next: say`Choose the folder or zip that the collector wrote, an applicationHost.config, or a prescription. Logs are opened with "Look at logs".`,
  });
}
