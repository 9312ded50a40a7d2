import type { StepView, WizardView } from '../flows/bridge/contract.ts';
import { counted, say } from '../flows/language/say.ts';
import { discoveryTexts, stepTexts } from './texts.ts';
import { isUnheardOf } from './while-lost.ts';

/** What a screen reader hears when the view changes without a new screen. Progress comes in quarters, not command by command. */
export function announcementOf(view: WizardView): string {
  if (view.phase === 'discovery') return discoveryAnnouncement(view);
  if (view.phase === 'step' && view.step !== null) return stepAnnouncement(view, view.step);
  if (view.phase === 'report' && view.report !== null) return view.report.verdict;
  return '';
}

function discoveryAnnouncement({ discovery: { reads, done, stopped }, failure }: WizardView): string {
  if (failure !== null && !stopped) return [discoveryTexts.failedTitle, failure.what].join('. ');
  if (stopped) return discoveryTexts.stoppedTitle;
  if (done) return discoveryTexts.doneTitle(reads.length);
  const finished = reads.filter(({ state }) => state === 'done' || state === 'failed' || state === 'absent').length;
  const quarter = Math.floor((4 * finished) / Math.max(1, reads.length));
  return quarter === 0 ? discoveryTexts.starting : say`${25 * quarter} %`;
}

/** Whether the proof that a step makes came to nothing: the rail holds what became of it. */
export function isNotProved({ rail }: Pick<WizardView, 'rail'>, { id }: Pick<StepView, 'id'>): boolean {
  return rail.some((item) => item.id === id && item.state === 'not-proved');
}

function healthyAnnouncement(view: WizardView, step: StepView): string {
  if (step.notChecked.length > 0) return stepTexts.unclearTitle;
  return isNotProved(view, step) ? stepTexts.notProvedTitle : stepTexts.healthyTitle;
}

function stepAnnouncement(view: WizardView, step: StepView): string {
  if (isUnheardOf(view)) return stepTexts.unheardTitle(step.stage === 'applying' || step.stage === 'undoing');
  const { commands, target } = view;
  switch (step.stage) {
    case 'probing':
      return stepTexts.probing;
    case 'healthy':
      return healthyAnnouncement(view, step);
    case 'reviewing':
      return stepTexts.reviewing(step.findings.length, step.changes.length);
    case 'confirming':
      return '';
    case 'applying':
      return say`${stepTexts.applying(target.server ?? target.label)} ${finishedChanges(commands, step)}`;
    case 'verifying':
      return stepTexts.verifying;
    case 'fixed':
      return stepTexts.fixedTitle;
    case 'not-fixed':
      return stepTexts.notFixedTitle;
    case 'failed':
      return [stepTexts.failedTitle, step.failure?.what ?? ''].join('. ');
    case 'undoing':
      return stepTexts.undoing;
    case 'undone':
      return stepTexts.undoneTitle;
    case 'waiting':
      return stepTexts.waitingTitle;
    case 'skipped':
      return stepTexts.skippedTitle;
    default:
      return step.stage satisfies never;
  }
}

function finishedChanges(commands: WizardView['commands'], { changes }: StepView): string {
  const texts = new Set(changes.map(({ command }) => command));
  const done = commands.filter(({ kind, state, text }) => kind === 'change' && state === 'done' && texts.has(text)).length;
  return say`${done} / ${counted(changes.length, 'command', 'commands')}`;
}
