import type { CommandView, FailureView } from '../../flows/bridge/contract.ts';
import { editTitle } from '../../flows/changes/edit-title.ts';
import { listed, say } from '../../flows/language/say.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { WayBack } from '../../flows/plan/way-back.ts';
import { type JudgedPlan, whyNotPrescribed } from '../../flows/prescription/judge-plan.ts';
import type { Applying } from '../../flows/wizard/wizard-model.ts';
import { applyPlan, type ChangeProgress } from '../core/apply-changes.ts';
import { knownServer } from '../core/known-server.ts';
import type { PlannedServer } from '../core/plan-server.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { undoRun } from '../core/undo-changes.ts';
import { findJournal } from './find-journal.ts';
import { type Held, readingsListener, scenarioOf } from './held.ts';
import type { StepWork } from './step-work.ts';
import { picturesFor } from './ticket-pictures.ts';

/** Runs the plan that is shown, where it is the one that was confirmed. `changesMade` is told once everything is run and is to be read again. */
export async function applyShown(held: Held, planId: string, changesMade: () => void): Promise<Applying> {
  const { work, target, state, prescribed } = held;
  if (work === null || work.document.planId !== planId) return fail({ code: 'plan.changed', why: say`it is not the plan that is shown` });
  const differs = await prescribed?.lookAgain();
  if (differs !== undefined) return fail(differs);
  const asRead = held.before ?? knownServer(held.answers ?? {}, held.choices, target.place.systemRoot);
  held.stopApplying = new AbortController();
  held.running = waitingChanges(work);
  const applied = await applyPlan({
    place: target.place,
    state,
    order: work.order,
    plan: work.document,
    listen: changesListener(held, 'change'),
    listenToReadings: readingsListener(held),
    stop: held.stopApplying.signal,
    ...(prescribed === undefined ? {} : { judge: (now) => whyNotPrescribed(prescribed.prescription, judgedOf(now)) }),
    changesMade,
  });
  if (!applied.ok) {
    await prescribed?.end(applied.failure, work.document.target);
    return applied;
  }
  held.journals.add(applied.value.journal);
  if (applied.value.made > 0) held.before = asRead;
  held.answers = applied.value.after?.answers ?? null;
  const { verified, failure, made, after } = applied.value;
  return succeed({
    verified,
    failure: failure === null ? null : describeFailure(failure),
    changed: made > 0 || failure !== null,
    ticketPaths: after === null ? [] : picturesFor(target.place, after.facts, scenarioOf(held), work.assessment.stepId),
  });
}

/** Takes plans back, as their journals say. */
export async function undoPlans(held: Held, planIds: readonly string[]): Promise<Applying> {
  const { target, state } = held;
  const [planId = ''] = planIds;
  const found = await findJournals(state, planIds);
  if (!found.ok) return found;
  const [journal = '', ...others] = found.value;
  held.running = [];
  const undone = await undoRun({
    place: target.place,
    state,
    kind: target.kind,
    journal,
    planId,
    others,
    choices: held.choices,
    listen: changesListener(held, 'undo'),
    listenToReadings: readingsListener(held),
    foundWays: (ways) => {
      held.running = ways.map(waitingUndo);
      held.publish();
    },
  });
  held.answers = undone.ok ? (undone.value.after?.answers ?? null) : null;
  if (!undone.ok) return undone;
  const { verified, failure, refused } = undone.value;
  if (verified) return succeed({ verified: true, failure: null, changed: true });
  return succeed({
    verified: false,
    failure: failure === null ? notTakenBack(refused, journal) : describeFailure(failure),
    changed: true,
  });
}

async function findJournals(state: StateFolder, planIds: readonly string[]): Promise<Result<readonly string[]>> {
  const journals: string[] = [];
  for (const planId of planIds.length === 0 ? [''] : planIds) {
    const found = await findJournal(state, planId);
    if (!found.ok) return found;
    journals.push(found.value);
  }
  return succeed(journals);
}

function changesListener(held: Held, kind: CommandView['kind']): (progress: ChangeProgress) => void {
  return ({ index, command: text, state, milliseconds, output }) => {
    held.running = held.running.map((line, at) => (at === index ? { ...line, kind, text, state, milliseconds, output } : line));
    held.publish();
  };
}

function judgedOf({ facts, plan, document }: PlannedServer): JudgedPlan {
  return { kind: document.target.kind, facts, plan, only: document.only };
}

function waitingChanges({ document }: StepWork): readonly CommandView[] {
  return document.changes.map(({ command: text, target, edit }) => ({
    kind: 'change',
    text,
    state: 'waiting',
    milliseconds: null,
    output: '',
    title: edit === undefined ? target : editTitle(edit),
  }));
}

/** One way back as the list shows it before it is gone: what needs no command is told with its reason. */
function waitingUndo(way: WayBack): CommandView {
  const { undo: text, target: title } = way.change;
  return way.kind === 'run'
    ? { kind: 'undo', text, state: 'waiting', milliseconds: null, output: '', title }
    : { kind: 'undo', text, state: way.kind === 'needless' ? 'done' : 'failed', milliseconds: null, output: way.why, title };
}

function notTakenBack(refused: readonly WayBack[], journal: string): FailureView {
  return {
    what: say`Not everything was taken back`,
    why: listed(
      refused.map((way) => say`${way.change.target}: ${'why' in way ? way.why : ''}`),
      '; ',
    ),
    next: say`Look at these settings yourself`,
    details: journal,
  };
}
