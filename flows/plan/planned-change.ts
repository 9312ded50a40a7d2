import type { PlannedEdit } from '../model/step.ts';

/** One change of a plan: the edit and its way back, with the exact text of the command that makes each. */
export interface PlannedChange extends PlannedEdit {
  readonly step: string;
  readonly command: string;
  readonly undoCommand: string;
}
