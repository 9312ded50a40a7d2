import type { Readable } from 'node:stream';
import { type Entry, validateFileName, type ZipFile } from 'yauzl';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { openZip } from '../core/open-zip.ts';
import { type EvidenceFiles, MOST_BYTES, MOST_FILE_BYTES } from './evidence-files.ts';

/**
 * In: the path of a zip. Out: its files, unpacked into memory one by one and never onto the disk; where all of them lie in one folder of
 * the zip, without that folder's name. `input.refused` where it is no zip, a damaged one, or one with too many files.
 */
export async function zipFiles(path: string): Promise<Result<EvidenceFiles>> {
  try {
    const { zip, entries } = await openZip(path);
    return succeed(filesOf(path, zip, entries));
  } catch (error) {
    return refuse(path, say`It is no zip that can be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function filesOf(path: string, zip: ZipFile, entries: readonly Entry[]): EvidenceFiles {
  const all = entries
    .map((entry) => ({ entry, name: entry.fileNameRaw.toString('utf8').replaceAll('\\', '/') }))
    .filter(({ name }) => !name.endsWith('/'));
  const folder = commonFolder(all.map(({ name }) => name));
  const byName = new Map(all.map(({ entry, name }) => [name.slice(folder.length), { entry, name }]));
  let unpacked = 0;
  return {
    names: [...byName.keys()],
    async read(name) {
      const found = byName.get(name);
      if (found === undefined) return fail({ code: 'file.missing', path: `${path}/${name}`, why: say`The zip does not hold it` });
      const why = whyRefused(found.entry, found.name, unpacked);
      if (why !== undefined) return refuse(`${path}/${name}`, why);
      try {
        const bytes = await unpack(zip, found.entry);
        unpacked += bytes.length;
        return succeed(bytes);
      } catch (error) {
        return fail({ code: 'file.unreadable', path: `${path}/${name}`, why: error instanceof Error ? error.message : String(error) });
      }
    },
    close: () => zip.close(),
  };
}

/** In: names of a zip. Out: the one folder that holds all of them, with its slash; empty where there is none. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

function whyRefused(entry: Entry, name: string, unpacked: number): string | undefined {
  if (validateFileName(name) !== null) return say`its name climbs out of the zip`;
  if (entry.isEncrypted()) return say`it is encrypted`;
  if (!entry.canDecodeFileData()) return say`it is packed in a way that Kerbwise does not know`;
  if (entry.uncompressedSize > MOST_FILE_BYTES) return say`it unpacks to ${entry.uncompressedSize} bytes, more than ${MOST_FILE_BYTES}`;
  return unpacked + entry.uncompressedSize > MOST_BYTES ? say`the zip unpacks to more than ${MOST_BYTES} bytes` : undefined;
}

/** yauzl ends with an error where more comes out than the entry says. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function refuse(what: string, why: string): Result<never> {
  return fail({ code: 'input.refused', what: say`${what} is not read`, why, next: say`Name the zip that the collector wrote, unchanged` });
}
