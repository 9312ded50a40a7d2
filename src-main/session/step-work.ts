import type { ChangeView } from '../../flows/bridge/contract.ts';
import type { Answers } from '../../flows/model/reading.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { NOTHING_FOUND } from '../../flows/model/step.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { type PlanDocument, planChange, planDocument, serverName } from '../../flows/plan/plan-document.ts';
import { planAll } from '../../flows/plan/whole-plan.ts';
import { readServer } from '../../flows/probes/discovery.ts';
import type { Choices } from '../../flows/server/facts.ts';
import { assessGround } from '../../flows/server/ground.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import type { AssessInput, StepAssessment } from '../../flows/wizard/wizard-model.ts';
import { sha256 } from '../core/hash.ts';
import type { PlanOrder } from '../core/plan-server.ts';
import type { OpenTarget } from './open-target.ts';

/** One step as it is shown, with the plan that a confirmation would name. */
export interface StepWork {
  readonly assessment: StepAssessment;
  readonly document: PlanDocument;
  readonly order: PlanOrder;
}

/**
 * Judges one step on answers that are there. In dry run the steps before it count as done, unless they were skipped;
 * when applying, only what the server holds counts.
 */
export function workOnStep(target: OpenTarget, answers: Answers, choices: Choices, scenario: string, input: AssessInput): Result<StepWork> {
  const at = ALL_STEPS.findIndex(({ id }) => id === input.stepId);
  const step = ALL_STEPS[at];
  if (step === undefined) {
    return fail({
      code: 'input.refused',
      what: `There is no step ${input.stepId}`,
      why: 'it is none of the steps',
      next: 'Choose one of the steps',
    });
  }
  const { place } = target;
  const read = readServer(answers, choices, place.systemRoot);
  const before = ALL_STEPS.slice(0, at).map(({ id }) => id);
  const done = input.mode === 'dry-run' ? before.filter((id) => !input.skipped.includes(id)) : [];
  const facts = planAll(ALL_STEPS, read, done, place.programs).predicted;
  const plan = planAll(ALL_STEPS, facts, [step.id], place.programs);
  const order: PlanOrder = { kind: target.kind, choices, scenario, look: ALL_STEPS.map(({ id }) => id), only: [step.id] };
  const document = planDocument(
    { target: { kind: target.kind, server: serverName(facts) }, scenario, only: order.only },
    facts,
    plan,
    sha256,
  );
  const assessment = step.assess(facts);
  const ground = at === 0 ? assessGround(facts) : NOTHING_FOUND;
  const changes: readonly ChangeView[] = plan.changes.map(planChange);
  return succeed({
    order,
    document,
    assessment: {
      stepId: step.id,
      ...withoutSecrets({
        statements: assessment.statements,
        findings: [...ground.findings, ...assessment.findings],
        notChecked: [...ground.notChecked, ...(at === 0 ? facts.unread : []), ...assessment.notChecked],
        withheld: plan.withheld,
      }),
      changes,
      planId: changes.length === 0 ? null : document.planId,
    },
  });
}
