import { readFile } from 'node:fs/promises';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { type PlanDocument, planIdOf } from '../../flows/plan/plan-document.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { type Applied, applyPlan, type ChangeProgress } from '../core/apply-changes.ts';
import { sha256 } from '../core/hash.ts';
import { stateFolder } from '../core/state-folder.ts';
import { openTarget } from '../session/open-target.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';
import { tellUnfinished } from './unfinished.ts';

export interface ApplyOptions extends Pick<TargetOptions, 'target' | 'state' | 'json'> {
  readonly plan: string;
  readonly confirm: string;
}

/** `kerbwise apply`: runs exactly the plan of the file, after checking that it is unaltered, confirmed, and still fits the server. */
export async function apply(options: ApplyOptions): Promise<ExitCode> {
  const plan = await readPlan(options.plan, options.confirm);
  if (!plan.ok) return printFailure(plan.failure);
  const state = stateFolder(options.state);
  const target = await openTarget(options.target ?? defaultTarget(plan.value), state, true);
  if (!target.ok) return printFailure(target.failure);
  const { place, kind, canApply, label } = target.value;
  try {
    if (!canApply) return printFailure({ code: 'target.readOnly', target: label });
    await tellUnfinished(state, plan.value.target, options.state !== undefined);
    const scenario = findScenario(plan.value.scenario);
    const progress = readingProgress();
    const applied = await applyPlan({
      place,
      state,
      plan: plan.value,
      order: { kind, choices: plan.value.choices, scenario: plan.value.scenario, look: scenario?.steps ?? [], only: plan.value.only },
      listen: (change) => {
        progress.end();
        if (!options.json) showChange(change, plan.value.changes.length);
      },
      listenToReadings: progress.listen,
      stop: stopOnInterrupt(),
    });
    progress.end();
    if (!applied.ok) return printFailure(applied.failure);
    return conclude(applied.value, plan.value, options.json === true);
  } finally {
    await place.shell.close();
  }
}

/** A plan of the lab is for the lab: nobody has to name it again. */
function defaultTarget(plan: PlanDocument): string | undefined {
  return plan.target.kind === 'lab' ? 'lab' : undefined;
}

/** In: a plan file and the id that was confirmed. Out: the plan; `plan.changed` where it is not what Kerbwise wrote or not what was confirmed. */
async function readPlan(path: string, confirmed: string): Promise<Result<PlanDocument>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return fail({ code: 'file.unreadable', path, why: error instanceof Error ? error.message : String(error) });
  }
  const plan = parsePlan(text);
  if (plan === undefined) return fail({ code: 'plan.changed', why: `${path} is no plan of Kerbwise` });
  if (planIdOf(plan, sha256) !== plan.planId)
    return fail({ code: 'plan.changed', why: `${path} was edited after Kerbwise wrote it: its id no longer fits` });
  if (plan.planId !== confirmed)
    return fail({ code: 'plan.changed', why: `the file holds the plan ${plan.planId}, and ${confirmed} was confirmed` });
  return succeed(plan);
}

function parsePlan(text: string): PlanDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlan(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller says that it is no plan
  }
}

/** Only the parts that are used are looked at; the id holds the rest together, and the server is planned anew in any case. */
function isPlan(value: unknown): value is PlanDocument {
  if (!isObject(value) || value['kerbwise'] !== 1 || value['kind'] !== 'plan') return false;
  const { planId, scenario, target, choices, only, changes } = value;
  if (typeof planId !== 'string' || typeof scenario !== 'string' || !areTexts(only) || !Array.isArray(changes)) return false;
  if (!isObject(target) || !['live', 'lab', 'evidence'].includes(String(target['kind']))) return false;
  if (target['server'] !== null && typeof target['server'] !== 'string') return false;
  return isObject(choices) && areTexts(choices['applications']) && areTexts(choices['names']) && areTexts(choices['accounts'] ?? []);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
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
