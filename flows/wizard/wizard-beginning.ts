import { say } from '../language/say.ts';
import { describeInterrupted, type Interrupted } from '../plan/interrupted.ts';
import { appliedRecords, resumedRecords, type WizardContext, type WizardInput, withUnfinished } from './wizard-model.ts';

/** In: what the host gives, and what was saved. Out: what the wizard knows before anything is read; what was applied and not taken back is there. */
export function initialContext({
  canApply,
  allStepIds,
  saved,
  unfinished = [],
  interrupted = null,
  notes = [],
}: WizardInput): WizardContext {
  return {
    mode: 'dry-run',
    canApply,
    allStepIds,
    scenarioId: saved?.scenarioId ?? null,
    stepId: saved?.scenarioId === null ? null : (saved?.stepId ?? null),
    records: withUnfinished(resumedRecords(saved?.records ?? {}), unfinished),
    assessed: null,
    discovered: null,
    failure: null,
    unfinished,
    undoing: [],
    notice:
      [...notes, ...unfinished.map(({ notice }) => notice), unfinished.length > 0 ? null : noticeFor(saved, interrupted)]
        .filter((text) => text !== null)
        .join(' ') || null,
    stale: true,
    stoppedDiscovery: false,
  };
}

function noticeFor(saved: WizardInput['saved'], interrupted: Interrupted | null): string | null {
  if (saved === null || saved.stepId === null) return null;
  if (interrupted !== null) return say`${describeInterrupted(interrupted)} The server is read again, and dry run is on.`;
  if (saved.busy)
    return say`Kerbwise was ended while commands were running. The server is read again; the journal says what was started. Dry run is on.`;
  return say`You are back where you stopped. The server is read again, and dry run is on.`;
}

/** What of it outlives the choice of another scenario: the way back of what was applied. What was looked at is forgotten. */
export function withoutLooks(context: WizardContext): Partial<WizardContext> {
  return {
    stepId: null,
    records: withUnfinished(appliedRecords(context.records), context.unfinished),
    assessed: null,
    failure: null,
    notice: null,
    stoppedDiscovery: false,
  };
}
