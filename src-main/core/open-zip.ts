import { type Entry, open, type ZipFile } from 'yauzl';

/** No set of logs and no collection has as many files in one archive. */
const MOST_ENTRIES = 20_000;

export interface OpenZip {
  readonly zip: ZipFile;
  readonly entries: readonly Entry[];
}

/** Opens a zip and lists what it holds, names as bytes: with names as text, one that climbs would end the whole archive. Rejects where it is no zip, a damaged one, or one with too many files. */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  try {
    return { zip, entries: await readEntries(zip) };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function readEntries(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) reject(new Error(`it holds more than ${MOST_ENTRIES} files`));
      else zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}
