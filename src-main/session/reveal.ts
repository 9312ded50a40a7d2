import { windowsPrograms } from '../../flows/model/command.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import type { Finding } from '../../flows/model/step.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
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
  const { facts } = planned.value;
  const findings = planned.value.document.findings.filter((finding) => !isWarning(finding, facts));
  const actions = findings.filter(({ severity }) => severity !== 'information');
  return succeed({
    faults: faults.map(({ id, title, symptom }) => ({ id, title, symptom })),
    gaveAway: actions.length > 0 ? actions : findings, // a fault that touches nobody is only explained
  });
}

/** What is neither mended nor left alone only warns of what a change would do, and gave nothing away. */
function isWarning(finding: Finding, facts: ServerFacts): boolean {
  if (finding.severity === 'information') return false; // nobody plans for it
  const step = ALL_STEPS.find(({ cards }) => cards.some(({ finds }) => finds.includes(finding.id)));
  const plan = step?.planChanges(finding, facts);
  return plan !== undefined && plan.edits.length === 0 && plan.withheld === null;
}
