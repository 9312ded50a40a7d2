import type { Readable } from 'node:stream';
import { type Entry, open, validateFileName, type ZipFile } from 'yauzl';
import { say } from '../../flows/language/say.ts';
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

/** No set of logs has as many files in one archive. */
const MOST_ENTRIES = 20_000;

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
    const file = await new Promise<ZipFile>((resolve, reject) => {
      // Names as bytes: with names as text, one that climbs would end the whole archive.
      open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, opened) =>
        error === null ? resolve(opened) : reject(error),
      );
    });
    try {
      return new Zip(file, await readEntries(file));
    } catch (error) {
      file.close();
      throw error;
    }
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

function readEntries(file: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    file.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) reject(new Error(`it holds more than ${MOST_ENTRIES} files`));
      else file.readEntry();
    });
    file.once('end', () => resolve(entries));
    file.once('error', reject);
    file.readEntry();
  });
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
