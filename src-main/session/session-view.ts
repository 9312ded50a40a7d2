import type { SurpriseView, WizardView } from '../../flows/bridge/contract.ts';
import { helpFor } from '../../flows/help/help-for.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { matches, wizardView } from '../../flows/wizard/wizard-view.ts';
import type { Held } from './held.ts';
import { wholePlan } from './whole-server.ts';

/** In: what a session holds, and the surprise of the lab as far as it was told. Out: what the window shows. */
export function sessionView(held: Held, surprise: SurpriseView | null): WizardView {
  const view = wholeView(held, surprise);
  const { prescribed } = held;
  if (prescribed === undefined) return view;
  // What is not prescribed is not offered; where something differed, nothing is.
  const told = prescribed.view();
  const scenarios = view.scenarios.filter(({ id }) => id === prescribed.prescription.scenario);
  if (told.stopped === null) return { ...view, scenarios, prescription: told };
  const applyRefusal = `${told.stopped.what}. ${told.stopped.next}`;
  return { ...view, scenarios, prescription: told, canApply: false, applyRefusal };
}

function wholeView(held: Held, surprise: SurpriseView | null): WizardView {
  const { value, context } = held.wizard();
  const { kind, label, collected, canApply, applyRefusal, reveal } = held.target;
  const document = matches(value, 'report') ? wholePlan(held)?.document : undefined;
  const view = wizardView(value, context, {
    target: { kind, label, server: null, ...(collected === undefined ? {} : { collected }) },
    canApply,
    applyRefusal,
    steps: ALL_STEPS.map(({ id, title, purpose }) => ({ id, title, purpose })),
    reads: [...held.reads.values()],
    running: held.running,
    findings: document?.findings ?? null,
    notChecked: document?.notChecked ?? [],
    ...(reveal === undefined ? {} : { surprise }),
  });
  const help = helpFor(view);
  return help === undefined ? view : { ...view, help };
}
