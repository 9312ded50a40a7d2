import { isDeepStrictEqual } from 'node:util';
import { editCommand } from '../../flows/changes/edit-command.ts';
import type { Edit } from '../../flows/model/edit.ts';
import { planFacts } from '../../flows/plan/plan-document.ts';
import type { PlannedServer } from '../../src-main/core/plan-server.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { runTool } from '../../src-main/lab/run-tool.ts';
import { shown } from './plan-run.ts';
import { worsened } from './sign-ins.ts';

/** In: the plan on true answers and on spoiled ones. Out: what the second one gets wrong, in words; empty where it is careful enough. */
export function whyTrusting(start: LabState, truth: PlannedServer, spoiled: PlannedServer): readonly string[] {
  return [...healthyByMistake(truth, spoiled), ...wrongChanges(start, truth, spoiled), ...silentlyLess(truth, spoiled)];
}

/** Healthy = nothing found, nothing left unchecked or withheld. Then everything that was read has to be as it is. */
function healthyByMistake(truth: PlannedServer, { document, facts }: PlannedServer): readonly string[] {
  const isHealthy = [document.findings, document.notChecked, document.withheld].every((part) => part.length === 0);
  if (!isHealthy) return [];
  const isTrue = isDeepStrictEqual(planFacts(facts), planFacts(truth.facts)) && isDeepStrictEqual(facts.operator, truth.facts.operator);
  return isTrue ? [] : ['called healthy on facts that are not so'];
}

/**
 * Other changes than the true plan's must do on the true server what they say: every command succeeds, no sign-in is worse,
 * and the way back leads to where it was. Names that were removed are left out of the last: a duplicate does not come back.
 */
function wrongChanges(start: LabState, truth: PlannedServer, { plan, document }: PlannedServer): readonly string[] {
  if (isDeepStrictEqual(document.changes, truth.document.changes)) return [];
  const forth = run(
    start,
    plan.changes.map(({ edit }) => edit),
  );
  if (forth.failed !== null) return [`plans what fails: ${forth.failed}`];
  const back = run(forth.state, plan.changes.map(({ undo }) => undo).reverse());
  const isExact = plan.changes.some(({ edit }) => edit.kind === 'spn.remove') || isDeepStrictEqual(shown(back.state), shown(start));
  return [...worsened(document.choices.names, start, forth.state), ...(isExact ? [] : ['plans what its way back does not undo'])];
}

function run(start: LabState, edits: readonly Edit[]): { readonly state: LabState; readonly failed: string | null } {
  let state = start;
  for (const edit of edits) {
    const command = editCommand(edit);
    if (!command.ok) return { state, failed: JSON.stringify(command.failure) };
    const ran = runTool(state, command.value.program, command.value.args);
    if (ran.output.exitCode !== 0) return { state, failed: `${command.value.args.join(' ')} ${ran.output.stdout}${ran.output.stderr}` };
    state = ran.state;
  }
  return { state, failed: null };
}

/** Changes that are needed and not planned any more have to be missed: something is not checked, withheld or found that was not. */
function silentlyLess(truth: PlannedServer, { document }: PlannedServer): readonly string[] {
  const planned = new Set(document.changes.map(({ command }) => command));
  const missing = truth.document.changes.filter(({ command }) => !planned.has(command));
  const said = [...document.notChecked, ...document.withheld].length + document.findings.length;
  return missing.length > 0 && said === 0 ? missing.map(({ command }) => `says nothing, and leaves out ${command}`) : [];
}
