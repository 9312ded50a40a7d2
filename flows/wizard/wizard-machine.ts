import { stepStates } from './step-states.ts';
import { initialContext } from './wizard-beginning.ts';
import { CRASH, wizardSetup } from './wizard-setup.ts';

/**
 * The wizard: triage, then discovery, then one step after another, each by the same states, then the report.
 * It decides nothing about a server and runs nothing: the host gives it actors that do.
 */
export const wizardMachine = wizardSetup.createMachine({
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
      on: {
        'scenario.chosen': {
          guard: { type: 'isScenario', params: ({ event }) => event.scenarioId },
          target: 'scenario',
          actions: { type: 'chooseScenario', params: ({ event }) => event.scenarioId },
        },
      },
    },
    scenario: {
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
          entry: 'startDiscovery',
          invoke: {
            src: 'discoverServer',
            input: ({ context }) => ({ scenarioId: context.scenarioId }),
            onDone: { target: 'judging', actions: { type: 'recordDiscovered', params: ({ event }) => event.output } },
            onError: CRASH,
          },
          on: { 'discovery.stopped': { target: 'stopped', actions: 'noteStopped' } },
        },
        judging: { always: [{ guard: 'hasDiscovered', target: '#step' }, { target: 'stopped' }] },
        stopped: {
          on: { 'discovery.started': 'reading', 'scenario.left': { target: '#triage', actions: 'leaveScenario' } },
        },
      },
      on: { 'wizard.restarted': { target: 'triage', actions: 'forgetAll' } },
    },
    step: stepStates,
    report: {
      id: 'report',
      initial: 'shown',
      states: {
        shown: {
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
          on: { 'mode.chosen': {}, 'wizard.restarted': {} },
          invoke: {
            src: 'undoPlans',
            input: ({ context }) => ({ planIds: context.undoing }),
            onDone: {
              target: 'shown',
              actions: { type: 'recordUndone', params: ({ event }) => event.output },
            },
            onError: CRASH,
          },
        },
      },
    },
    crashed: { id: 'crashed', on: { 'wizard.restarted': { target: 'triage', actions: 'forgetAll' } } },
  },
});
