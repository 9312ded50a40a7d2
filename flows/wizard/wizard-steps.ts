import { findScenario } from '../triage/scenarios.ts';
import { type AssessInput, recordOf, type WizardContext } from './wizard-model.ts';

/** The steps that the chosen scenario calls for; a scenario that ends without any calls for all of them once the administrator goes on anyway. */
export function stepsOf(context: Pick<WizardContext, 'scenarioId' | 'allStepIds'>): readonly string[] {
  const scenario = context.scenarioId === null ? undefined : findScenario(context.scenarioId);
  if (scenario === undefined) return [];
  return scenario.steps.length === 0 ? context.allStepIds : context.allStepIds.filter((id) => scenario.steps.includes(id));
}

/** The step before or after the one that is shown. */
export function neighbour(context: WizardContext, distance: 1 | -1): string | undefined {
  const steps = stepsOf(context);
  return steps[steps.indexOf(context.stepId ?? '') + distance];
}

/** What has to be known to look at the step that is shown. */
export function assessInput(context: WizardContext): AssessInput {
  const steps = stepsOf(context);
  const before = steps.slice(0, Math.max(0, steps.indexOf(context.stepId ?? '')));
  return {
    stepId: context.stepId ?? '',
    mode: context.mode,
    skipped: before.filter((id) => recordOf(context, id).state === 'skipped'),
    fresh: context.stale,
  };
}

/** Every plan that was applied and not taken back, oldest first. */
export function everyPlan(context: Pick<WizardContext, 'records' | 'allStepIds'>): readonly string[] {
  return context.allStepIds.flatMap((id) => recordOf(context, id).planIds);
}

/** The plans that an id names: one plan of a step, or all of them joined by `+`. Last first. */
export function undoablePlans(context: WizardContext, id: string): readonly string[] {
  const plans = everyPlan(context);
  const named = id.split('+');
  return named.every((planId) => plans.includes(planId)) ? [...named].reverse() : [];
}
