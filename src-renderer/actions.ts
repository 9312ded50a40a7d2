import type { AdminEvent, ReportFormat, StepState, StepView, WizardView } from '../flows/bridge/contract.ts';
import { prescriptionTexts } from './prescription-texts.ts';
import { actionTexts as texts } from './texts.ts';

/** A question that the window asks in a dialog of its own before anything is sent. */
export type Question = 'mode' | 'skip' | 'undo' | 'undo-all';

export type Act =
  | { readonly does: 'send'; readonly event: AdminEvent }
  | { readonly does: 'ask'; readonly question: Question }
  | { readonly does: 'save'; readonly format: ReportFormat }
  | { readonly does: 'prescribe' };

export interface Action {
  readonly label: string;
  readonly act: Act;
}

/** What the actions bar offers: at most one primary button, what takes something back apart from it. */
export interface Actions {
  readonly primary: Action | null;
  readonly secondary: readonly Action[];
  readonly takeBack: Action | null;
  readonly note: string;
}

const send = (label: string, event: AdminEvent): Action => ({ label, act: { does: 'send', event } });
const ask = (label: string, question: Question): Action => ({ label, act: { does: 'ask', question } });
const save = (format: ReportFormat): Action => ({ label: texts.saveAs[format], act: { does: 'save', format } });
const offer = (primary: Action | null, secondary: readonly Action[] = [], note = ''): Actions => ({
  primary,
  secondary,
  takeBack: null,
  note,
});

// Made when asked for: the language is not known yet when this module is loaded.
const lookAgain = (): Action => send(texts.lookAgain, { type: 'step.probed' });
const skip = (): Action => ask(texts.skip, 'skip');
const startAgain = (): Action => send(texts.startAgain, { type: 'wizard.restarted' });

export function actionsOf(view: WizardView): Actions {
  switch (view.phase) {
    case 'triage':
      return triageActions(view);
    case 'scenario':
      return scenarioActions(view);
    case 'discovery':
      return discoveryActions(view);
    case 'step':
      return view.step === null ? offer(null) : stepActions(view, view.step);
    case 'report':
      return reportActions(view);
    case 'crashed':
      return offer(startAgain());
    default:
      view.phase satisfies never;
      return offer(null);
  }
}

/** By a prescription there is one way only. */
function triageActions({ prescription, scenarios: [prescribed] }: WizardView): Actions {
  if (prescription === undefined)
    return offer(send(texts.checkEverything, { type: 'scenario.chosen', scenarioId: 'everything' }), [], texts.everythingNote);
  const goOn = prescription.stopped === null ? prescriptionTexts.goOn : prescriptionTexts.goOnReading;
  return offer(prescribed === undefined ? null : send(goOn, { type: 'scenario.chosen', scenarioId: prescribed.id }));
}

function scenarioActions({ scenario }: WizardView): Actions {
  const leave: AdminEvent = { type: 'scenario.left' };
  const look: AdminEvent = { type: 'discovery.started' };
  return scenario?.endsHere === true
    ? offer(send(texts.backToScenarios, leave), [send(texts.openReport, { type: 'report.opened' }), send(texts.lookAnyway, look)])
    : offer(send(texts.look, look), [send(texts.back, leave)]);
}

function discoveryActions(view: WizardView): Actions {
  const { done, stopped } = view.discovery;
  const again = send(texts.lookAgain, { type: 'discovery.started' });
  if (stopped || view.failure !== null) return offer(again, [send(texts.backToScenarios, { type: 'scenario.left' })]);
  if (!done) return offer(null, [send(texts.stopLooking, { type: 'discovery.stopped' })], texts.working);
  return offer(goOn(view), [send(texts.backToScenarios, { type: 'scenario.left' }), again]);
}

function stepActions(view: WizardView, step: StepView): Actions {
  const back = backOf(view);
  const takeBack = step.canUndo && step.undoPlanId !== null ? ask(texts.takeBack, 'undo') : null;
  switch (step.stage) {
    case 'probing':
      return offer(null, [send(texts.stopLooking, { type: 'discovery.stopped' })], texts.working);
    case 'verifying':
    case 'undoing':
      return offer(null, [], texts.working);
    case 'confirming':
      return offer(null);
    case 'applying':
      return offer(null, [send(texts.stopAfter, { type: 'apply.stopped' })], texts.working);
    case 'healthy':
    case 'undone':
    case 'fixed':
      return { ...offer(goOn(view), [...back, lookAgain()]), takeBack };
    case 'skipped':
      return offer(goOn(view), [...back, send(texts.lookAfterAll, { type: 'step.probed' })]);
    case 'waiting':
      return { ...offer(lookAgain(), [...back, goOn(view), skip()]), takeBack };
    case 'reviewing':
      return { ...reviewActions(view, step), takeBack };
    case 'not-fixed':
      return { ...offer(lookAgain(), [...back, goOn(view)]), takeBack };
    case 'failed':
      return { ...offer(lookAgain(), [...back, takeBack === null ? skip() : goOn(view)]), takeBack };
    default:
      step.stage satisfies never;
      return offer(null);
  }
}

function reviewActions(view: WizardView, { id, changes, planId }: StepView): Actions {
  const others = [...backOf(view), lookAgain(), skip()];
  if (changes.length === 0 || planId === null) return offer(goOn(view), others);
  const handOver = send(texts.handOver, { type: 'plan.handed-over', planId });
  const asked = [...(id === 'service-principal-names' ? [handOver] : []), ...prescribe(view)];
  if (view.mode === 'dry-run') return offer(goOn(view), [...others, ...asked], texts.dryRunNote);
  // Where this account is not known to be allowed to write names, asking those who may is what is offered first.
  if (changes.some(({ runBy }) => runBy === 'directory team'))
    return offer(handOver, [...others, goOn(view), ...prescribe(view)], texts.handOverNote);
  return offer(send(texts.apply, { type: 'plan.reviewed', planId }), [...others, ...asked]);
}

function reportActions(view: WizardView): Actions {
  const { report, rail } = view;
  const back = rail.some(({ state }) => state !== 'to-do') ? [send(texts.back, { type: 'step.back' })] : [];
  const takesBack = report !== null && report.undoPlanId !== null && !report.undone;
  const isOpen = report?.steps.some(({ state }) => OPEN.includes(state)) === true;
  const actions = offer(save('html'), [...back, startAgain(), save('json'), save('markdown'), ...(isOpen ? prescribe(view) : [])]);
  if (takesBack) return { ...actions, takeBack: ask(texts.takeAllBack, 'undo-all') };
  return wouldTakeBack(view) ? { ...actions, takeBack: ask(texts.takeAllBack, 'mode'), note: texts.takeBackNote } : actions;
}

/** In dry run the way back is asked for first in apply mode, for it runs commands too. */
function wouldTakeBack({ mode, canApply, report }: WizardView): boolean {
  return (
    mode === 'dry-run' &&
    canApply &&
    report?.undone === false &&
    report.steps.some(({ state, changes }) => changes.length > 0 && state !== 'undone')
  );
}

const OPEN: readonly StepState[] = ['to-decide', 'waiting', 'skipped', 'failed'];

/** What is planned can be prescribed to somebody else, but not by whoever works by a prescription. */
function prescribe({ prescription }: WizardView): readonly Action[] {
  return prescription === undefined ? [{ label: texts.prescribe, act: { does: 'prescribe' } }] : [];
}

/** Nothing for the first step: there is no step before it. */
function backOf({ rail }: WizardView): readonly Action[] {
  return rail[0]?.current === true ? [] : [send(texts.back, { type: 'step.back' })];
}

/** Names where it leads: the step after the current one in the rail, or the report after the last. */
function goOn({ rail, phase }: WizardView): Action {
  const at = rail.findIndex(({ current }) => current);
  const next = phase === 'discovery' ? rail[0] : at < 0 ? undefined : rail[at + 1];
  const label = next === undefined ? texts.openReport : texts.goOnTo(next.title);
  return send(label, { type: 'step.next' });
}
