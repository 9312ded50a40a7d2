import type { PrescriptionView } from '../bridge/contract.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { describeKept } from './kept.ts';
import type { Prescription } from './prescription.ts';
import { serverText } from './prescription-lines.ts';

/** A prescription as the window shows it. */
export function prescriptionView(
  opened: { readonly prescription: Prescription; readonly signedWith: string | null; readonly notChecked: readonly string[] },
  { stopped, onlyRead }: { readonly stopped: Failure | null; readonly onlyRead: boolean },
): PrescriptionView {
  const { prescribedBy, ask, validUntil, server, introduction, steps, never } = opened.prescription;
  return {
    prescribedBy,
    ask,
    validUntil,
    signedWith: opened.signedWith,
    server: serverText(server),
    introduction,
    steps,
    never: never.map(describeKept),
    notChecked: opened.notChecked,
    stopped: stopped === null ? null : describeFailure(stopped),
    ...(onlyRead ? { onlyRead } : {}),
  };
}
