import type { ChangeView, FailureView, Mode, StepResult, StepView, TicketPictureView } from '../bridge/contract.ts';
import type { Result } from '../model/result.ts';
import type { ConfirmedWork, Interrupted } from '../plan/interrupted.ts';

/** What became of one step so far. */
export interface StepRecord {
  readonly state: StepResult;
  /** Why it was skipped, or what could not be looked at. */
  readonly note: string;
  /** Plans of this step that were applied and not taken back, oldest first. */
  readonly planIds: readonly string[];
  readonly changes: readonly ChangeView[];
}

/** What a step shows: judged on the server, or in dry run on what the steps before it would leave. */
export interface StepAssessment
  extends Pick<
    StepView,
    'statements' | 'limits' | 'findings' | 'notChecked' | 'withheld' | 'changes' | 'planId' | 'waiting' | 'ticketPaths'
  > {
  readonly stepId: string;
}

export interface Discovered {
  readonly server: string | null;
  readonly applications: readonly string[];
  /** Whether administrator rights are in use there; `null` where that is not known, or nobody's rights matter. */
  readonly elevated?: boolean | null;
}

/** What came of applying or taking back: a failure after some changes were made is told here, not thrown away. */
export interface StepOutcome {
  readonly verified: boolean;
  readonly failure: FailureView | null;
  /** Whether anything was changed. */
  readonly changed: boolean;
  /** The way of the tickets as it was read afterwards; missing where it was not. */
  readonly ticketPaths?: readonly TicketPictureView[];
}

/** What is kept between two starts of the wizard. Plain data; it holds no fact, so that everything is read again. */
export interface SavedWizard {
  readonly kerbwise: 1;
  readonly scenarioId: string | null;
  readonly stepId: string | null;
  readonly records: Readonly<Record<string, StepRecord>>;
  /** The journals of what was run so far, for the report. */
  readonly journals: readonly string[];
  /** Names that clients use, as somebody gave them; missing where it was saved before there were any. */
  readonly names?: readonly string[];
  /** Whether commands were running when it was saved. */
  readonly busy: boolean;
  /** Which commands those were; missing where an earlier version saved it. */
  readonly confirmed?: ConfirmedWork | null;
}

export interface WizardInput {
  readonly canApply: boolean;
  readonly allStepIds: readonly string[];
  readonly saved: SavedWizard | null;
  /** Runs on this server that were begun and whose end nobody wrote down, oldest first, with what is said about them. */
  readonly unfinished?: readonly UnfinishedStep[];
  /** What the journals say of the commands that were running when it was saved; `null` where that is not known. */
  readonly interrupted?: Interrupted | null;
  /** What else the administrator should know before anything is done. */
  readonly notes?: readonly string[];
}

/** An unfinished run as the wizard offers it: at the step that it was at. */
export interface UnfinishedStep {
  readonly stepId: string;
  readonly planId: string;
  readonly changes: readonly ChangeView[];
  readonly notice: string;
  /** What is known of the run, for whoever wants to know more. */
  readonly details: string;
}

export interface WizardContext {
  readonly mode: Mode;
  readonly canApply: boolean;
  readonly allStepIds: readonly string[];
  readonly scenarioId: string | null;
  /** The step that is shown; `null` before the first. */
  readonly stepId: string | null;
  readonly records: Readonly<Record<string, StepRecord>>;
  readonly assessed: StepAssessment | null;
  readonly discovered: Discovered | null;
  readonly unfinished: readonly UnfinishedStep[];
  /** The plans that are being taken back, or were last; the last one that was applied first. */
  readonly undoing: readonly string[];
  readonly failure: FailureView | null;
  readonly notice: string | null;
  /** Whether the next look at a step has to read the server again. */
  readonly stale: boolean;
  readonly stoppedDiscovery: boolean;
}

export interface AssessInput {
  readonly stepId: string;
  readonly mode: Mode;
  /** Steps before it that will not be done, so that nothing may rely on them. */
  readonly skipped: readonly string[];
  readonly fresh: boolean;
}

export type Discovery = Result<Discovered>;
export type Assessing = Result<StepAssessment>;
export type Applying = Result<StepOutcome>;
/** Out: what is waited for now, in one sentence. */
export type HandingOver = Result<string>;

const UNTOUCHED: StepRecord = { state: 'to-do', note: '', planIds: [], changes: [] };

export function recordOf(context: Pick<WizardContext, 'records'>, stepId: string): StepRecord {
  return context.records[stepId] ?? UNTOUCHED;
}

export function withRecord(context: WizardContext, stepId: string, change: Partial<StepRecord>): Pick<WizardContext, 'records'> {
  return { records: { ...context.records, [stepId]: { ...recordOf(context, stepId), ...change } } };
}

/** What outlives a new beginning: the way back of what was applied. What was only looked at is looked at again. */
export function appliedRecords(records: Readonly<Record<string, StepRecord>>): Readonly<Record<string, StepRecord>> {
  const applied = Object.entries(records).filter(([, { planIds }]) => planIds.length > 0);
  return Object.fromEntries(applied.map(([id, record]) => [id, { ...record, state: 'changed' as const, note: '' }]));
}

/** What outlives the end of the program: what was applied, and what was skipped with its reason. */
export function resumedRecords(records: Readonly<Record<string, StepRecord>>): Readonly<Record<string, StepRecord>> {
  const skipped = Object.entries(records).filter(([, { state, planIds }]) => state === 'skipped' && planIds.length === 0);
  return { ...Object.fromEntries(skipped), ...appliedRecords(records) };
}

/** In: records as they were saved. Out: the same with the way back of every unfinished run, so that it can be taken from its step. */
export function withUnfinished(
  records: Readonly<Record<string, StepRecord>>,
  unfinished: readonly UnfinishedStep[],
): Readonly<Record<string, StepRecord>> {
  const all = new Map(Object.entries(records));
  for (const { stepId, planId, changes } of unfinished) {
    const record = all.get(stepId) ?? UNTOUCHED;
    if (record.planIds.includes(planId)) continue;
    all.set(stepId, { ...record, planIds: [...record.planIds, planId], changes: [...record.changes, ...changes] });
  }
  return Object.fromEntries(all);
}
