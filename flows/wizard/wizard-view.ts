import type {
  CommandView,
  FindingView,
  NotCheckedView,
  RailItem,
  ReportView,
  ScenarioView,
  StepView,
  SurpriseView,
  WizardView,
} from '../bridge/contract.ts';
import { say } from '../language/say.ts';
import { VERSION } from '../model/version.ts';
import { findScenario, SCENARIOS, type Scenario } from '../triage/scenarios.ts';
import { undecided, worthKnowing } from './found-verdict.ts';
import { recordOf, type WizardContext } from './wizard-model.ts';
import { everyPlan, stepsOf } from './wizard-steps.ts';

/** Where the machine is, as XState writes it: `triage`, `{ step: { settled: 'reviewing' } }`. */
export type StateValue = string | { readonly [state: string]: StateValue | undefined };

/** A step as the window names it. */
export interface StepText {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
}

/** What the host adds to the machine's state: the target, and what runs at this moment. */
export interface LiveParts {
  readonly target: WizardView['target'];
  readonly canApply: boolean;
  readonly applyRefusal: string;
  readonly steps: readonly StepText[];
  readonly reads: readonly CommandView[];
  /** The changes that run or ran last, forth or back. */
  readonly running: readonly CommandView[];
  /** What the whole server shows as it was last read, for the report; `null` where it has to be read again. */
  readonly findings: readonly FindingView[] | null;
  readonly notChecked: readonly NotCheckedView[];
  /** Of a practice server with a surprise. */
  readonly surprise?: SurpriseView | null;
}

/** In: where the machine is, what it knows, and what runs. Out: everything that the window shows. */
export function wizardView(state: StateValue, context: WizardContext, live: LiveParts): WizardView {
  const phase = phaseOf(state);
  const scenario = context.scenarioId === null ? undefined : findScenario(context.scenarioId);
  return {
    kerbwise: 1,
    version: VERSION,
    mode: context.mode,
    canApply: live.canApply,
    ...(live.canApply ? {} : { applyRefusal: live.applyRefusal }),
    target: { ...live.target, server: context.discovered?.server ?? live.target.server },
    applications: context.discovered?.applications ?? [],
    ...(context.discovered?.elevated === false ? { notElevated: true as const } : {}),
    phase,
    scenarios: SCENARIOS.map(scenarioView).map(({ tables: _tables, ...choice }) => choice),
    scenario: scenario === undefined ? null : scenarioView(scenario),
    discovery: {
      reads: live.reads,
      done: context.discovered !== null && !matches(state, 'discovery', 'reading'),
      stopped: context.stoppedDiscovery,
    },
    rail: phase === 'step' || phase === 'report' || phase === 'discovery' ? rail(state, context, live.steps) : [],
    step: phase === 'step' ? stepView(state, context, live.steps) : null,
    commands: commandsOf(state, context, live),
    report: phase === 'report' ? reportView(state, context, live) : null,
    failure: context.failure,
    notice: context.notice,
    ...(context.notice === null || context.unfinished.length === 0
      ? {}
      : { noticeDetails: context.unfinished.map(({ details }) => details) }),
  };
}

function phaseOf(state: StateValue): WizardView['phase'] {
  const top = typeof state === 'string' ? state : (Object.keys(state)[0] ?? 'triage');
  switch (top) {
    case 'scenario':
    case 'discovery':
    case 'step':
    case 'report':
    case 'crashed':
      return top;
    default:
      return 'triage';
  }
}

/** Whether the machine is in the state at this path. */
export function matches(state: StateValue | undefined, ...path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  if (state === undefined) return false;
  if (typeof state === 'string') return rest.length === 0 && state === first;
  return first in state && matches(state[first], ...rest);
}

function scenarioView({ steps: _steps, ...scenario }: Scenario): ScenarioView {
  return scenario;
}

function rail(state: StateValue, context: WizardContext, texts: readonly StepText[]): readonly RailItem[] {
  const shown = phaseOf(state) === 'step' ? context.stepId : null;
  return stepsOf(context).flatMap((id) => {
    const text = texts.find((step) => step.id === id);
    return text === undefined ? [] : [{ id, title: text.title, ...shownState(state, context, id), current: id === shown }];
  });
}

/** What became of a step, or what is being done with it at this moment. */
function shownState(state: StateValue, context: WizardContext, stepId: string): Pick<RailItem, 'state' | 'note'> {
  const { state: result, note, planIds } = recordOf(context, stepId);
  const undoes = matches(state, 'step', 'undoing') || matches(state, 'report', 'undoing');
  if (undoes && planIds.some((id) => context.undoing.includes(id))) return { state: 'undoing', note: '' };
  if (stepId === context.stepId && matches(state, 'step', 'probing')) return { state: 'looking', note: '' };
  if (stepId === context.stepId && matches(state, 'step', 'working'))
    return { state: matches(state, 'step', 'working', 'verifying') ? 'verifying' : 'applying', note: '' };
  return { state: result, note };
}

function stepView(state: StateValue, context: WizardContext, texts: readonly StepText[]): StepView | null {
  const text = texts.find(({ id }) => id === context.stepId);
  if (text === undefined) return null;
  const { assessed } = context;
  return {
    ...text,
    stage: stageOf(state),
    statements: [...(assessed?.statements ?? []), ...wayBackHint(context, text.id)],
    limits: assessed?.limits ?? [],
    findings: assessed?.findings ?? [],
    notChecked: assessed?.notChecked ?? [],
    withheld: assessed?.withheld ?? [],
    changes: assessed?.changes ?? [],
    ticketPaths: assessed?.ticketPaths ?? [],
    applied: recordOf(context, text.id).changes,
    planId: assessed?.planId ?? null,
    ...(assessed?.waiting === undefined ? {} : { waiting: assessed.waiting }),
    failure: context.failure,
    canUndo: mayUndo(context) && recordOf(context, text.id).planIds.length > 0,
    undoPlanId: recordOf(context, text.id).planIds.join('+') || null,
  };
}

const SETTLED = ['healthy', 'fixed', 'not-fixed', 'failed', 'undone', 'skipped', 'waiting'] as const;

function stageOf(state: StateValue): StepView['stage'] {
  if (matches(state, 'step', 'confirming')) return 'confirming';
  if (matches(state, 'step', 'working', 'verifying')) return 'verifying';
  if (matches(state, 'step', 'working')) return 'applying';
  if (matches(state, 'step', 'undoing')) return 'undoing';
  if (matches(state, 'step', 'settled', 'reviewing')) return 'reviewing';
  return SETTLED.find((stage) => matches(state, 'step', 'settled', stage)) ?? 'probing';
}

/** Reads in the order in which they were made, then the changes of the step that is shown: as planned, or as they run. */
function commandsOf(state: StateValue, context: WizardContext, live: LiveParts): readonly CommandView[] {
  if (phaseOf(state) !== 'step') return live.reads;
  const isRunning = matches(state, 'step', 'working') || matches(state, 'step', 'undoing') || live.running.length > 0;
  const planned = (context.assessed?.changes ?? []).flatMap((change): readonly CommandView[] => [
    { kind: 'change', text: change.command, state: 'planned', milliseconds: null, output: '', title: change.title ?? change.target },
  ]);
  return [...live.reads, ...(isRunning ? live.running : planned)];
}

function reportView(state: StateValue, context: WizardContext, live: LiveParts): ReportView {
  const ids = stepsOf(context);
  const records = ids.map((id) => ({ id, title: live.steps.find((text) => text.id === id)?.title ?? id, ...recordOf(context, id) }));
  const plans = everyPlan(context);
  const open = records.filter((record) => !['fine', 'changed'].includes(record.state));
  const healthy = records.length > 0 && open.length === 0;
  return {
    verdict: verdictOf(context, records, healthy, live.findings ?? []),
    healthy,
    steps: records.map(({ id, title, changes }) => ({ id, title, ...shownState(state, context, id), changes })),
    findings: live.findings ?? [],
    ...(live.findings === null ? { unread: true as const } : {}),
    notChecked: live.notChecked,
    undoPlanId: plans.length === 0 || !mayUndo(context) ? null : plans.join('+'),
    undone: plans.length === 0 && records.some((record) => record.state === 'undone'),
    ...(live.surprise === undefined ? {} : { surprise: live.surprise }),
  };
}

/** In dry run the way back is only told of. */
function wayBackHint(context: WizardContext, stepId: string): readonly string[] {
  if (mayUndo(context) || recordOf(context, stepId).planIds.length === 0) return [];
  return [say`What was changed in this step can be taken back in apply mode.`];
}

/** Taking back runs commands too, so dry run keeps it as still as everything else. */
function mayUndo({ canApply, mode }: WizardContext): boolean {
  return canApply && mode === 'apply';
}

function verdictOf(
  context: WizardContext,
  records: readonly { readonly state: string }[],
  healthy: boolean,
  findings: readonly FindingView[],
): string {
  const count = (state: string) => records.filter((record) => record.state === state).length;
  const applied = everyPlan(context).length > 0;
  const wayBack = applied && !mayUndo(context) ? say` Switch to apply mode to take back what was changed.` : '';
  if (context.discovered === null && !applied)
    return say`From what you see nothing on this server has to change. The server itself was not read.`;
  if (healthy) {
    return applied
      ? say`Everything that was wrong is mended and was read again.${wayBack}`
      : (worthKnowing(findings) ?? say`Everything that was looked at is right. Nothing was changed.`);
  }
  if (count('failed') > 0) return say`Something failed on the way. What was made until then stays until you take it back.${wayBack}`;
  if (applied) return say`Some steps were applied, others are still open.${wayBack}`;
  if (count('undone') > 0) return say`What was changed has been taken back.`;
  if (count('waiting') > 0)
    return say`The directory team has been asked for changes, and they are not all made yet. Look again when they are.`;
  if (count('to-decide') > 0) {
    return context.mode === 'dry-run'
      ? say`Something is wrong. This was a dry run: nothing was changed.`
      : say`Something is still wrong and was not changed.`;
  }
  const states = records.map(({ state }) => state);
  return undecided(findings, states) ?? say`Not every step was done or could be looked at, so there is no verdict on the whole.`;
}
