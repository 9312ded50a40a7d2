import { say } from '../language/say.ts';
import { describeFailure } from '../model/failure.ts';
import { isUnproved } from '../model/unproved.ts';
import { thingsWorthKnowing } from './found-verdict.ts';
import {
  type Applying,
  type Assessing,
  type HandingOver,
  recordOf,
  type StepAssessment,
  type StepOutcome,
  type StepRecord,
  type WizardContext,
  withRecord,
} from './wizard-model.ts';

const WAITING = say`Handed over to the directory team`;

/** What the wizard knows once the step that is shown was looked at. */
export function assessed(context: WizardContext, result: Assessing): Partial<WizardContext> {
  const stepId = context.stepId ?? '';
  if (!result.ok)
    return {
      ...withRecord(context, stepId, { state: 'could-not-look', note: describeFailure(result.failure).what }),
      assessed: null,
      failure: describeFailure(result.failure),
    };
  return {
    assessed: result.value,
    failure: null,
    stale: false,
    ...withRecord(context, stepId, judged(recordOf(context, stepId), result.value)),
  };
}

function judged(record: StepRecord, assessment: Pick<StepAssessment, 'findings' | 'notChecked' | 'waiting'>): Partial<StepRecord> {
  const toDo = assessment.findings.some(({ severity }) => severity !== 'information');
  if (toDo && assessment.waiting !== undefined) return { state: 'waiting', note: WAITING };
  if (toDo) return { state: 'to-decide', note: '' };
  if (record.state === 'changed' || record.state === 'undone') return {};
  if (assessment.notChecked.length > 0) return { state: 'could-not-look', note: say`Some checks could not be made` };
  if (isUnproved(assessment.findings)) return { state: 'not-proved', note: '' };
  const { length } = assessment.findings;
  return { state: 'fine', note: length === 0 ? '' : thingsWorthKnowing(length) };
}

/** What it knows once the changes of the step were run and read again, or one of them failed. */
export function applied(context: WizardContext, result: Applying): Partial<WizardContext> {
  const stepId = context.stepId ?? '';
  if (!result.ok)
    return {
      ...withRecord(context, stepId, { state: 'failed', note: describeFailure(result.failure).what }),
      failure: describeFailure(result.failure),
      stale: true,
    };
  const { verified, failure, changed } = result.value;
  const { planIds, changes } = recordOf(context, stepId);
  const planId = context.assessed?.planId ?? '';
  return {
    failure,
    stale: true,
    assessed: withPictures(context.assessed, result.value),
    ...withRecord(context, stepId, {
      state: verified ? 'changed' : 'failed',
      note: failure?.what ?? (verified ? '' : say`The commands ran, but the server is not as it was to be`),
      planIds: changed ? [...planIds, planId] : planIds,
      changes: changed ? [...changes, ...(context.assessed?.changes ?? [])] : changes,
    }),
  };
}

/** The picture that was drawn before the changes is no longer so. */
function withPictures(assessed: StepAssessment | null, { ticketPaths = [] }: StepOutcome): StepAssessment | null {
  return assessed === null ? null : { ...assessed, ticketPaths };
}

/** What it knows once its changes were handed to those who may make them. */
export function handedOver(context: WizardContext, result: HandingOver): Partial<WizardContext> {
  if (!result.ok || context.assessed === null) return { failure: result.ok ? null : describeFailure(result.failure) };
  return {
    failure: null,
    stale: true,
    assessed: { ...context.assessed, waiting: result.value },
    ...withRecord(context, context.stepId ?? '', { state: 'waiting', note: WAITING }),
  };
}

/** What it knows once the plans of `undoing` were taken back, or could not be. */
export function takenBack(context: WizardContext, result: Applying): Partial<WizardContext> {
  const { undoing } = context;
  if (!result.ok) return { failure: describeFailure(result.failure), stale: true };
  if (!result.value.verified) return { failure: result.value.failure, stale: true };
  const records = Object.fromEntries(
    Object.entries(context.records).map(([id, record]) => {
      const rest = record.planIds.filter((planId) => !undoing.includes(planId));
      return [id, rest.length === record.planIds.length ? record : { ...record, planIds: rest, state: 'undone' as const, note: '' }];
    }),
  );
  return {
    assessed: withPictures(context.assessed, result.value),
    records,
    unfinished: context.unfinished.filter(({ planId }) => !undoing.includes(planId)),
    failure: null,
    stale: true,
  };
}
