import { CRASH, wizardSetup } from './wizard-setup.ts';
import { assessInput, neighbour, stepsOf } from './wizard-steps.ts';

/** One step, the same for every one of them: it is looked at, judged, decided on, and what was decided is run and looked at again. */
export const stepStates = wizardSetup.createStateConfig({
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
        onError: CRASH,
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
        onError: CRASH,
      },
    },
    confirming: {
      id: 'confirming',
      on: {
        'plan.confirmed': { guard: { type: 'isShownPlan', params: ({ event }) => event.planId }, target: 'working' },
        'plan.declined': 'settled.reviewing',
      },
    },
    working: {
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
        onError: CRASH,
      },
      states: { applying: { on: { 'changes.made': 'verifying' } }, verifying: {} },
    },
    undoing: {
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
        onError: CRASH,
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
});
