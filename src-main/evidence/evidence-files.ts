import type { Result } from '../../flows/model/result.ts';

/** The files of one collection, wherever they lie. Names are plain: a collection has no folders. */
export interface EvidenceFiles {
  /** Names as they are written. */
  readonly names: readonly string[];
  /** Out: the bytes; `file.missing`, `file.unreadable`, or `input.refused` where the file may not be taken for one of the server's. */
  read(name: string): Promise<Result<Uint8Array>>;
  close(): void;
}

/** No collected answer is longer; a zip that unpacks to more was not made by the collector. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024;
export const MOST_BYTES = 512 * 1024 * 1024;
