import { printRecords } from '../../flows/scripts/records.ts';
import type { LabState } from './lab-state.ts';
import { answer, type ToolRun } from './tool-run.ts';

/** As Windows has it where nobody changed anything: users may read, and add beside what is there. */
const UNTOUCHED = 'O:SYD:PAI(A;OICIIO;GA;;;CO)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)';

/** Answers the script `access-rights` for the lab: its disk is as Windows was installed. */
export function runAccessRights(state: LabState, args: readonly string[]): ToolRun {
  return answer(state, 0, printRecords(args.map((path) => ({ kind: 'item', values: { path: [path], rights: [UNTOUCHED] } }))));
}
