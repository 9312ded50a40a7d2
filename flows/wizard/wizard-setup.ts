import { assign, fromPromise, setup } from 'xstate';
import type { AdminEvent, FailureView } from '../bridge/contract.ts';
import { say } from '../language/say.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { findScenario } from '../triage/scenarios.ts';
import { applied, assessed, handedOver, takenBack } from './step-outcomes.ts';
import { withoutLooks } from './wizard-beginning.ts';
import {
  type Applying,
  type AssessInput,
  type Assessing,
  type Discovery,
  type HandingOver,
  type WizardContext,
  type WizardInput,
  withRecord,
} from './wizard-model.ts';
import { neighbour, stepsOf, undoablePlans } from './wizard-steps.ts';

/** What the host itself tells the machine, beside what the administrator does. */
type HostEvent = { readonly type: 'changes.made' };

const notProvided = () => Promise.reject(new Error('the host has not provided this actor'));

/** What the states of the wizard are made of: actors that the host gives, actions that note what came of them, guards that hold events against what is shown. */
export const wizardSetup = setup({
  types: {
    input: {} as WizardInput,
    context: {} as WizardContext,
    events: {} as AdminEvent | HostEvent,
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
    chooseScenario: assign(({ context }, scenarioId: string) => ({ ...withoutLooks(context), scenarioId })),
    leaveScenario: assign({ scenarioId: null, failure: null, stoppedDiscovery: false }),
    forgetAll: assign(({ context }) => ({ ...withoutLooks(context), scenarioId: null, discovered: null, stale: true })),
    noteStopped: assign({ stoppedDiscovery: true }),
    stopLooking: assign(() => ({ stale: true, failure: stoppedLooking() })),
    startDiscovery: assign({ failure: null, stoppedDiscovery: false, stale: false }),
    recordDiscovered: assign((_, result: Discovery) =>
      result.ok
        ? { discovered: result.value, failure: null }
        : { failure: describeFailure(result.failure), stoppedDiscovery: isStop(result.failure) },
    ),
    openStep: assign(({ context }, stepId: string | undefined) => ({ stepId: stepId ?? context.stepId, assessed: null, failure: null })),
    lookAgain: assign({ stale: true }),
    recordAssessed: assign(({ context }, result: Assessing) => assessed(context, result)),
    recordApplied: assign(({ context }, result: Applying) => applied(context, result)),
    recordHandedOver: assign(({ context }, result: HandingOver) => handedOver(context, result)),
    startUndo: assign(({ context }, planId: string) => ({ undoing: undoablePlans(context, planId) })),
    recordUndone: assign(({ context }, result: Applying) => takenBack(context, result)),
    skipStep: assign(({ context }, reason: string) => withRecord(context, context.stepId ?? '', { state: 'skipped', note: reason })),
    recordCrash: assign((_, { error }: { readonly error: unknown }) => ({ failure: ownBug(error) })),
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
});

/** A host's actor that throws has a bug: the wizard stops and tells it. */
export const CRASH = {
  target: '#crashed',
  actions: { type: 'recordCrash', params: ({ event }: { readonly event: { readonly error: unknown } }) => ({ error: event.error }) },
} as const;

function stoppedLooking(): FailureView {
  return {
    what: say`You stopped the look at the server`,
    why: say`Not everything that this step needs was read`,
    next: say`Look again, or go on to another step`,
    details: '',
  };
}

function ownBug(error: unknown): FailureView {
  return {
    what: say`Kerbwise has met a bug of its own`,
    why: error instanceof Error ? error.message : String(error),
    next: say`Start again; what was changed is in the journal. Please report it with these details`,
    details: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

function isStop(failure: Failure): boolean {
  return failure.code === 'interrupted';
}
