import type { PlanDocument } from '../../flows/plan/plan-document.ts';
import { stateFolder } from '../core/state-folder.ts';
import { writeHandOver } from '../session/hand-overs.ts';
import { EXIT, type ExitCode, note, printFailure, printLines } from './answer.ts';

/** `kerbwise export --as handover`: the page and the script for the directory team, in a folder of their own. */
export async function exportHandOver(plan: PlanDocument, options: { readonly out?: string; readonly state?: string }): Promise<ExitCode> {
  const written = await writeHandOver(stateFolder(options.state), plan, options.out ?? `kerbwise-hand-over-${plan.planId}`);
  if (!written.ok) return printFailure(written.failure);
  const { folder, handOver } = written.value;
  const { changes, suggestions } = handOver;
  printLines([folder]);
  if (suggestions.length > 0) note('the page also says what the plan leaves to the directory team to decide, apart from what it asks for');
  if (changes.length === 0) {
    note(`the plan asks the directory team for no change: one page to read in ${folder}, and no script`);
    return EXIT.done;
  }
  note(`${changes.length} change${changes.length === 1 ? '' : 's'} for the directory team: one page to read and one script in ${folder}`);
  note('when they have made them: kerbwise verify, with the same --target; it reads anew, and says what is done and what is waited for');
  return EXIT.done;
}
