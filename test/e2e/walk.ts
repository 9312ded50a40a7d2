import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { say } from '../../flows/language/say.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { actionTexts, dialogTexts, frameTexts, reportTexts, stepTexts, triageTexts } from '../../src-renderer/texts.ts';
import type { Hand } from './hands.ts';
import { settled } from './show-sight.ts';

/** One administrator in front of one lab. */
export interface Walker {
  readonly page: Page;
  readonly hand: Hand;
  /** In: a text as it is in the code. Out: the same in the language of the window. */
  readonly told: (text: string) => string;
  /** Looks at the screen that was reached. */
  readonly judge: (where: string) => Promise<void>;
}

export interface Walk {
  readonly scenario: string;
  /** What is wrong with the lab. */
  readonly lab: string;
  /** What the scenario leads to: an end without a look, a look without a change, or changes. */
  readonly goes: 'ends' | 'looks' | 'changes';
  /** The step whose changes are taken back at once, or that is skipped. */
  readonly takesBack?: string;
  readonly skips?: string;
  /** Whether everything is taken back in the report. */
  readonly undoes?: boolean;
  /** What the report says at last. */
  readonly verdict: string;
}

const NOT_READ = 'From what you see nothing on this server has to change. The server itself was not read.';
const ALL_RIGHT = 'Everything that was looked at is right. Nothing was changed.';
const ALL_MENDED = say`Everything that was wrong is mended and was read again.${''}`;
const NOT_EVERY_STEP = 'Not every step was done or could be looked at, so there is no verdict on the whole.';
const TAKEN_BACK = 'What was changed has been taken back.';

/** Every scenario, as somebody who sees it would walk it. */
export const WALKS: readonly Walk[] = [
  { scenario: 'firewall-shows-service-account', lab: 'lab:healthy', goes: 'ends', verdict: NOT_READ },
  { scenario: 'kerberos-then-ntlm', lab: 'lab:healthy', goes: 'looks', verdict: ALL_RIGHT },
  { scenario: 'task-server-registration', lab: 'lab:persistence-off', goes: 'changes', undoes: true, verdict: ALL_MENDED },
  { scenario: 'repeated-errors', lab: 'lab:ntlm-first', goes: 'changes', skips: 'windows-authentication', verdict: NOT_EVERY_STEP },
  { scenario: 'ntlm-disabled', lab: 'lab:spn-missing', goes: 'changes', takesBack: 'service-principal-names', verdict: TAKEN_BACK },
  { scenario: 'everything', lab: 'lab', goes: 'changes', undoes: true, verdict: ALL_MENDED },
];

/** From the first screen to the report, and back where the walk goes back. */
export async function walk(walker: Walker, given: Walk): Promise<void> {
  await chooseScenario(walker, given);
  if (given.goes === 'ends') return press(walker, actionTexts.openReport).then(() => readReport(walker, given));
  await press(walker, findScenario(given.scenario)?.endsHere === true ? actionTexts.lookAnyway : actionTexts.look);
  for (const [at, step] of ALL_STEPS.entries()) {
    await arrive(walker, step.title);
    await standStill(walker);
    await walker.judge(step.id);
    if (given.goes === 'looks') await raisesNoDoubt(walker);
    if (at === 0 && given.goes === 'changes') await switchToApply(walker);
    await workOn(walker, given, step.id);
    const next = ALL_STEPS[at + 1];
    if (given.skips !== step.id)
      await press(walker, next === undefined ? actionTexts.openReport : actionTexts.goOnTo(walker.told(next.title)));
  }
  await readReport(walker, given);
}

async function chooseScenario(walker: Walker, { scenario }: Walk): Promise<void> {
  await arrive(walker, triageTexts.heading);
  await walker.judge('triage');
  const title = findScenario(scenario)?.title ?? '';
  if (scenario === 'everything') await press(walker, actionTexts.checkEverything);
  else await walker.hand.press(walker.page.getByRole('main').getByRole('button', { name: walker.told(title) }));
  await arrive(walker, title);
  await walker.judge(scenario);
}

/** A step of a healthy lab: fine, all of it looked at, and nothing to decide. */
async function raisesNoDoubt({ page, told }: Walker): Promise<void> {
  const main = page.getByRole('main');
  await main.getByText(told(stepTexts.healthyTitle), { exact: true }).waitFor();
  for (const doubt of [stepTexts.notChecked, stepTexts.withheld, stepTexts.findings, stepTexts.worthKnowing]) {
    expect(await main.getByRole('heading', { level: 2, name: told(doubt) }).count()).toBe(0);
  }
}

async function workOn(walker: Walker, given: Walk, stepId: string): Promise<void> {
  if (given.skips === stepId) return skip(walker);
  if (given.goes !== 'changes' || (await action(walker, actionTexts.apply).count()) === 0) return;
  await apply(walker);
  await walker.judge(`${stepId}, fixed`);
  if (given.takesBack === stepId) {
    await takeBack(walker, actionTexts.takeBack, dialogTexts.undoRun, stepTexts.undoneTitle);
    await walker.judge(`${stepId}, taken back`);
  }
}

async function switchToApply(walker: Walker): Promise<void> {
  await walker.hand.press(walker.page.getByRole('banner').getByRole('button', { name: walker.told(frameTexts.toApply) }));
  await answer(walker, dialogTexts.modeRun, 'the dialog before apply mode');
  await walker.page
    .getByRole('banner')
    .getByRole('button', { name: walker.told(frameTexts.toDryRun) })
    .waitFor();
  await standStill(walker);
}

async function apply(walker: Walker): Promise<void> {
  await press(walker, actionTexts.apply);
  const dialog = walker.page.getByRole('alertdialog');
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain('SMP01.contoso.com');
  const weighed = dialog.getByRole('checkbox');
  await focusIn(walker, dialog);
  await walker.judge('the dialog before commands run');
  if ((await weighed.count()) > 0) await walker.hand.tick(weighed);
  await walker.hand.press(dialog.getByRole('button').last());
  await says(walker, stepTexts.fixedTitle);
}

async function skip(walker: Walker): Promise<void> {
  await press(walker, actionTexts.skip);
  const dialog = walker.page.getByRole('alertdialog');
  await focusIn(walker, dialog);
  await walker.judge('the dialog before a step is skipped');
  await walker.hand.write(dialog.getByRole('textbox'), 'on Monday');
  await walker.hand.press(dialog.getByRole('button', { name: walker.told(dialogTexts.skipRun) }));
}

async function takeBack(walker: Walker, ask: string, yes: string, told: string): Promise<void> {
  await press(walker, ask);
  await answer(walker, yes, 'the dialog before changes are taken back');
  await says(walker, told);
}

async function readReport(walker: Walker, given: Walk): Promise<void> {
  await arrive(walker, reportTexts.heading);
  await walker.page.getByRole('main').getByText(walker.told(given.verdict)).first().waitFor();
  await walker.judge('report');
  if (given.undoes !== true) return;
  await press(walker, actionTexts.takeAllBack);
  await answer(walker, dialogTexts.undoAllRun, 'the dialog before everything is taken back');
  await walker.page.getByText(walker.told(reportTexts.undoneTitle)).first().waitFor();
  await walker.judge('report, taken back');
}

/** Looks at the open dialog and says yes to it. */
async function answer(walker: Walker, yes: string, where: string): Promise<void> {
  const dialog = walker.page.getByRole('alertdialog');
  await focusIn(walker, dialog);
  await walker.judge(where);
  await walker.hand.press(dialog.getByRole('button', { name: walker.told(yes) }));
  await dialog.waitFor({ state: 'detached' });
}

/** A screen has opened: its heading has the focus. */
async function arrive({ page, told }: Walker, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: told(title), exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('screen-heading');
}

async function focusIn({ page }: Walker, dialog: Locator): Promise<void> {
  await dialog.waitFor();
  await settled(page);
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
}

/** A screen reader hears it, it can be read, and the focus is not lost. */
async function says({ page, told }: Walker, text: string): Promise<void> {
  await page.getByRole('main').getByText(told(text), { exact: true }).first().waitFor();
  await expect.poll(() => page.getByRole('status').first().textContent(), { timeout: 10_000 }).toContain(told(text));
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
}

/** Nothing is being read any more: there is something to go on to. */
async function standStill(walker: Walker): Promise<void> {
  await walker.page.getByRole('main').getByRole('progressbar').waitFor({ state: 'detached' });
  await actions(walker).getByRole('button').last().waitFor();
}

const actions = ({ page, told }: Walker) => page.getByRole('region', { name: told(actionTexts.region), exact: true });
const action = (walker: Walker, name: string) => actions(walker).getByRole('button', { name: walker.told(name), exact: true });
const press = (walker: Walker, name: string) => walker.hand.press(action(walker, name));
