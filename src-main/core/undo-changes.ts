import { editCommand } from '../../flows/changes/edit-command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { editedAccounts } from '../../flows/model/edit.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { planFacts } from '../../flows/plan/plan-document.ts';
import { type Run, runOf, type WayBack, wayBack, waysBack } from '../../flows/plan/way-back.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { type ChangeProgress, lockFile, runEdit } from './apply-changes.ts';
import type { Place, ReadingListener } from './discover.ts';
import { continueJournal, type Journal, readJournal } from './journal-file.ts';
import { type PlannedServer, type PlanOrder, planServer } from './plan-server.ts';
import { holdServer } from './server-lock.ts';
import type { StateFolder } from './state-folder.ts';

export interface UndoOrder {
  readonly place: Place;
  readonly state: StateFolder;
  readonly kind: PlanOrder['kind'];
  readonly journal: string;
  /** The plan whose changes are to be taken back. */
  readonly planId: string;
  readonly listen: (progress: ChangeProgress) => void;
  readonly listenToReadings: ReadingListener;
}

export interface Undone {
  readonly journal: string;
  readonly undone: number;
  readonly needless: readonly WayBack[];
  /** What was left alone because somebody changed it since, or because it could not be read. */
  readonly refused: readonly WayBack[];
  readonly failure: Failure | null;
  readonly after: PlannedServer | null;
  /** Whether everything that the plan had changed is as it was before. */
  readonly verified: boolean;
}

/**
 * Takes back what a journal says was begun, last change first, each only where the server still holds what the change wrote.
 * Reads back afterwards. Out: what was done; a failure only where nothing was touched.
 */
export async function undoRun(order: UndoOrder): Promise<Result<Undone>> {
  const run = await openRun(order.journal);
  if (!run.ok) return run;
  if (run.value.confirmed.planId !== order.planId) {
    return fail({
      code: 'undo.refused',
      why: `This journal is of the plan ${run.value.confirmed.planId}, not of ${order.planId}`,
      next: `Confirm with --confirm ${run.value.confirmed.planId}`,
    });
  }
  const held = await holdServer(lockFile(order.state, { kind: order.kind, server: run.value.confirmed.target.server }));
  if (!held.ok) return held;
  try {
    return await undoHeld(order, run.value);
  } finally {
    await held.value();
  }
}

/** In: the path of a journal. Out: the run that it tells of. */
async function openRun(path: string): Promise<Result<Run>> {
  const record = await readJournal(path);
  if (!record.ok) return record;
  const run = runOf(record.value.entries);
  return run === undefined ? fail({ code: 'journal.corrupt', path, line: 1, why: 'it holds no confirmed plan' }) : succeed(run);
}

async function undoHeld(order: UndoOrder, run: Run): Promise<Result<Undone>> {
  const planOrder: PlanOrder = {
    kind: order.kind,
    choices: { ...run.confirmed.choices, accounts: editedAccounts(run.confirmed.changes.map(({ edit }) => edit)) },
    scenario: run.confirmed.scenario,
    look: ALL_STEPS.map(({ id }) => id),
    only: [],
  };
  const signal = new AbortController().signal;
  const before = await planServer(order.place, planOrder, signal, order.listenToReadings);
  if (!before.ok) return before;
  const wrong = whyNotThisServer(order, run, before.value) ?? whyNotOurs(order.place, run);
  if (wrong !== undefined) return fail({ code: 'undo.refused', ...wrong });
  const journal = await continueJournal(order.journal);
  if (!journal.ok) return journal;
  try {
    const { operator } = before.value.facts;
    const begun = await journal.value.write({
      type: 'undo.confirmed',
      planId: order.planId,
      user: operator.known ? operator.value.user : null,
    });
    if (!begun.ok) return begun;
    const ways = waysBack(run, before.value.facts);
    const failure = await walkBack(order, ways, journal.value);
    const after = await planServer(order.place, planOrder, signal, order.listenToReadings);
    return succeed(await conclude(ways, failure, after, journal.value));
  } finally {
    await journal.value.close();
  }
}

/** A journal of one server says nothing about another. */
function whyNotThisServer(order: UndoOrder, run: Run, now: PlannedServer) {
  const { target } = run.confirmed;
  if (target.kind === order.kind && target.server === now.document.target.server) return undefined;
  return {
    why: `The journal is of ${target.server ?? 'an unknown server'} (${target.kind}), and this is ${now.document.target.server ?? 'not known'} (${order.kind})`,
    next: 'Name the journal of this server with --journal',
  };
}

/** The way back is made from typed state; where its text is not the one that was shown, the journal was edited. */
function whyNotOurs(place: Place, run: Run) {
  const foreign = run.confirmed.changes.find(({ undoEdit, undo }) => {
    const command = editCommand(undoEdit);
    const text = command.ok ? commandText(command.value, place.programs) : command;
    return !text.ok || text.value !== undo;
  });
  return foreign && { why: `The saved way back of ${foreign.target} is not the one that was shown`, next: 'Undo this change by hand' };
}

async function walkBack(order: UndoOrder, ways: readonly WayBack[], journal: Journal): Promise<Failure | null> {
  for (const way of ways) {
    if (way.kind === 'run') {
      const { change, index } = way;
      const failure = await runEdit(
        { place: order.place, journal, listen: order.listen, kind: 'undo' },
        index,
        change.undoEdit,
        change.undo,
      );
      if (failure !== null) return failure;
    } else {
      const written = await journal.write({ type: `undo.${way.kind}`, index: way.index, why: way.why });
      if (!written.ok) return written.failure;
    }
  }
  return null;
}

async function conclude(
  ways: readonly WayBack[],
  failure: Failure | null,
  after: Result<PlannedServer>,
  journal: Journal,
): Promise<Undone> {
  const done = {
    journal: journal.path,
    undone: ways.filter(({ kind }) => kind === 'run').length,
    needless: ways.filter(({ kind }) => kind === 'needless'),
    refused: ways.filter(({ kind }) => kind === 'refused'),
  };
  if (!after.ok) {
    await journal.write({ type: 'run.stopped', why: describeFailure(after.failure).what });
    return { ...done, failure: failure ?? after.failure, after: null, verified: false };
  }
  const { facts, plan } = after.value;
  const remaining = ways.filter(({ kind, change, index }) => kind === 'run' && wayBack(index, change, facts).kind !== 'needless');
  const verified = failure === null && done.refused.length === 0 && remaining.length === 0;
  await journal.write({
    type: 'undo.verified',
    verified,
    findings: plan.findings,
    notChecked: plan.notChecked,
    factsAfter: planFacts(facts),
  });
  return { ...done, failure, after: after.value, verified };
}
