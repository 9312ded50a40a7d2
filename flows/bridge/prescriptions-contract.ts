/** What crosses while a senior prescribes: what can be prescribed, what would be written, the file. */

import type { FailureText } from '../model/failure.ts';
import type { ReportFile } from './contract.ts';

/** What of the server, as it was read last, can be prescribed to somebody else. */
export interface PrescribableView {
  readonly server: string | null;
  /** The steps that would change something, each change in words. */
  readonly steps: readonly { readonly id: string; readonly title: string; readonly changes: readonly string[] }[];
  /** What can be named as never to change; the window says which by its id. */
  readonly never: readonly { readonly id: string; readonly kept: string }[];
  /** Why nothing can be prescribed; `null` where something can. */
  readonly failure: FailureText | null;
}

/** What the senior says of a prescription. */
export interface PrescriptionOrder {
  readonly prescribedBy: string;
  /** Whom to ask where something differs. */
  readonly ask: string;
  /** The last day on which it is valid, UTC: `2026-12-31`. */
  readonly validUntil: string;
  /** The server of the plan, or any that looks like it. */
  readonly server: 'this' | 'like this';
  readonly introduction: string | null;
  readonly steps: readonly { readonly id: string; readonly words: string }[];
  /** Ids of what must never change. */
  readonly never: readonly string[];
}

/** A prescription as it would be written. */
export interface PrescriptionDraftView {
  /** Names what is shown: nothing else is signed or written by it. `null` where there is none. */
  readonly draftId: string | null;
  readonly lines: readonly string[];
  readonly failure: FailureText | null;
}

/** A prescription as a file to be saved; both are `null` where no key was chosen. */
export interface WrittenPrescription {
  readonly file: ReportFile | null;
  readonly failure: FailureText | null;
}

/** How a senior prescribes in the window: sees what can be prescribed, sees what would be written, has it written. */
export interface PrescriptionsBridge {
  offer(): Promise<PrescribableView>;
  draft(order: PrescriptionOrder): Promise<PrescriptionDraftView>;
  /** Unsigned it can be read, and nobody can work by it. */
  write(draftId: string): Promise<WrittenPrescription>;
  /** In: the file of the key, as it was typed in a page of a browser; elsewhere a dialog of the system asks for it. */
  sign(draftId: string, keyFile: string | null): Promise<WrittenPrescription>;
  /** Whether a dialog of the system asks for the key. */
  readonly hasKeyDialog: boolean;
}

/** The same as the desk gives it to its hosts: they say which file the key is in, `null` = unsigned. */
export interface PrescriptionsDesk extends Pick<PrescriptionsBridge, 'offer' | 'draft'> {
  write(draftId: string, keyFile: string | null): Promise<WrittenPrescription>;
}
