import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { wizardMachine } from './wizard-machine.ts';
import { type LiveParts, wizardView } from './wizard-view.ts';

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
