import { assign, fromPromise, setup } from 'xstate';
import type { AdminEvent } from '../bridge/contract.ts';
import { say } from '../language/say.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { findScenario } from '../triage/scenarios.ts';
import {
  type Applying,
  type AssessInput,
  type Assessing,
  appliedRecords,
  type Discovery,
  type HandingOver,
  recordOf,
  resumedRecords,
  type StepAssessment,
  type StepOutcome,
  type StepRecord,
  type WizardContext,
  type WizardInput,
  withRecord,
  withUnfinished,
} from './wizard-model.ts';

/** What the host itself tells the machine, beside what the administrator does. */
type HostEvent = { readonly type: 'changes.made' };

const notProvided = () => Promise.reject(new Error('the host has not provided this actor'));

/**
 * The wizard: triage, then discovery, then one step after another, each by the same states, then the report.
 * It decides nothing about a server and runs nothing: the host gives it actors that do.
 */
export const wizardMachine = setup({
  types: {
    input: {} as WizardInput,
    context: {} as WizardContext,
    events: {} as AdminEvent | HostEvent,
    tags: {} as 'busy' | 'settled',
  },
  actors: {
    discoverServer: fromPromise<Discovery, { readonly scenarioId: string | null }>(notProvided),
    assessStep: fromPromise<Assessing, AssessInput>(notProvided),
    applyStep: fromPromise<Applying, { readonly stepId: string; readonly planId: string }>(notProvided),
    handOver: fromPromise<HandingOver, { readonly planId: string }>(notProvided),
    undoPlans: fromPromise<Applying, { readonly planIds: readonly string[] }>(notProvided),
  },
  actions: {
    chooseMode: assign((_, mode: WizardContext['mode']) => ({ mode, stale: true })),
    chooseScenario: assign(({ context }, scenarioId: string) => ({
      scenarioId,
      stepId: null,
      records: withUnfinished(appliedRecords(context.records), context.unfinished),
      assessed: null,
      failure: null,
      notice: null,
      stoppedDiscovery: false,
    })),
    leaveScenario: assign({ scenarioId: null, failure: null, stoppedDiscovery: false }),
    forgetAll: assign(({ context }) => ({
      scenarioId: null,
      stepId: null,
      records: withUnfinished(appliedRecords(context.records), context.unfinished),
      assessed: null,
      discovered: null,
      failure: null,
      notice: null,
      stale: true,
      stoppedDiscovery: false,
    })),
    noteStopped: assign({ stoppedDiscovery: true }),
    stopLooking: assign({
      stale: true,
      failure: {
        what: say`You stopped the look at the server`,
        why: say`Not everything that this step needs was read`,
        next: say`Look again, or go on to another step`,
        details: '',
      },
    }),
    startDiscovery: assign({ failure: null, stoppedDiscovery: false, stale: false }),
    recordDiscovered: assign((_, result: Discovery) =>
      result.ok
        ? { discovered: result.value, failure: null }
        : { failure: describeFailure(result.failure), stoppedDiscovery: isStop(result.failure) },
    ),
    openStep: assign(({ context }, stepId: string | undefined) => ({ stepId: stepId ?? context.stepId, assessed: null, failure: null })),
    lookAgain: assign({ stale: true }),
    recordAssessed: assign(({ context }, result: Assessing) => {
      const stepId = context.stepId ?? '';
      if (!result.ok)
        return {
          ...withRecord(context, stepId, { state: 'could-not-look', note: describeFailure(result.failure).what }),
          assessed: null,
          failure: describeFailure(result.failure),
        };
      return {
        assessed: result.value,
        failure: null,
        stale: false,
        ...withRecord(context, stepId, judged(recordOf(context, stepId), result.value)),
      };
    }),
    recordApplied: assign(({ context }, result: Applying) => applied(context, result)),
    recordHandedOver: assign(({ context }, result: HandingOver) => {
      if (!result.ok || context.assessed === null) return { failure: result.ok ? null : describeFailure(result.failure) };
      return {
        failure: null,
        stale: true,
        assessed: { ...context.assessed, waiting: result.value },
        ...withRecord(context, context.stepId ?? '', { state: 'waiting', note: WAITING }),
      };
    }),
    startUndo: assign(({ context }, planId: string) => ({ undoing: undoablePlans(context, planId) })),
    recordUndone: assign(({ context }, result: Applying) => takenBack(context, result)),
    skipStep: assign(({ context }, reason: string) => withRecord(context, context.stepId ?? '', { state: 'skipped', note: reason })),
    recordCrash: assign((_, { error }: { readonly error: unknown }) => ({
      failure: {
        what: say`Kerbwise has met a bug of its own`,
        why: error instanceof Error ? error.message : String(error),
        next: say`Start again; what was changed is in the journal. Please report it with these details`,
        details: error instanceof Error ? (error.stack ?? error.message) : String(error),
      },
    })),
    forgetNotice: assign({ notice: null }),
  },
  guards: {
    isResumed: ({ context }) => context.stepId !== null,
    isScenario: (_, scenarioId: string) => findScenario(scenarioId) !== undefined,
    isStepOfScenario: ({ context }, stepId: string) => stepsOf(context).includes(stepId),
    hasDiscovered: ({ context }) => context.failure === null && !context.stoppedDiscovery && context.discovered !== null,
    hasSteps: ({ context }) => stepsOf(context).length > 0,
    hasFailed: ({ context }) => context.failure !== null,
    hasNothingToDo: ({ context }) => (context.assessed?.findings ?? []).every(({ severity }) => severity === 'information'),
    isWaiting: ({ context }) => context.assessed?.waiting !== undefined,
    isForOthers: ({ context }, planId: string) =>
      planId === context.assessed?.planId && context.assessed.changes.some(({ step }) => step === 'service-principal-names'),
    hasNextStep: ({ context }) => neighbour(context, 1) !== undefined,
    hasPreviousStep: ({ context }) => neighbour(context, -1) !== undefined,
    canApply: ({ context }, mode: WizardContext['mode']) => mode === 'dry-run' || context.canApply,
    isShownPlan: ({ context }, planId: string) => planId === context.assessed?.planId && context.canApply && context.mode === 'apply',
    isUndoable: ({ context }, planId: string) => context.canApply && context.mode === 'apply' && undoablePlans(context, planId).length > 0,
  },
}).createMachine({
  context: ({ input }) => initialContext(input),
  initial: 'opening',
  on: {
    'mode.chosen': {
      guard: { type: 'canApply', params: ({ event }) => event.mode },
      actions: { type: 'chooseMode', params: ({ event }) => event.mode },
    },
  },
  states: {
    opening: { always: [{ guard: 'isResumed', target: 'discovery' }, { target: 'triage' }] },
    triage: {
      id: 'triage',
      tags: 'settled',
      on: {
        'scenario.chosen': {
          guard: { type: 'isScenario', params: ({ event }) => event.scenarioId },
          target: 'scenario',
          actions: { type: 'chooseScenario', params: ({ event }) => event.scenarioId },
        },
      },
    },
    scenario: {
      tags: 'settled',
      on: {
        'scenario.left': { target: 'triage', actions: 'leaveScenario' },
        'discovery.started': 'discovery',
        'report.opened': 'report',
      },
    },
    discovery: {
      initial: 'reading',
      states: {
        reading: {
          tags: 'busy',
          entry: 'startDiscovery',
          invoke: {
            src: 'discoverServer',
            input: ({ context }) => ({ scenarioId: context.scenarioId }),
            onDone: { target: 'judging', actions: { type: 'recordDiscovered', params: ({ event }) => event.output } },
            onError: { target: '#crashed', actions: { type: 'recordCrash', params: ({ event }) => ({ error: event.error }) } },
          },
          on: { 'discovery.stopped': { target: 'stopped', actions: 'noteStopped' } },
        },
        judging: { always: [{ guard: 'hasDiscovered', target: '#step' }, { target: 'stopped' }] },
        stopped: {
          tags: 'settled',
          on: { 'discovery.started': 'reading', 'scenario.left': { target: '#triage', actions: 'leaveScenario' } },
        },
      },
      on: { 'wizard.restarted': { target: 'triage', actions: 'forgetAll' } },
    },
    step: {
      id: 'step',
      initial: 'choosing',
      states: {
        choosing: {
          always: [
            { guard: 'isResumed', target: 'probing' },
            { guard: 'hasSteps', target: 'probing', actions: { type: 'openStep', params: ({ context }) => stepsOf(context)[0] } },
            { target: '#report' },
          ],
        },
        probing: {
          tags: 'busy',
          on: {
            'discovery.stopped': { target: 'settled.failed', actions: 'stopLooking' },
            'mode.chosen': {
              guard: { type: 'canApply', params: ({ event }) => event.mode },
              target: 'probing',
              reenter: true,
              actions: { type: 'chooseMode', params: ({ event }) => event.mode },
            },
          },
          invoke: {
            src: 'assessStep',
            input: ({ context }) => assessInput(context),
            onDone: { target: 'judging', actions: { type: 'recordAssessed', params: ({ event }) => event.output } },
            onError: { target: '#crashed', actions: { type: 'recordCrash', params: ({ event }) => ({ error: event.error }) } },
          },
        },
        judging: {
          always: [
            { guard: 'hasFailed', target: 'settled.failed' },
            { guard: 'hasNothingToDo', target: 'settled.healthy' },
            { guard: 'isWaiting', target: 'settled.waiting' },
            { target: 'settled.reviewing' },
          ],
        },
        settled: {
          tags: 'settled',
          initial: 'reviewing',
          states: {
            reviewing: {
              on: {
                'plan.reviewed': { guard: { type: 'isShownPlan', params: ({ event }) => event.planId }, target: '#confirming' },
                'plan.handed-over': { guard: { type: 'isForOthers', params: ({ event }) => event.planId }, target: '#handing' },
              },
            },
            waiting: {},
            healthy: {},
            fixed: {},
            'not-fixed': {},
            failed: {},
            undone: {},
            skipped: {},
          },
          on: {
            'mode.chosen': {
              guard: { type: 'canApply', params: ({ event }) => event.mode },
              target: 'probing',
              actions: { type: 'chooseMode', params: ({ event }) => event.mode },
            },
            'step.probed': { target: 'probing', actions: 'lookAgain' },
            'step.opened': {
              guard: { type: 'isStepOfScenario', params: ({ event }) => event.stepId },
              target: 'probing',
              actions: [{ type: 'openStep', params: ({ event }) => event.stepId }, 'forgetNotice'],
            },
            'step.next': [
              {
                guard: 'hasNextStep',
                target: 'probing',
                actions: [{ type: 'openStep', params: ({ context }) => neighbour(context, 1) }, 'forgetNotice'],
              },
              { target: '#report' },
            ],
            'step.back': {
              guard: 'hasPreviousStep',
              target: 'probing',
              actions: { type: 'openStep', params: ({ context }) => neighbour(context, -1) },
            },
            'step.skipped': [
              {
                guard: 'hasNextStep',
                target: 'probing',
                actions: [
                  { type: 'skipStep', params: ({ event }) => event.reason },
                  { type: 'openStep', params: ({ context }) => neighbour(context, 1) },
                ],
              },
              { target: '#report', actions: { type: 'skipStep', params: ({ event }) => event.reason } },
            ],
            'undo.confirmed': {
              guard: { type: 'isUndoable', params: ({ event }) => event.planId },
              target: 'undoing',
              actions: { type: 'startUndo', params: ({ event }) => event.planId },
            },
            'report.opened': '#report',
          },
        },
        handing: {
          id: 'handing',
          tags: 'busy',
          invoke: {
            src: 'handOver',
            input: ({ context }) => ({ planId: context.assessed?.planId ?? '' }),
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: 'settled.waiting',
                actions: { type: 'recordHandedOver', params: ({ event }) => event.output },
              },
              { target: 'settled.failed', actions: { type: 'recordHandedOver', params: ({ event }) => event.output } },
            ],
            onError: { target: '#crashed', actions: { type: 'recordCrash', params: ({ event }) => ({ error: event.error }) } },
          },
        },
        confirming: {
          id: 'confirming',
          tags: 'settled',
          on: {
            'plan.confirmed': { guard: { type: 'isShownPlan', params: ({ event }) => event.planId }, target: 'working' },
            'plan.declined': 'settled.reviewing',
          },
        },
        working: {
          tags: 'busy',
          on: { 'mode.chosen': {}, 'wizard.restarted': {} },
          initial: 'applying',
          invoke: {
            src: 'applyStep',
            input: ({ context }) => ({ stepId: context.stepId ?? '', planId: context.assessed?.planId ?? '' }),
            onDone: [
              {
                guard: ({ event }) => event.output.ok && event.output.value.verified,
                target: 'settled.fixed',
                actions: { type: 'recordApplied', params: ({ event }) => event.output },
              },
              {
                guard: ({ event }) => event.output.ok && event.output.value.failure === null,
                target: 'settled.not-fixed',
                actions: { type: 'recordApplied', params: ({ event }) => event.output },
              },
              { target: 'settled.failed', actions: { type: 'recordApplied', params: ({ event }) => event.output } },
            ],
            onError: { target: '#crashed', actions: { type: 'recordCrash', params: ({ event }) => ({ error: event.error }) } },
          },
          states: { applying: { on: { 'changes.made': 'verifying' } }, verifying: {} },
        },
        undoing: {
          tags: 'busy',
          on: { 'mode.chosen': {}, 'wizard.restarted': {} },
          invoke: {
            src: 'undoPlans',
            input: ({ context }) => ({ planIds: context.undoing }),
            onDone: [
              {
                guard: ({ event }) => event.output.ok && event.output.value.verified,
                target: 'settled.undone',
                actions: { type: 'recordUndone', params: ({ event }) => event.output },
              },
              { target: 'settled.failed', actions: { type: 'recordUndone', params: ({ event }) => event.output } },
            ],
            onError: { target: '#crashed', actions: { type: 'recordCrash', params: ({ event }) => ({ error: event.error }) } },
          },
        },
      },
      on: {
        'wizard.restarted': {
          guard: ({ context }) => context.assessed !== null || context.failure !== null,
          target: '#triage',
          actions: 'forgetAll',
        },
      },
    },
    report: {
      id: 'report',
      initial: 'shown',
      states: {
        shown: {
          tags: 'settled',
          on: {
            'step.opened': {
              guard: { type: 'isStepOfScenario', params: ({ event }) => event.stepId },
              target: '#step.probing',
              actions: { type: 'openStep', params: ({ event }) => event.stepId },
            },
            'step.back': { guard: 'isResumed', target: '#step.probing' },
            'undo.confirmed': {
              guard: { type: 'isUndoable', params: ({ event }) => event.planId },
              target: 'undoing',
              actions: { type: 'startUndo', params: ({ event }) => event.planId },
            },
            'wizard.restarted': { target: '#triage', actions: 'forgetAll' },
          },
        },
        undoing: {
          tags: 'busy',
          on: { 'mode.chosen': {}, 'wizard.restarted': {} },
          invoke: {
            src: 'undoPlans',
            input: ({ context }) => ({ planIds: context.undoing }),
            onDone: {
              target: 'shown',
              actions: { type: 'recordUndone', params: ({ event }) => event.output },
            },
            onError: { target: '#crashed', actions: { type: 'recordCrash', params: ({ event }) => ({ error: event.error }) } },
          },
        },
      },
    },
    crashed: { id: 'crashed', on: { 'wizard.restarted': { target: 'triage', actions: 'forgetAll' } } },
  },
});

function initialContext({ canApply, allStepIds, saved, unfinished = [], notes = [] }: WizardInput): WizardContext {
  return {
    mode: 'dry-run',
    canApply,
    allStepIds,
    scenarioId: saved?.scenarioId ?? null,
    stepId: saved?.scenarioId === null ? null : (saved?.stepId ?? null),
    records: withUnfinished(resumedRecords(saved?.records ?? {}), unfinished),
    assessed: null,
    discovered: null,
    failure: null,
    unfinished,
    undoing: [],
    notice: [...notes, ...unfinished.map(({ notice }) => notice), noticeFor(saved)].filter((text) => text !== null).join(' ') || null,
    stale: true,
    stoppedDiscovery: false,
  };
}

function noticeFor(saved: WizardInput['saved']): string | null {
  if (saved === null || saved.stepId === null) return null;
  if (saved.busy)
    return say`Kerbwise was ended while commands were running. The server is read again; the journal says what was started. Dry run is on.`;
  return say`You are back where you stopped. The server is read again, and dry run is on.`;
}

/** The steps that the chosen scenario calls for; a scenario that ends without any calls for all of them once the administrator goes on anyway. */
export function stepsOf(context: Pick<WizardContext, 'scenarioId' | 'allStepIds'>): readonly string[] {
  const scenario = context.scenarioId === null ? undefined : findScenario(context.scenarioId);
  if (scenario === undefined) return [];
  return scenario.steps.length === 0 ? context.allStepIds : context.allStepIds.filter((id) => scenario.steps.includes(id));
}

function neighbour(context: WizardContext, distance: 1 | -1): string | undefined {
  const steps = stepsOf(context);
  return steps[steps.indexOf(context.stepId ?? '') + distance];
}

function assessInput(context: WizardContext): AssessInput {
  const steps = stepsOf(context);
  const before = steps.slice(0, Math.max(0, steps.indexOf(context.stepId ?? '')));
  return {
    stepId: context.stepId ?? '',
    mode: context.mode,
    skipped: before.filter((id) => recordOf(context, id).state === 'skipped'),
    fresh: context.stale,
  };
}

const WAITING = say`Handed over to the directory team`;

function judged(record: StepRecord, assessment: Pick<StepAssessment, 'findings' | 'notChecked' | 'waiting'>): Partial<StepRecord> {
  const toDo = assessment.findings.some(({ severity }) => severity !== 'information');
  if (toDo && assessment.waiting !== undefined) return { state: 'waiting', note: WAITING };
  if (toDo) return { state: 'to-decide', note: '' };
  if (record.state === 'changed' || record.state === 'undone') return {};
  return assessment.notChecked.length > 0
    ? { state: 'could-not-look', note: say`Some checks could not be made` }
    : { state: 'fine', note: '' };
}

function applied(context: WizardContext, result: Applying): Partial<WizardContext> {
  const stepId = context.stepId ?? '';
  if (!result.ok)
    return {
      ...withRecord(context, stepId, { state: 'failed', note: describeFailure(result.failure).what }),
      failure: describeFailure(result.failure),
      stale: true,
    };
  const { verified, failure, changed } = result.value;
  const { planIds, changes } = recordOf(context, stepId);
  const planId = context.assessed?.planId ?? '';
  return {
    failure,
    stale: true,
    assessed: withPictures(context.assessed, result.value),
    ...withRecord(context, stepId, {
      state: verified ? 'changed' : 'failed',
      note: failure?.what ?? (verified ? '' : say`The commands ran, but the server is not as it was to be`),
      planIds: changed ? [...planIds, planId] : planIds,
      changes: changed ? [...changes, ...(context.assessed?.changes ?? [])] : changes,
    }),
  };
}

/** The picture that was drawn before the changes is no longer so. */
function withPictures(assessed: StepAssessment | null, { ticketPaths = [] }: StepOutcome): StepAssessment | null {
  return assessed === null ? null : { ...assessed, ticketPaths };
}

function takenBack(context: WizardContext, result: Applying): Partial<WizardContext> {
  const { undoing } = context;
  if (!result.ok) return { failure: describeFailure(result.failure), stale: true };
  if (!result.value.verified) return { failure: result.value.failure, stale: true };
  const records = Object.fromEntries(
    Object.entries(context.records).map(([id, record]) => {
      const rest = record.planIds.filter((planId) => !undoing.includes(planId));
      return [id, rest.length === record.planIds.length ? record : { ...record, planIds: rest, state: 'undone' as const, note: '' }];
    }),
  );
  return {
    assessed: withPictures(context.assessed, result.value),
    records,
    unfinished: context.unfinished.filter(({ planId }) => !undoing.includes(planId)),
    failure: null,
    stale: true,
  };
}

/** Every plan that was applied and not taken back, oldest first. */
export function everyPlan(context: Pick<WizardContext, 'records' | 'allStepIds'>): readonly string[] {
  return context.allStepIds.flatMap((id) => recordOf(context, id).planIds);
}

/** The plans that an id names: one plan of a step, or all of them joined by `+`. Last first. */
function undoablePlans(context: WizardContext, id: string): readonly string[] {
  const plans = everyPlan(context);
  const named = id.split('+');
  return named.every((planId) => plans.includes(planId)) ? [...named].reverse() : [];
}

function isStop(failure: Failure): boolean {
  return failure.code === 'interrupted';
}
