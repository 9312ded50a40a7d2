import { expect, test } from 'vitest';
import { createActor, fromPromise, waitFor } from 'xstate';
import type { StepState } from '../bridge/contract.ts';
import { succeed } from '../model/result.ts';
import { wizardMachine } from './wizard-machine.ts';
import type { Applying, AssessInput, Assessing, Discovery, StepAssessment } from './wizard-model.ts';
import { type LiveParts, matches, wizardView } from './wizard-view.ts';

const { context } = createActor(wizardMachine, { input: { canApply: true, allStepIds: [], saved: null } }).getSnapshot();
const live: LiveParts = {
  target: { kind: 'live', label: 'This server', server: null },
  canApply: true,
  applyRefusal: '',
  steps: [],
  reads: [],
  running: [],
  findings: [],
  notChecked: [],
};

test.each([
  [false, true],
  [true, undefined],
  [null, undefined],
])('with administrator rights in use %s it says so only where they are known to be missing', (elevated, said) => {
  const discovered = { server: 'SMP01.contoso.com', applications: [], elevated };
  expect(wizardView('triage', { ...context, discovered }, live).notElevated).toBe(said);
});

const STEPS = ['windows-authentication', 'auth-persistence'] as const;
const DONE: Applying = succeed({ verified: true, failure: null, changed: true });

/** A step with one thing to decide and one plan, named after it. */
function toDecide(stepId: string): StepAssessment {
  const finding = { id: `${stepId}.off`, severity: 'problem', subject: '', summary: '', evidence: '', meaning: '', source: '' } as const;
  return { stepId, statements: [], findings: [finding], notChecked: [], withheld: [], changes: [], planId: `plan-of-${stepId}` };
}

/** A wizard in apply mode whose commands end when the test says so. */
function wizardInHand() {
  const ends: (() => void)[] = [];
  const untilTold = () => new Promise<Applying>((resolve) => ends.push(() => resolve(DONE)));
  const actor = createActor(
    wizardMachine.provide({
      actors: {
        discoverServer: fromPromise<Discovery, { readonly scenarioId: string | null }>(async () =>
          succeed({ server: 'SMP01', applications: [] }),
        ),
        assessStep: fromPromise<Assessing, AssessInput>(async ({ input }) => succeed(toDecide(input.stepId))),
        applyStep: fromPromise(untilTold),
        undoPlans: fromPromise(untilTold),
      },
    }),
    { input: { canApply: true, allStepIds: STEPS, saved: null } },
  ).start();
  const view = () => {
    const snapshot = actor.getSnapshot();
    return wizardView(snapshot.value, snapshot.context, {
      ...live,
      steps: STEPS.map((id) => ({ id, title: id, purpose: '' })),
    });
  };
  return {
    actor,
    view,
    states: (): readonly StepState[] => view().rail.map(({ state }) => state),
    at: (...path: readonly string[]) => waitFor(actor, ({ value }) => matches(value, ...path)),
    end: () => ends.shift()?.(),
  };
}

/** Applies the step that is shown, to its end. */
async function applyShown({ actor, at, end }: ReturnType<typeof wizardInHand>, stepId: string): Promise<void> {
  actor.send({ type: 'plan.reviewed', planId: `plan-of-${stepId}` });
  actor.send({ type: 'plan.confirmed', planId: `plan-of-${stepId}` });
  end();
  await at('step', 'settled', 'fixed');
}

async function onFirstStep(): Promise<ReturnType<typeof wizardInHand>> {
  const wizard = wizardInHand();
  wizard.actor.send({ type: 'mode.chosen', mode: 'apply' });
  wizard.actor.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  wizard.actor.send({ type: 'discovery.started' });
  await wizard.at('step', 'settled', 'reviewing');
  return wizard;
}

test('the rail says of a step that its commands run, that it is being checked, and that it is being taken back', async () => {
  const wizard = await onFirstStep();
  const { actor, states, at, end } = wizard;
  expect(states()).toEqual(['to-decide', 'to-do']);
  actor.send({ type: 'plan.reviewed', planId: 'plan-of-windows-authentication' });
  expect(states()).toEqual(['to-decide', 'to-do']);
  actor.send({ type: 'plan.confirmed', planId: 'plan-of-windows-authentication' });
  expect(states()).toEqual(['applying', 'to-do']);
  actor.send({ type: 'changes.made' });
  expect(states()).toEqual(['verifying', 'to-do']);
  end();
  await at('step', 'settled', 'fixed');
  expect(states()).toEqual(['changed', 'to-do']);
  actor.send({ type: 'undo.confirmed', planId: 'plan-of-windows-authentication' });
  expect(states()).toEqual(['undoing', 'to-do']);
  end();
  await at('step', 'settled', 'undone');
  expect(states()).toEqual(['undone', 'to-do']);
});

test('a step that was skipped does not give its reason while it is looked at', async () => {
  const wizard = await onFirstStep();
  wizard.actor.send({ type: 'step.skipped', reason: 'on Monday' });
  await wizard.at('step', 'settled', 'reviewing');
  expect(wizard.view().rail[0]).toMatchObject({ state: 'skipped', note: 'on Monday' });
  wizard.actor.send({ type: 'step.back' });
  expect(wizard.view().rail[0]).toMatchObject({ state: 'looking', note: '' });
});

test('only what is named is taken back, and the report says which steps that are', async () => {
  const wizard = await onFirstStep();
  const { actor, view, at, end } = wizard;
  const inReport = () => view().report?.steps.map(({ state }) => state);
  await applyShown(wizard, STEPS[0]);
  actor.send({ type: 'step.next' });
  await at('step', 'settled', 'reviewing');
  await applyShown(wizard, STEPS[1]);
  actor.send({ type: 'report.opened' });
  expect(inReport()).toEqual(['changed', 'changed']);
  actor.send({ type: 'undo.confirmed', planId: 'plan-of-auth-persistence' });
  expect([inReport(), view().rail.map(({ state }) => state)]).toEqual([
    ['changed', 'undoing'],
    ['changed', 'undoing'],
  ]);
  end();
  await at('report', 'shown');
  expect(inReport()).toEqual(['changed', 'undone']);
  expect(view().report?.undoPlanId).toBe('plan-of-windows-authentication');
});

test.each([
  ['all right', ['fine', 'fine'], [], /^Everything that was looked at is right/],
  ['worth knowing', ['fine', 'fine'], ['information'], /^Nothing to mend; 1 thing is worth knowing: what information says\.$/],
  [
    'nothing decided',
    ['fine', 'to-do'],
    ['problem', 'problem', 'advice'],
    /^Found: 2 problems and 1 piece of advice\. Nothing has been decided yet/,
  ],
  ['skipped', ['skipped', 'to-do'], ['problem'], /^Not every step was done/],
  ['not looked at', ['fine', 'to-do'], ['information'], /^Not every step was done/],
] as const)('the verdict names what was found: %s', (_, states, severities, verdict) => {
  const records = Object.fromEntries(STEPS.map((id, at) => [id, { state: states[at] ?? 'to-do', note: '', planIds: [], changes: [] }]));
  const findings = severities.map((severity) => ({
    id: `${STEPS[0]}.${severity}`,
    severity,
    subject: '',
    summary: `what ${severity} says`,
    evidence: '',
    meaning: '',
    source: '',
  }));
  const known = { ...context, discovered: { server: 'SMP01', applications: [] }, allStepIds: STEPS, scenarioId: 'everything', records };
  expect(wizardView('report', known, { ...live, findings }).report?.verdict).toMatch(verdict);
});
