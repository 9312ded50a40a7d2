import { join } from 'node:path';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { PrescriptionName } from '../../flows/model/journal.ts';
import type { PlanDocument, PlanTarget } from '../../flows/plan/plan-document.ts';
import { deviation } from '../../flows/prescription/judge-plan.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { type Applied, applyPlan, type ChangeProgress } from '../core/apply-changes.ts';
import type { PlanOrder } from '../core/plan-server.ts';
import { type StateFolder, stateFolder } from '../core/state-folder.ts';
import type { OpenedPrescription } from '../prescription/open-prescription.ts';
import { withAcknowledged } from '../session/acknowledgements.ts';
import { type OpenTarget, openTarget } from '../session/open-target.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { asDeviation, judgeBy, openPrescribed, type PrescriptionOptions, printWrittenDown } from './by-prescription.ts';
import { readConfirmedPlan } from './read-plan.ts';
import { readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';
import { tellUnfinished } from './unfinished.ts';

export interface ApplyOptions extends Pick<TargetOptions, 'target' | 'state' | 'json'>, PrescriptionOptions {
  /** By a prescription: the plan that was saved under the id that is confirmed, where no other is named. */
  readonly plan?: string;
  readonly confirm: string;
}

/** `kerbwise apply`: runs exactly the plan of the file, after checking that it is unaltered, confirmed, prescribed where it has to be, and still fits the server. */
export async function apply(options: ApplyOptions): Promise<ExitCode> {
  if (options.prescription !== undefined) return applyPrescribed(options, options.prescription);
  if (options.plan === undefined) {
    return printFailure({ code: 'usage.wrong', what: 'No plan was named', why: '--plan is missing', next: 'See kerbwise apply --help' });
  }
  const plan = await readConfirmedPlan(options.plan, options.confirm);
  if (!plan.ok) return printFailure(plan.failure);
  const state = stateFolder(options.state);
  if (plan.value.prescription !== undefined) return refuseAlone(state, options.plan, plan.value, plan.value.prescription);
  const target = await openTarget(options.target ?? defaultTarget(plan.value), state, true);
  if (!target.ok) return printFailure(target.failure);
  const { kind } = target.value;
  const scenario = findScenario(plan.value.scenario);
  const choices = await withAcknowledged(state, kind, plan.value.choices, note);
  const order = { kind, choices, scenario: plan.value.scenario, look: scenario?.steps ?? [], only: plan.value.only };
  return run({ options, plan: plan.value, target: target.value, state, order });
}

/** The same by a prescription: the plan is the one that `plan --prescription` saved, and the server is held against the prescription once more. */
async function applyPrescribed(options: ApplyOptions, file: string): Promise<ExitCode> {
  const request = await openPrescribed(options, file);
  if (!request.ok) return printFailure(request.failure);
  const { opened, state, target, order } = request.value;
  const where = { file, opened, target: null };
  const plan = await readConfirmedPlan(options.plan ?? join(state.plans, `${options.confirm}.json`), options.confirm);
  if (!plan.ok) return closing(target, () => printWrittenDown(state, where, asDeviation(opened, plan.failure)));
  if (plan.value.prescription?.id !== opened.name.id) {
    const other = deviation(
      opened.prescription,
      'plan.other',
      'This plan was not made by this prescription',
      `the file holds the plan ${plan.value.planId}`,
    );
    return closing(target, () => printWrittenDown(state, where, other));
  }
  return run({ options, plan: plan.value, target, state, order: { ...order, only: plan.value.only }, opened });
}

async function closing(target: OpenTarget, end: () => Promise<ExitCode>): Promise<ExitCode> {
  await target.place.shell.close();
  return end();
}

/** What a senior prescribed is not made a plan of one's own by leaving the prescription away. */
function refuseAlone(state: StateFolder, file: string, plan: PlanDocument, name: PrescriptionName): Promise<ExitCode> {
  const failure: Failure = {
    code: 'prescription.refused',
    deviation: 'plan.other',
    what: `The plan ${plan.planId} was made by a prescription of ${name.prescribedBy}`,
    why: 'it is applied by that prescription, which is looked at again then',
    next: `Name the file with --prescription, or ask ${name.ask}`,
  };
  return printWrittenDown(state, { file, opened: { name }, target: plan.target }, failure);
}

/** A plan without changes is answered by itself: nothing is run or written down. */
function nothingToRun({ planId, findings }: PlanDocument, json: boolean): ExitCode {
  const isOpen = findings.some(({ severity }) => severity !== 'information');
  if (json) printJson({ kerbwise: 1, kind: 'applied', planId, journal: null, made: 0, of: 0, verified: false, failure: null });
  else printLines([`The plan ${planId} holds no change, so nothing was run.`]);
  if (isOpen) note('what it found needs action that Kerbwise does not take: kerbwise check says what and why');
  return isOpen ? EXIT.action : EXIT.done;
}

interface Run {
  readonly options: ApplyOptions;
  readonly plan: PlanDocument;
  readonly target: OpenTarget;
  readonly state: StateFolder;
  readonly order: PlanOrder;
  readonly opened?: OpenedPrescription;
}

async function run({ options, plan, target, state, order, opened }: Run): Promise<ExitCode> {
  const { place, canApply, label } = target;
  let seen: PlanTarget | null = null;
  try {
    if (!canApply) return printFailure({ code: 'target.readOnly', target: label });
    await tellUnfinished(state, plan.target, options.state !== undefined);
    if (plan.changes.length === 0) return nothingToRun(plan, options.json === true);
    const progress = readingProgress();
    const applied = await applyPlan({
      place,
      state,
      plan,
      order,
      judge: (now) => {
        seen = now.document.target;
        return opened === undefined ? undefined : judgeBy(opened, now);
      },
      listen: (change) => {
        progress.end();
        if (!options.json) showChange(change, plan.changes.length);
      },
      listenToReadings: progress.listen,
      stop: stopOnInterrupt(),
    });
    progress.end();
    if (applied.ok) return conclude(applied.value, plan, options.json === true);
    if (opened === undefined) return printFailure(applied.failure);
    return printWrittenDown(state, { file: opened.file, opened, target: seen }, applied.failure);
  } finally {
    await place.shell.close();
  }
}

/** A plan of the lab is for the lab: nobody has to name it again. */
function defaultTarget(plan: PlanDocument): string | undefined {
  return plan.target.kind === 'lab' ? 'lab' : undefined;
}

function showChange({ index, command, state, milliseconds, output }: ChangeProgress, total: number): void {
  if (state === 'running') {
    printLines([`${index + 1} of ${total}  ${command}`]);
    return;
  }
  const lines = output.split(/\r*\n/).filter((line) => line.trim() !== '');
  printLines([...lines.map((line) => `        ${line}`), `        ${state} after ${milliseconds ?? 0} ms`]);
}

function conclude(applied: Applied, plan: PlanDocument, json: boolean): ExitCode {
  const { journal, made, verified, failure } = applied;
  if (json)
    printJson({
      kerbwise: 1,
      kind: 'applied',
      planId: plan.planId,
      journal,
      made,
      of: plan.changes.length,
      verified,
      failure: failure === null ? null : describeFailure(failure),
    });
  else printLines([`${made} of ${plan.changes.length} changes made. Journal: ${journal}`]);
  if (failure !== null) return stopped(failure, plan);
  if (verified) {
    if (!json) printLines(['Read again: every change is so, and what it was to mend is gone.']);
    return EXIT.done;
  }
  note(
    `the commands ran, but read again the server is not as it was to be; look with kerbwise check, or take it back with kerbwise undo --target ${plan.target.kind} --confirm ${plan.planId}`,
  );
  return EXIT.error;
}

function stopped(failure: Failure, plan: PlanDocument): ExitCode {
  const code = printFailure(failure);
  note(`what was made until then stays; take it back with kerbwise undo --target ${plan.target.kind} --confirm ${plan.planId}`);
  return code;
}
