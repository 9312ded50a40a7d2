import { windowsPrograms } from '../../flows/model/command.ts';
import type { PlanDocument } from '../../flows/plan/plan-document.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import { labShell } from '../../src-main/lab/lab.ts';
import { SYSTEM_ROOT } from './unix-path.ts';

/** In: the lab's folder. Out: the plan that Kerbwise makes for it in this process, without Windows, PowerShell or a program between. */
export async function planHere(folder: string): Promise<PlanDocument> {
  const everyStep = ALL_STEPS.map(({ id }) => id);
  const planned = await planServer(
    { shell: labShell(folder), programs: windowsPrograms(SYSTEM_ROOT), systemRoot: SYSTEM_ROOT },
    { kind: 'live', choices: { applications: [], names: [] }, scenario: 'everything', look: everyStep, only: everyStep },
    new AbortController().signal,
    () => undefined,
  );
  if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
  return planned.value.document;
}
