import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { DeviationRecord } from '../../flows/model/journal.ts';
import type { Result } from '../../flows/model/result.ts';
import { VERSION } from '../../flows/model/version.ts';
import { addToLasting, lastingJournal, userName } from '../core/lasting-journal.ts';
import type { StateFolder } from '../core/state-folder.ts';
import type { OpenedPrescription } from './open-prescription.ts';

/** What is known where somebody left a prescription. */
export interface Deviation {
  readonly file: string;
  readonly opened: Pick<OpenedPrescription, 'name'> | null;
  readonly target: DeviationRecord['target'];
  readonly failure: Extract<Failure, { readonly code: 'prescription.refused' }>;
}

/** The one journal of deviations in a state folder. */
export function deviationJournal(state: Pick<StateFolder, 'journals'>): string {
  return lastingJournal(state, 'deviations');
}

/** Writes a deviation down. Out: the journal; a failure where nothing could be written, which whoever called has to tell. */
export function recordDeviation(state: StateFolder, deviation: Deviation): Promise<Result<string>> {
  return addToLasting(state, 'deviations', { type: 'prescription.deviated', version: VERSION, ...recordOf(deviation) });
}

function recordOf({ file, opened, target, failure }: Deviation): DeviationRecord {
  const { what, why, next } = describeFailure(failure);
  return { deviation: failure.deviation, target, user: userName(), file, prescription: opened?.name ?? null, what, why, next };
}
