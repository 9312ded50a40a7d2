import { open, readFile } from 'node:fs/promises';

/**
 * The end of a journal as it was last written: a chain of hashes proves every line but the last one, which nothing follows.
 * Kept beside the journal, always of one length, written after each line. Without a key it is no seal: whoever changes both files
 * with this program's own rules is not found out.
 */
export interface Head {
  readonly lines: number;
  /** SHA-256 of the last line, in hex. */
  readonly hash: string;
}

export interface WritableHead {
  write(head: Head): Promise<void>;
  close(): Promise<void>;
}

function headFile(journal: string): string {
  return `${journal}.head`;
}

/** In: the path of a journal. Out: its head, made where there is none. */
export async function openHead(journal: string): Promise<WritableHead> {
  const file = await open(headFile(journal), 'r+').catch(() => open(headFile(journal), 'wx+'));
  return {
    write: async ({ lines, hash }) => {
      await file.write(`${String(lines).padStart(10, '0')} ${hash}\n`, 0);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

/** Out: the head; `undefined` where there is none, or it was never written whole: then the end of the journal is not proved. */
export async function readHead(journal: string): Promise<Head | undefined> {
  const text = await readFile(headFile(journal), 'utf8').catch(() => ''); // a journal that was copied alone has none
  const [, lines, hash] = /^(\d{10}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return lines === undefined || hash === undefined ? undefined : { lines: Number(lines), hash };
}
