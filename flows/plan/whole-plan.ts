import { editCommand } from '../changes/edit-command.ts';
import { say } from '../language/say.ts';
import type { Command, ProgramPaths } from '../model/command.ts';
import { commandText } from '../model/command-text.ts';
import type { Edit } from '../model/edit.ts';
import { describeFailure } from '../model/failure.ts';
import { onceEach } from '../model/once-each.ts';
import type { Result } from '../model/result.ts';
import type { Assessment, Finding, NotChecked, PlannedEdit, Step, StepPlan, Withheld } from '../model/step.ts';
import type { ServerFacts } from '../server/facts.ts';
import { assessGround } from '../server/ground.ts';
import { withInterim } from './interim.ts';
import type { PlannedChange } from './planned-change.ts';
import { predict } from './predict.ts';
import { describeWorsened, type WorsenedSignIn, worsenedSignIns } from './sign-ins.ts';

export interface AssessedStep {
  readonly id: string;
  readonly title: string;
  readonly assessment: Assessment;
}

/** What is wrong, what would be changed in which order, and how the server would then be. */
export interface WholePlan {
  readonly steps: readonly AssessedStep[];
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  /** What is wrong and not offered to be changed, with the reason. */
  readonly withheld: readonly Withheld[];
  readonly changes: readonly PlannedChange[];
  /** The facts as they will be probed once every change has been made. */
  readonly predicted: ServerFacts;
}

/**
 * Plans every step in order, each on the facts that the changes before it leave.
 * In: all steps in walking order, the facts as they were read, the ids of the steps that may change something,
 * and where the server keeps its programs. Out: findings as they are now, and the ordered changes.
 */
export function planAll(steps: readonly Step[], facts: ServerFacts, only: readonly string[], programs: ProgramPaths): WholePlan {
  const assessed = steps.map((step) => ({ id: step.id, title: step.title, assessment: assess(step, facts) }));
  const ground = { id: 'ground', title: say`Before anything is changed`, assessment: assessGround(facts) };
  const plan = (ids: readonly string[]): Outcome =>
    steps
      .filter(({ id }) => ids.includes(id))
      .reduce<Outcome>((before, step) => (step.observes ? withSeen(step, before, facts) : planStep(step, before, programs)), {
        changes: [],
        withheld: [],
        predicted: facts,
      });
  const unsafe = unsafeSteps(steps, facts, plan);
  const planned = plan(only.filter((id) => !unsafe.ids.includes(id)));
  return {
    steps: [ground, ...assessed],
    findings: [ground, ...assessed].flatMap(({ assessment }) => assessment.findings),
    notChecked: [...ground.assessment.notChecked, ...facts.unread, ...assessed.flatMap(({ assessment }) => assessment.notChecked)],
    ...planned,
    changes: withInterim(facts, planned.changes),
    withheld: [
      ...planned.withheld,
      ...steps.filter(({ id }) => only.includes(id) && unsafe.ids.includes(id)).map((step) => shutOut(step, unsafe.harm)),
    ],
  };
}

/**
 * Steps that are better left alone: taken together, all changes must leave nobody worse off than now.
 * Out: the first step, or pair of steps, or else all, without which the rest harms nobody; and what would come of them.
 */
function unsafeSteps(steps: readonly Step[], facts: ServerFacts, plan: (ids: readonly string[]) => Outcome) {
  const whole = plan(steps.map(({ id }) => id));
  const harm = whole.changes.length === 0 ? [] : worsenedSignIns(facts, whole.predicted);
  if (harm.length === 0) return { ids: [], harm };
  const ids = steps.map(({ id }) => id).filter((id) => whole.changes.some(({ step }) => step === id));
  const pairs = ids.flatMap((id, at) => ids.slice(at + 1).map((other) => [id, other]));
  const harmsNobody = (left: readonly string[]) =>
    worsenedSignIns(facts, plan(steps.map(({ id }) => id).filter((id) => !left.includes(id))).predicted).length === 0;
  return { ids: [...ids.map((id) => [id]), ...pairs].find(harmsNobody) ?? ids, harm };
}

function shutOut(step: Step, harm: readonly WorsenedSignIn[]): NotChecked {
  return {
    what: step.title,
    why: say`a change here would reach others than it is meant for: ${describeWorsened(harm)}`,
    next: harm.every(({ becomes }) => becomes === 'unclear')
      ? say`Look at what could not be read there (see Not checked), or name those applications with --app too; then look again`
      : say`Name those applications with --app too, give one of the two a name of its own, or mend what keeps its key from being changed`,
  };
}

interface Outcome {
  readonly changes: readonly PlannedChange[];
  readonly withheld: readonly Withheld[];
  readonly predicted: ServerFacts;
}

const assessments = onceEach((_facts: ServerFacts) => new Map<Step, Assessment>());

/** What a step says of facts; it is asked again for every plan that they are a part of. */
function assess(step: Step, facts: ServerFacts): Assessment {
  const assessment = assessments(facts).get(step) ?? step.assess(facts);
  assessments(facts).set(step, assessment);
  return assessment;
}

/** One change can uncover or end the next (a value that an application below inherits), so the step is asked again after each finding. */
function planStep(step: Step, before: Outcome, programs: ProgramPaths): Outcome {
  let { changes, predicted } = before;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const facts = predicted;
    const plans = actionable(assess(step, facts).findings).map((finding) => withTexts(step.planChanges(finding, facts), step.id, programs));
    const next = plans.find((plan) => plan.changes.length > 0);
    if (next === undefined) return { changes, predicted, withheld: [...before.withheld, ...plans.flatMap((plan) => plan.withheld)] };
    changes = [...changes, ...next.changes];
    predicted = next.changes.reduce((known, { edit }) => predict(known, edit), predicted);
  }
  throw new Error(`the step ${step.id} plans without end`);
}

const MOST_ROUNDS = 20_000;

/** What was seen before says nothing of the server as it will be, so what changes are planned does not matter here. */
function withSeen(step: Step, before: Outcome, facts: ServerFacts): Outcome {
  const seen = actionable(assess(step, facts).findings).flatMap((finding) => step.planChanges(finding, facts).withheld ?? []);
  return { ...before, withheld: [...before.withheld, ...seen] };
}

function actionable(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity !== 'information');
}

/** A plan for one finding is run whole or not at all: where one of its commands cannot be made, none is offered. */
function withTexts(plan: StepPlan, step: string, programs: ProgramPaths): Pick<Outcome, 'changes' | 'withheld'> {
  const made = plan.edits.map((edit) => withText(edit, step, programs));
  const refused = made.flatMap((change) => ('refused' in change ? [change.refused] : []));
  const withheld = plan.withheld === null ? refused : [plan.withheld, ...refused];
  return { changes: refused.length > 0 ? [] : made.flatMap((change) => ('change' in change ? [change.change] : [])), withheld };
}

function withText(
  planned: PlannedEdit,
  step: string,
  programs: ProgramPaths,
): { readonly change: PlannedChange } | { readonly refused: NotChecked } {
  const [command, undoCommand] = [textOf(planned.edit, programs), textOf(planned.undo, programs)];
  if (command.ok && undoCommand.ok) return { change: { ...planned, step, command: command.value, undoCommand: undoCommand.value } };
  const failure = command.ok ? undoCommand : command;
  const { what, why, next } = failure.ok ? { what: '', why: '', next: '' } : describeFailure(failure.failure);
  return { refused: { what: planned.target, why: say`${what}: ${why}`, next } };
}

function textOf(edit: Edit, programs: ProgramPaths): Result<string> {
  const command: Result<Command> = editCommand(edit);
  return command.ok ? commandText(command.value, programs) : command;
}
