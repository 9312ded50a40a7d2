import type { LogKind } from '../../flows/logs/log-format.ts';

export type Packing = 'none' | 'gzip' | 'zip';

/** One log, or a piece of it: what a reader is given. */
export interface LogPart {
  /** As the administrator is told of it; a log in an archive as `archive.zip/u_ex260302.log`. */
  readonly name: string;
  readonly path: string;
  readonly kind: LogKind;
  readonly packing: Packing;
  /** The entry of a zip archive, by its number. */
  readonly entry: number;
  /** W3C logs of one site follow each other: handshakes go on from one to the next. */
  readonly group: string;
  /** What sorts a group: the first moment in the log, then its name. */
  readonly begins: string;
  readonly fields: string;
  /** Local time, `2026-03-02T08:00:00`: when the log was last written. */
  readonly writtenAt: string | undefined;
  readonly isUtf16: boolean;
  /** The bytes to read: those of the file, or of the archive's entry as packed. */
  readonly from: number;
  readonly to: number;
  /** Whether the log ends where this part does. */
  readonly isLast: boolean;
}

/** What could not be read, or not wholly, and why. */
export interface Trouble {
  readonly name: string;
  readonly why: string;
  /** Whether a part of it was read and counted. */
  readonly isPartial: boolean;
}

/** The standard input, as a path. */
export const STANDARD_INPUT = '-';
