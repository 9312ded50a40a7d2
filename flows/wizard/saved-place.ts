import { counted, say } from '../language/say.ts';
import type { Interrupted } from '../plan/interrupted.ts';
import { findScenario } from '../triage/scenarios.ts';
import type { SavedWizard } from './wizard-model.ts';

/** Where one stopped, for whoever decides whether to go on. */
export interface SavedPlace {
  /** One sentence. */
  readonly place: string;
  /** Whether something was being changed then, and nobody saw its end. */
  readonly needsLook: boolean;
}

/**
 * In: a wizard as it was saved, `null` where there is none; whether a run is known on its server, and one that was begun and whose end
 * nobody wrote down; what the journals say of the commands that ran when it was saved; the steps in walking order. Out: where one stopped.
 */
export function savedPlace(
  saved: SavedWizard | null,
  runs: { readonly any: boolean; readonly unfinished: boolean; readonly interrupted: Interrupted | null },
  steps: readonly { readonly id: string; readonly title: string }[],
): SavedPlace {
  const unbegun = runs.interrupted?.started === 0 ? runs.interrupted : null;
  const needsLook = runs.unfinished || (saved?.busy === true && unbegun === null);
  const walked = walkedSteps(saved, steps);
  const at = walked.findIndex(({ id }) => id === saved?.stepId);
  const step = walked[at];
  if (step === undefined) return { needsLook, place: needsLook ? say`A run stopped in the middle: look` : outsideSteps(saved, runs.any) };
  const { title } = step;
  if (needsLook) return { needsLook, place: say`Stopped in the middle of step ${at + 1}, ${title}: look` };
  if (unbegun !== null) {
    const all = counted(unbegun.of, 'confirmed command', 'confirmed commands');
    return { needsLook, place: say`At step ${at + 1}, ${title}: stopped before the first of ${all} was started` };
  }
  const changed = Object.values(saved?.records ?? {}).filter(({ planIds }) => planIds.length > 0).length;
  return {
    needsLook,
    place:
      changed === 0
        ? say`At step ${at + 1} of ${walked.length}, ${title}`
        : say`At step ${at + 1} of ${walked.length}, ${title}. Steps changed so far: ${changed}`,
  };
}

/** Those of the scenario, or all of them where it goes through none. */
function walkedSteps<S extends { readonly id: string }>(saved: SavedWizard | null, steps: readonly S[]): readonly S[] {
  const named = findScenario(saved?.scenarioId ?? '')?.steps ?? [];
  return named.length === 0 ? steps : steps.filter(({ id }) => named.includes(id));
}

function outsideSteps(saved: SavedWizard | null, hasRun: boolean): string {
  if (saved !== null && saved.scenarioId !== null) return say`Before the first step`;
  return hasRun ? say`At the first screen again` : say`Opened, and nothing was looked at yet`;
}
