import { expect, test, vi } from 'vitest';
import type { StepView, WizardView } from '../flows/bridge/contract.ts';
import { allViews } from '../test/e2e/views/all-views.ts';
import { type Actions, actionsOf } from './actions.ts';
import { helpTexts } from './help-texts.ts';
import { speak } from './language.ts';
import { actionTexts } from './texts.ts';

function viewOf(name: string): WizardView {
  const view = allViews[name];
  if (view === undefined) throw new Error(`no sample view ${name}`);
  return view;
}

function sentBy({ primary, secondary, takeBack }: Actions): readonly string[] {
  return [primary, ...secondary, takeBack].flatMap((action) => (action?.act.does === 'send' ? [action.act.event.type] : []));
}

function atStage(stage: StepView['stage'], view: WizardView): WizardView {
  return view.step === null ? view : { ...view, step: { ...view.step, stage } };
}

function runBy(who: 'you' | 'directory team', view: WizardView): WizardView {
  return view.step === null
    ? view
    : { ...view, step: { ...view.step, changes: view.step.changes.map((change) => ({ ...change, runBy: who })) } };
}

test.each(Object.entries(allViews).filter(([, { mode }]) => mode === 'dry-run'))(
  'offers no way to a change in a dry run: %s',
  (_, view) => {
    expect(sentBy(actionsOf(view))).not.toContain('plan.reviewed');
    expect(sentBy(actionsOf(view))).not.toContain('plan.confirmed');
  },
);

test('a prescription by which nothing can be changed is looked at, not gone on with', () => {
  const view = viewOf('prescription-intro');
  const stopped = viewOf('prescription-stopped').prescription?.stopped ?? null;
  if (view.prescription === undefined || stopped === null) throw new Error('the samples are not there');
  expect(actionsOf(view).primary?.label).toBe('Go on as prescribed');
  const onlyRead = { ...view, prescription: { ...view.prescription, stopped, onlyRead: true as const } };
  expect(actionsOf(onlyRead).primary?.label).toBe('Look at it without changing anything');
});

test('by a prescription, only the prescribed scenario can be chosen', () => {
  const view = viewOf('prescription-intro');
  expect(actionsOf(view).primary?.act).toEqual({ does: 'send', event: { type: 'scenario.chosen', scenarioId: view.scenarios[0]?.id } });
  expect(actionsOf(view).secondary).toEqual([]);
});

test('asks for the shown plan in apply mode, by a button that says so', () => {
  expect(actionsOf(runBy('you', viewOf('step-reviewing-apply'))).primary).toEqual({
    label: 'Apply this step…',
    act: { does: 'send', event: { type: 'plan.reviewed', planId: '7c1f0a92be54' } },
  });
});

test('asks the directory team first where this account may not write names', () => {
  const { primary, secondary } = actionsOf(runBy('directory team', viewOf('step-reviewing-apply')));
  expect(primary).toEqual({
    label: 'Hand over to the directory team',
    act: { does: 'send', event: { type: 'plan.handed-over', planId: '7c1f0a92be54' } },
  });
  expect(sentBy({ primary: null, secondary, takeBack: null, note: '' })).not.toContain('plan.reviewed');
});

test('looks again while the directory team is waited for', () => {
  expect(actionsOf(atStage('waiting', viewOf('step-reviewing-apply'))).primary?.act).toEqual({
    does: 'send',
    event: { type: 'step.probed' },
  });
});

test('goes on in a dry run, names where to, and says that nothing changes', () => {
  const { primary, note } = actionsOf(viewOf('step-reviewing-dry-run'));
  expect(primary).toEqual({ label: 'Go on to Windows Authentication and providers', act: { does: 'send', event: { type: 'step.next' } } });
  expect(note).toBe('Dry run: going on changes nothing.');
});

test('never offers to run something while something runs', () => {
  for (const stage of ['probing', 'confirming', 'applying', 'verifying', 'undoing'] satisfies readonly StepView['stage'][]) {
    const { primary, takeBack } = actionsOf(atStage(stage, viewOf('step-reviewing-apply')));
    expect({ stage, primary, takeBack }).toEqual({ stage, primary: null, takeBack: null });
  }
});

test('offers to take changes back only where there is a plan to take back', () => {
  expect(actionsOf(viewOf('step-fixed')).takeBack?.act).toEqual({ does: 'ask', question: 'undo' });
  expect(actionsOf(viewOf('step-healthy')).takeBack).toBeNull();
  const view = viewOf('report');
  expect(actionsOf(view).takeBack?.act).toEqual({ does: 'ask', question: 'undo-all' });
  const dry: WizardView = { ...view, mode: 'dry-run', report: view.report === null ? null : { ...view.report, undoPlanId: null } };
  expect(actionsOf(dry).takeBack).toEqual({ label: 'Take everything back…', act: { does: 'ask', question: 'mode' } });
  expect(actionsOf(dry).note).toContain('apply mode');
  expect(actionsOf({ ...dry, canApply: false }).takeBack).toBeNull();
  expect(actionsOf(viewOf('report-undone')).takeBack).toBeNull();
});

test('leads back to the sights where nothing on the server is to be changed, with a way to look all the same', () => {
  const { primary, secondary } = actionsOf(viewOf('scenario-ends-here'));
  expect(primary?.label).toBe('Back to what you see');
  expect(secondary.map(({ label }) => label)).toEqual(['Open the report', 'Look at the server anyway']);
});

test('offers no step before the first one, and the report after the last one', () => {
  const view = viewOf('step-healthy');
  const only = { ...view, rail: view.rail.filter(({ current }) => current) };
  expect(actionsOf(only).primary?.label).toBe('Open the report');
  expect(sentBy(actionsOf(only))).not.toContain('step.back');
});

test('what is planned can be prescribed, but not by whoever works by a prescription', () => {
  const labels = (view: WizardView) => actionsOf(view).secondary.map(({ label }) => label);
  for (const name of ['step-reviewing-dry-run', 'step-reviewing-apply', 'report'])
    expect(labels(viewOf(name))).toContain('Prescribe this…');
  for (const name of ['step-healthy', 'prescription-step']) expect(labels(viewOf(name))).not.toContain('Prescribe this…');
});

test('speaks the language that is chosen after this module was loaded, in every action and around the help', async () => {
  const english = actionTexts.lookAgain;
  const believed = helpTexts.believedHeading;
  const labels = () => {
    const { primary, secondary } = actionsOf(viewOf('step-reviewing-dry-run'));
    return [primary, ...secondary].map((action) => action?.label);
  };
  expect(labels()).toContain(english);
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  try {
    await speak('de');
    expect(labels()).toContain(actionTexts.lookAgain);
    expect(labels()).toContain(actionTexts.skip);
    expect(labels()).not.toContain(english);
    expect(helpTexts.believedHeading).not.toBe(believed);
  } finally {
    await speak('en');
    vi.unstubAllGlobals();
  }
});
