import type { AcknowledgementRecord, DeviationRecord, PrescriptionName } from '../model/journal.ts';
import type { ChangeText, Finding, NotChecked, RunBy } from '../model/step.ts';
import type { PlanFacts, PlanTarget } from '../plan/plan-document.ts';
import type { ReportPaths } from './report-paths.ts';

/**
 * What an administrator keeps: plain data, complete, in the order in which it is told.
 * Moments are ISO 8601 as they were written down; `null` is always "not known" or "not there", never "no".
 */
export interface Report {
  readonly occasion: Occasion;
  readonly verdict: Verdict;
  readonly target: PlanTarget;
  /** When the report was made. */
  readonly made: string;
  /** The first and the last moment in the records; `null` where nothing was run. */
  readonly first: string | null;
  readonly last: string | null;
  /** Who confirmed, as Windows names them; `null` = could not be read. Empty where nothing was run. */
  readonly users: readonly (string | null)[];
  /** The versions of Kerbwise that read and changed, and last the one that made the report. */
  readonly versions: readonly string[];
  readonly scenarios: readonly string[];
  readonly applications: readonly string[];
  readonly names: readonly string[];
  readonly findings: readonly ReportFinding[];
  readonly runs: readonly ReportRun[];
  /** The prescriptions by which the runs were made, each once. */
  readonly prescriptions: readonly PrescriptionName[];
  /** Where somebody left a prescription, or tried to; nothing was run then. */
  readonly deviations: readonly ReportDeviation[];
  /** What is or was kept on purpose, by whom and why. */
  readonly acknowledgements: readonly ReportAcknowledgement[];
  /** Changes that the latest plan holds and nobody has run. */
  readonly planned: readonly ChangeText[];
  readonly tasks: readonly Task[];
  readonly notChecked: readonly NotChecked[];
  readonly facts: ReportFacts;
  /** The paths of the tickets; `null` where only records of earlier readings are at hand. */
  readonly ticketPaths: ReportPaths | null;
  /** What the reader has to know about the records themselves. */
  readonly notes: readonly string[];
}

/** `look`: read, nothing to change. `dry run`: read and planned. `run`: a plan was confirmed. */
export type Occasion = 'look' | 'dry run' | 'run';

export interface Verdict {
  /** What is so. */
  readonly sentence: string;
  /** What was done. */
  readonly done: string;
  /** Nothing asks for action, everything could be checked, and it was read after the last change. */
  readonly healthy: boolean;
  readonly tone: 'right' | 'unclear' | 'wrong';
}

/** `unclear`: not found again, and not everything could be checked. `not read again`: nothing was read after the last change. */
export type FindingStatus = 'open' | 'gone' | 'unclear' | 'not read again';

export interface ReportFinding extends Finding {
  readonly status: FindingStatus;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** What became of one change, told by its last command. `left alone`: an undo was refused, somebody had changed it since. */
export type ChangeState =
  | 'not run'
  | 'made'
  | 'failed'
  | 'not confirmed'
  | 'taken back'
  | 'needless'
  | 'left alone'
  | 'undo failed'
  | 'undo not confirmed';

/** One command that was started, or a way back that was not needed or not taken. */
export interface Attempt {
  readonly kind: 'change' | 'undo';
  readonly outcome: 'succeeded' | 'failed' | 'not confirmed' | 'needless' | 'refused';
  readonly started: string | null;
  readonly ended: string | null;
  /** As it was run; `null` where nothing was run. */
  readonly command: string | null;
  readonly exitCode: number | null;
  readonly milliseconds: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it failed, was refused or was not needed; empty where there is nothing to say. */
  readonly why: string;
}

export interface ReportChange extends ChangeText {
  readonly number: number;
  readonly state: ChangeState;
  readonly attempts: readonly Attempt[];
}

export interface ReportRun {
  readonly planId: string;
  readonly version: string;
  readonly confirmed: string;
  readonly user: string | null;
  readonly changes: readonly ReportChange[];
  /** Where the run ended early, and why. */
  readonly stops: readonly { readonly at: string; readonly why: string }[];
  readonly undos: readonly { readonly at: string; readonly user: string | null }[];
  readonly verifications: readonly { readonly at: string; readonly of: 'changes' | 'undo'; readonly verified: boolean }[];
}

/** One deviation, with the moment at which it was written down. */
export interface ReportDeviation extends DeviationRecord {
  readonly at: string;
}

/** What stays to be done, and how. */
export interface Task {
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** The exact command, where there is one. */
  readonly command: string | null;
  readonly runBy: RunBy | null;
}

export interface ReportFacts {
  /** When each was read; `after` is `null` where nothing was changed, or nothing was read after the last change. */
  readonly beforeAt: string | null;
  readonly afterAt: string | null;
  readonly before: PlanFacts | null;
  readonly after: PlanFacts | null;
  readonly differences: readonly string[];
  readonly server: readonly FactRow[];
  /** Applications of which the same holds stand together. */
  readonly applications: readonly { readonly paths: readonly string[]; readonly rows: readonly FactRow[] }[];
  readonly names: readonly FactRow[];
  readonly accounts: readonly FactRow[];
}

/** One fact, before and after. */
export interface FactRow {
  readonly name: string;
  readonly before: FactCell;
  /** `null` where there is no second reading. */
  readonly after: FactCell | null;
  readonly changed: boolean;
}

export interface FactCell {
  /** One text a line; a fact that is not known says why. */
  readonly values: readonly string[];
  /** The level that sets it, as IIS writes it; `''` = the default of IIS; `null` where that does not apply. */
  readonly setAt: string | null;
}

/** One word about a workaround: that it is kept on purpose, or that it is kept no more. */
export interface ReportAcknowledgement extends Pick<AcknowledgementRecord, 'target' | 'user' | 'why' | 'application'> {
  readonly kept: boolean;
  /** The list of providers that was kept; empty where it is kept no more. */
  readonly providers: readonly string[];
  readonly at: string;
}
