import { say } from '../../flows/language/say.ts';
import { fail, type Result } from '../../flows/model/result.ts';
import { readConfiguration } from '../../flows/server/read-configuration.ts';
import { decodeText } from '../core/decode-text.ts';
import { readBytes } from '../core/read-text-file.ts';

/**
 * Opens a file that should be the applicationHost.config of a server, and refuses what is none before anything is asked of it.
 * Out: its text; `file.missing`, `file.unreadable`, or `input.refused` with what it is instead.
 */
export async function openConfiguration(path: string): Promise<Result<string>> {
  const bytes = await readBytes(path);
  return bytes.ok ? serverConfiguration(path, bytes.value) : bytes;
}

/** In: where the bytes are from, and the bytes. Out: as above. */
export function serverConfiguration(path: string, bytes: Uint8Array): Result<string> {
  const text = configurationText(path, bytes);
  if (!text.ok) return text;
  const read = readConfiguration(text.value);
  return read.ok || read.failure.code !== 'input.refused' ? text : refuse(path, read.failure.why);
}

/** In: where the bytes are from, and the bytes. Out: the text of any file of the configuration; `input.refused` where nothing is in it. */
export function configurationText(path: string, bytes: Uint8Array): Result<string> {
  if (bytes.length === 0) return refuse(path, say`It is empty`);
  const text = decodeText(bytes, { what: path });
  if (!text.ok) return text;
  if (text.value.trim() === '') return refuse(path, say`It holds nothing but blanks`);
  return text;
}

function refuse(path: string, why: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${path} is not a configuration of IIS`,
    why,
    next: say`Name the applicationHost.config of the server, from C:\\Windows\\System32\\inetsrv\\config`,
  });
}
