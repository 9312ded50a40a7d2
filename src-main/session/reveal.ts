import { windowsPrograms } from '../../flows/model/command.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import type { Finding } from '../../flows/model/step.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { planServer } from '../core/plan-server.ts';
import { revealLab } from '../lab/lab.ts';

/** What a practice server was made with, in words, and what gave it away. */
export interface RevealedFaults {
  readonly faults: readonly { readonly id: string; readonly title: string; readonly symptom: string }[];
  /** What a look at the server as it was made finds; remarks only where there is nothing else. */
  readonly gaveAway: readonly Finding[];
}

const ROOT = 'C:\\Windows';

/** In: the folder of the lab. Out: what it was made with; a surprise is told from then on. */
export async function revealFaults(folder: string): Promise<Result<RevealedFaults>> {
  const revealed = await revealLab(folder);
  if (!revealed.ok) return revealed;
  const { faults, shell } = revealed.value;
  const every = ALL_STEPS.map(({ id }) => id);
  const place = { shell, programs: windowsPrograms(ROOT), systemRoot: ROOT };
  const order = { kind: 'lab', choices: { applications: [], names: [] }, scenario: 'everything', look: every, only: every } as const;
  const planned = await planServer(place, order, new AbortController().signal, () => undefined);
  if (!planned.ok) return planned;
  const { findings } = planned.value.document;
  const actions = findings.filter(({ severity }) => severity !== 'information');
  return succeed({
    faults: faults.map(({ id, title, symptom }) => ({ id, title, symptom })),
    gaveAway: actions.length > 0 ? actions : findings, // a fault that touches nobody is only explained
  });
}
