import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { choicesOf, deviation, whyNotPrescribed, whyOtherChoice } from '../../flows/prescription/judge-plan.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import type { PlannedServer, PlanOrder } from '../core/plan-server.ts';
import { type StateFolder, stateFolder } from '../core/state-folder.ts';
import { type Deviation, recordDeviation } from '../prescription/deviation-journal.ts';
import { type OpenedPrescription, openPrescription } from '../prescription/open-prescription.ts';
import { openTarget } from '../session/open-target.ts';
import { type ExitCode, note, printFailure } from './answer.ts';
import type { Request, TargetOptions } from './request.ts';

/** The options of working by a prescription. */
export interface PrescriptionOptions {
  readonly prescription?: string;
  readonly trust?: string;
}

/** A prescription that one may work by, with the server that is asked by it. */
export interface PrescribedRequest extends Request {
  readonly opened: OpenedPrescription;
}

/** Everything that stands in the way of working by a prescription is written down before it is told. */
export async function openPrescribed(options: TargetOptions & PrescriptionOptions, file: string): Promise<Result<PrescribedRequest>> {
  const state = stateFolder(options.state);
  const opened = await openPrescription(file, { trust: options.trust, now: Date.now() });
  if (!opened.ok) return writtenDown(state, { file, opened: null, target: null }, opened);
  const { prescription, refusal } = opened.value;
  const refused = refusal ?? whyOtherChoice(prescription, askedOf(options));
  if (refused !== undefined && refused !== null) return writtenDown(state, { file, opened: opened.value, target: null }, fail(refused));
  const target = await openTarget(options.target ?? prescription.server.target, state, true);
  if (!target.ok) return target;
  return succeed({ target: target.value, state, opened: opened.value, order: orderOf(opened.value, target.value.kind, options.only) });
}

function askedOf({ app, name, scenario, only }: TargetOptions) {
  return { applications: app, names: name, scenario, only: only?.split(',').map((id) => id.trim()) };
}

function orderOf({ prescription, name }: OpenedPrescription, kind: PlanOrder['kind'], only: string | undefined): PlanOrder {
  const prescribed = prescription.steps.map(({ id }) => id);
  const wanted = only?.split(',').map((id) => id.trim()) ?? prescribed;
  return {
    kind,
    choices: choicesOf(prescription),
    scenario: prescription.scenario,
    look: findScenario(prescription.scenario)?.steps ?? [],
    only: ALL_STEPS.map(({ id }) => id).filter((id) => wanted.includes(id)),
    prescription: name,
  };
}

/** In: a server as it was planned. Out: where that differs from the prescription; `undefined` where nothing does. */
export function judgeBy({ prescription }: OpenedPrescription, { facts, plan, document }: PlannedServer): Failure | undefined {
  return whyNotPrescribed(prescription, { kind: document.target.kind, facts, plan, only: document.only });
}

/** A confirmed plan that cannot be used is an attempt to do something else than is prescribed. */
export function asDeviation({ prescription }: OpenedPrescription, failure: Failure): Failure {
  if (failure.code !== 'plan.changed') return failure;
  const { what, why } = describeFailure(failure);
  return deviation(prescription, 'plan.other', what, why);
}

/** Writes a deviation down and hands it on; any other failure is only handed on. */
async function writtenDown(
  state: StateFolder,
  where: Omit<Deviation, 'failure'>,
  refused: { readonly ok: false; readonly failure: Failure },
): Promise<{ readonly ok: false; readonly failure: Failure }> {
  const { failure } = refused;
  if (failure.code !== 'prescription.refused') return refused;
  const journal = await recordDeviation(state, { ...where, failure });
  if (journal.ok) note(`nothing was run; written down in ${journal.value}`);
  else note(`nothing was run; it could not be written down: ${describeFailure(journal.failure).why}`);
  return refused;
}

/** The same at the end of a command. */
export async function printWrittenDown(state: StateFolder, where: Omit<Deviation, 'failure'>, failure: Failure): Promise<ExitCode> {
  await writtenDown(state, where, { ok: false, failure });
  return printFailure(failure);
}
