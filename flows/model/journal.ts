import type { Edit } from './edit.ts';
import type { DeviationKind } from './failure.ts';
import type { ChangeText, Finding, NotChecked } from './step.ts';
import type { TicketPicture } from './ticket-path.ts';

/** One change as it is kept: typed state for the way back, and the text that was shown. */
export interface JournalChange extends ChangeText {
  readonly edit: Edit;
  readonly undoEdit: Edit;
}

export type JournalEntry =
  | {
      readonly type: 'plan.confirmed';
      readonly version: string;
      readonly target: { readonly kind: string; readonly server: string | null };
      /** Who ran it, as Windows names the user; `null` where that could not be read. */
      readonly user: string | null;
      readonly planId: string;
      readonly scenario: string;
      readonly choices: { readonly applications: readonly string[]; readonly names: readonly string[] };
      readonly findings: readonly Finding[];
      readonly notChecked: readonly NotChecked[];
      readonly changes: readonly JournalChange[];
      readonly factsBefore: object;
      /** The paths of the tickets as they were read; journals of before do not keep them. */
      readonly ticketPaths?: readonly TicketPicture[];
      /** The prescription by which it was made, if any. */
      readonly prescription?: PrescriptionName;
    }
  | { readonly type: 'change.started' | 'undo.started'; readonly index: number; readonly command: string }
  | {
      readonly type: 'change.finished' | 'undo.finished';
      readonly index: number;
      readonly exitCode: number;
      readonly stdout: string;
      readonly stderr: string;
      readonly milliseconds: number;
    }
  | {
      readonly type: 'change.failed' | 'undo.failed';
      readonly index: number;
      readonly what: string;
      readonly why: string;
      readonly details: string;
    }
  | { readonly type: 'undo.needless' | 'undo.refused'; readonly index: number; readonly why: string }
  | { readonly type: 'run.stopped'; readonly why: string }
  | { readonly type: 'undo.confirmed'; readonly planId: string; readonly user: string | null }
  | ({ readonly type: 'run.verified' } & Verification)
  | ({ readonly type: 'undo.verified' } & Verification)
  | ({ readonly type: 'prescription.deviated'; readonly version: string } & DeviationRecord)
  | ({ readonly type: 'workaround.acknowledged'; readonly version: string } & AcknowledgementRecord)
  | ({ readonly type: 'workaround.withdrawn'; readonly version: string } & Omit<AcknowledgementRecord, keyof KeptProviders>);

/** A list of providers as it was when somebody chose to keep it. */
export interface KeptProviders {
  /** The application and those below that have the list from the same place, as IIS writes them. */
  readonly applications: readonly string[];
  readonly providers: readonly string[];
  /** The level at which the list was set; `null` where the default of IIS held. */
  readonly setAt: string | null;
}

/** A workaround that somebody keeps on purpose; nothing was run for it and nothing is granted by it. */
export interface AcknowledgementRecord extends KeptProviders {
  readonly workaround: 'ntlm-first';
  readonly target: { readonly kind: string; readonly server: string | null };
  /** Who said so, as the system names the account. */
  readonly user: string | null;
  readonly why: string;
  readonly application: string;
}

/** A prescription, named: its id is the hash of what was signed. */
export interface PrescriptionName {
  readonly id: string;
  readonly prescribedBy: string;
  readonly ask: string;
  readonly validUntil: string;
}

/** One attempt, wanted or not, to do something else than was prescribed; nothing was run. */
export interface DeviationRecord {
  readonly deviation: DeviationKind;
  readonly target: { readonly kind: string; readonly server: string | null } | null;
  /** Who ran Kerbwise, as the system names the account. */
  readonly user: string | null;
  /** The file as it was named. */
  readonly file: string;
  /** `null` where the file could not be read as a prescription. What it says of itself is only proved where the signature was. */
  readonly prescription: PrescriptionName | null;
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** The server as it was probed afterwards. */
export interface Verification {
  /** Whether everything that was to be so is so. */
  readonly verified: boolean;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  readonly factsAfter: object;
  /** The paths of the tickets as they were read, after changes beside those before them. */
  readonly ticketPaths?: readonly TicketPicture[];
}

/** An entry as it lies in the file: numbered, timed, and chained to the line before it by that line's hash. */
export type WrittenEntry = JournalEntry & {
  readonly n: number;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** SHA-256 of the line before, in hex; of nothing for the first. */
  readonly previous: string;
};

const TYPES = new Set<string>([
  'plan.confirmed',
  'change.started',
  'change.finished',
  'change.failed',
  'run.stopped',
  'run.verified',
  'undo.confirmed',
  'undo.started',
  'undo.finished',
  'undo.failed',
  'undo.needless',
  'undo.refused',
  'undo.verified',
  'prescription.deviated',
  'workaround.acknowledged',
  'workaround.withdrawn',
] satisfies readonly JournalEntry['type'][]);

const FIRST = new Set<string>([
  'plan.confirmed',
  'prescription.deviated',
  'workaround.acknowledged',
] satisfies readonly JournalEntry['type'][]);

/** Whether a journal may begin with this entry: a run's with its plan, those of deviations and of acknowledgements with one of theirs. */
export function canBeFirst({ type }: JournalEntry): boolean {
  return FIRST.has(type);
}

/** Whether a line of a journal has the frame that every entry has; the chain of hashes holds the rest. */
export function isEntry(value: unknown): value is WrittenEntry {
  if (typeof value !== 'object' || value === null) return false;
  if (!('n' in value && 'at' in value && 'previous' in value && 'type' in value)) return false;
  const { n, at, previous, type } = value;
  return typeof n === 'number' && typeof at === 'string' && typeof previous === 'string' && typeof type === 'string' && TYPES.has(type);
}
