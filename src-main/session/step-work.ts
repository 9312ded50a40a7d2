import type { ChangeView } from '../../flows/bridge/contract.ts';
import { editTitle } from '../../flows/changes/edit-title.ts';
import { say } from '../../flows/language/say.ts';
import type { Answers } from '../../flows/model/reading.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { NOTHING_FOUND } from '../../flows/model/step.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { changeEffects } from '../../flows/plan/change-effects.ts';
import { type PlanDocument, planChange, planDocument, serverName } from '../../flows/plan/plan-document.ts';
import type { PlannedChange } from '../../flows/plan/planned-change.ts';
import { predict } from '../../flows/plan/predict.ts';
import { planAll } from '../../flows/plan/whole-plan.ts';
import type { JudgedPlan } from '../../flows/prescription/judge-plan.ts';
import type { Choices, ServerFacts } from '../../flows/server/facts.ts';
import { assessGround } from '../../flows/server/ground.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import type { AssessInput, StepAssessment } from '../../flows/wizard/wizard-model.ts';
import { sha256 } from '../core/hash.ts';
import { knownServer } from '../core/known-server.ts';
import type { PlanOrder } from '../core/plan-server.ts';
import type { OpenTarget } from './open-target.ts';
import type { PrescribedWork } from './prescribed-work.ts';
import { picturesFor } from './ticket-pictures.ts';

/** One step as it is shown, with the plan that a confirmation would name. */
export interface StepWork {
  readonly assessment: StepAssessment;
  readonly document: PlanDocument;
  readonly order: PlanOrder;
  /** What a prescription is held against. */
  readonly judged: JudgedPlan;
}

/**
 * Judges one step on answers that are there. In dry run the steps before it count as done, unless they were skipped;
 * when applying, and where a step judges what happened, only what the server holds counts.
 */
export function workOnStep(
  target: OpenTarget,
  answers: Answers,
  choices: Choices,
  scenario: string,
  input: AssessInput,
  prescribed?: Pick<PrescribedWork, 'name' | 'stepIds'>,
): Result<StepWork> {
  const at = ALL_STEPS.findIndex(({ id }) => id === input.stepId);
  const step = ALL_STEPS[at];
  if (step === undefined) {
    return fail({
      code: 'input.refused',
      what: say`There is no step ${input.stepId}`,
      why: say`it is none of the steps`,
      next: say`Choose one of the steps`,
    });
  }
  const { place } = target;
  const read = knownServer(answers, choices, place.systemRoot);
  const before = ALL_STEPS.slice(0, at).map(({ id }) => id);
  const mayBeDone = (id: string) => !input.skipped.includes(id) && (prescribed?.stepIds.includes(id) ?? true);
  const done = input.mode === 'dry-run' ? before.filter(mayBeDone) : [];
  // What was seen to happen was seen on the server as it is, whatever is planned.
  const facts = step.observes ? read : planAll(ALL_STEPS, read, done, place.programs).predicted;
  const plan = planAll(ALL_STEPS, facts, [step.id], place.programs);
  const look = ALL_STEPS.map(({ id }) => id);
  const byName = prescribed === undefined ? {} : { prescription: prescribed.name };
  const order: PlanOrder = { kind: target.kind, choices, scenario, look, only: [step.id], ...byName };
  const document = planDocument(
    { target: { kind: target.kind, server: serverName(facts) }, scenario, only: order.only, ...byName },
    facts,
    plan,
    sha256,
  );
  const assessment = step.assess(facts);
  const ground = at === 0 ? assessGround(facts) : NOTHING_FOUND;
  const changes = shownChanges(facts, plan.changes);
  return succeed({
    order,
    document,
    judged: { kind: target.kind, facts, plan, only: order.only },
    assessment: {
      stepId: step.id,
      ...withoutSecrets({
        statements: assessment.statements,
        limits: assessment.limits ?? [],
        findings: [...ground.findings, ...assessment.findings],
        notChecked: [...ground.notChecked, ...(at === 0 ? facts.unread : []), ...assessment.notChecked],
        withheld: plan.withheld,
      }),
      ticketPaths: picturesFor(place, facts, scenario, step.id),
      changes,
      planId: changes.length === 0 ? null : document.planId,
    },
  });
}

/** Each change beside what it does to what holds, on what the ones before it leave. */
function shownChanges(facts: ServerFacts, changes: readonly PlannedChange[]): readonly ChangeView[] {
  let known = facts;
  return changes.map((change) => {
    const effects = withoutSecrets(changeEffects(known, change.edit));
    known = predict(known, change.edit);
    return { ...planChange(change), title: withoutSecrets(editTitle(change.edit)), effects };
  });
}
