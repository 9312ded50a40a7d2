import type { Readable } from 'node:stream';
import { type Entry, validateFileName, type ZipFile } from 'yauzl';
import { say } from '../../flows/language/say.ts';
import { openZip } from '../core/open-zip.ts';
import { decodeBytes } from './byte-table.ts';

/** What an archive holds; names as it writes them, never used as a path. */
export interface ZipEntry {
  readonly number: number;
  readonly name: string;
  readonly packedBytes: number;
  readonly writtenAt: Date;
  /** Why it is not read; `undefined` where it is. */
  readonly refusal: string | undefined;
}

/**
 * An opened zip archive. Nothing of it is ever written to the disk, so an entry that climbs out of its folder harms nobody; it is refused
 * all the same, for whoever made it meant no good.
 */
export class Zip {
  readonly entries: readonly ZipEntry[];
  readonly #file: ZipFile;
  readonly #raw: readonly Entry[];

  private constructor(file: ZipFile, raw: readonly Entry[]) {
    this.#file = file;
    this.#raw = raw;
    this.entries = raw.map(describe).filter(({ name }) => !name.endsWith('/'));
  }

  /** Rejects where the file is no archive, or a damaged one. */
  static async open(path: string): Promise<Zip> {
    const { zip, entries } = await openZip(path);
    return new Zip(zip, entries);
  }

  /** The bytes of an entry, unpacked. */
  stream(number: number): Promise<Readable> {
    const entry = this.#raw[number];
    if (entry === undefined) return Promise.reject(new Error(`There is no entry ${number}`));
    return new Promise((resolve, reject) => {
      this.#file.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
    });
  }

  close(): void {
    this.#file.close();
  }
}

function describe(entry: Entry, number: number): ZipEntry {
  const name = decodeBytes(entry.fileNameRaw);
  return { number, name, packedBytes: entry.compressedSize, writtenAt: entry.getLastModDate(), refusal: refusalOf(entry, name) };
}

function refusalOf(entry: Entry, name: string): string | undefined {
  if (validateFileName(name.replaceAll('\\', '/')) !== null) return say`its name climbs out of the archive`;
  if (entry.isEncrypted()) return say`it is encrypted`;
  if (!entry.canDecodeFileData()) return say`it is packed in a way that Kerbwise does not know`;
  return undefined;
}
