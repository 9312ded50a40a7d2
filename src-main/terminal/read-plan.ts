import { readFile } from 'node:fs/promises';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { type PlanDocument, planIdOf } from '../../flows/plan/plan-document.ts';
import { sha256 } from '../core/hash.ts';
import { readReason } from '../core/read-reasons.ts';

/** In: a plan file. Out: the plan; `file.unreadable`, or `plan.changed` where it is not what Kerbwise wrote. */
export async function readPlan(path: string): Promise<Result<PlanDocument>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return fail({ code: 'file.unreadable', path, why: error instanceof Error ? readReason(error) : String(error) });
  }
  const plan = parsePlan(text);
  if (plan === undefined) return fail({ code: 'plan.changed', why: `${path} is no plan of Kerbwise` });
  if (planIdOf(plan, sha256) !== plan.planId)
    return fail({ code: 'plan.changed', why: `${path} was edited after Kerbwise wrote it: its id no longer fits` });
  return succeed(plan);
}

/** The same for a plan that was confirmed by its id. */
export async function readConfirmedPlan(path: string, confirmed: string): Promise<Result<PlanDocument>> {
  const plan = await readPlan(path);
  if (!plan.ok || plan.value.planId === confirmed) return plan;
  return fail({ code: 'plan.changed', why: `the file holds the plan ${plan.value.planId}, and ${confirmed} was confirmed` });
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
  const { planId, scenario, target, choices, only, changes, prescription } = value;
  if (typeof planId !== 'string' || typeof scenario !== 'string' || !areTexts(only) || !areObjects(changes)) return false;
  if (!isObject(target) || !['live', 'lab', 'evidence'].includes(String(target['kind']))) return false;
  if (target['server'] !== null && typeof target['server'] !== 'string') return false;
  if (prescription !== undefined && !isPrescriptionName(prescription)) return false;
  return isObject(choices) && areTexts(choices['applications']) && areTexts(choices['names']) && areTexts(choices['accounts'] ?? []);
}

function isPrescriptionName(value: unknown): boolean {
  return isObject(value) && areTexts([value['id'], value['prescribedBy'], value['ask'], value['validUntil']]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
