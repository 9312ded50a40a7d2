import { open, readFile } from 'node:fs/promises';
import { say } from '../../flows/language/say.ts';
import { sha256 } from './hash.ts';

/**
 * The end of a journal as it was last written: a chain of hashes proves every line but the last one, which nothing follows.
 * Kept beside the journal and written after each line. Without a key it is no seal: whoever changes both files
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

/** Two of them take turns, each with a check of its own: a write that is cut off leaves the one before it whole. */
const SLOT_BYTES = 10 + 1 + 64 + 1 + 16 + 1;
const SLOT = /^(\d{10}) ([0-9a-f]{64}) ([0-9a-f]{16})\n$/;

function headFile(journal: string): string {
  return `${journal}.head`;
}

/** In: the path of a journal. Out: its head, made where there is none. */
export async function openHead(journal: string): Promise<WritableHead> {
  const file = await open(headFile(journal), 'r+').catch(() => open(headFile(journal), 'wx+'));
  return {
    write: async (head) => {
      await file.write(slotText(head), (head.lines % 2) * SLOT_BYTES);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

/** Out: the head; `undefined` where there is none, or it was never written whole: then the end of the journal is not proved. */
export async function readHead(journal: string): Promise<Head | undefined> {
  const text = await readFile(headFile(journal), 'latin1').catch(() => ''); // a journal that was copied alone has none
  const slots = [text.slice(0, SLOT_BYTES), text.slice(SLOT_BYTES, 2 * SLOT_BYTES)].flatMap((slot) => readSlot(slot) ?? []);
  return slots.sort((a, b) => b.lines - a.lines)[0];
}

function slotText({ lines, hash }: Head): string {
  const told = say`${String(lines).padStart(10, '0')} ${hash}`;
  return say`${told} ${sha256(told).slice(0, 16)}\n`;
}

function readSlot(slot: string): Head | undefined {
  const [, lines, hash] = SLOT.exec(slot) ?? [];
  if (lines === undefined || hash === undefined) return undefined;
  const head = { lines: Number(lines), hash };
  return slotText(head) === slot ? head : undefined;
}
