import { editCommand } from '../../flows/changes/edit-command.ts';
import { say } from '../../flows/language/say.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { editedAccounts } from '../../flows/model/edit.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { planFacts } from '../../flows/plan/plan-document.ts';
import { placeOf, type RunWay, type WayBack, wayBack, waysBack } from '../../flows/plan/way-back.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { ticketPictures } from '../../flows/ticket-path/ticket-pictures.ts';
import { type ChangeProgress, runEdit } from './apply-changes.ts';
import type { Place, ReadingListener } from './discover.ts';
import type { Journal } from './journal-file.ts';
import { type PlannedServer, type PlanOrder, planServer } from './plan-server.ts';
import { type FiledRun, type JournalsOrder, type LaterRun, laterRuns, openJournals, openRun, runsOver } from './runs-to-undo.ts';
import { holdServer, serverLock } from './server-lock.ts';

export interface UndoOrder extends JournalsOrder {
  readonly place: Place;
  readonly kind: PlanOrder['kind'];
  /** The plan whose changes are to be taken back. */
  readonly planId: string;
  /** What else is to be read with it; what the runs looked at alone where it is missing. */
  readonly choices?: PlanOrder['choices'];
  readonly listen: (progress: ChangeProgress) => void;
  readonly listenToReadings: ReadingListener;
  /** Called once, before anything runs: every way back in its order, and the later runs among them that nobody asked for. */
  readonly foundWays?: (ways: readonly WayBack[], later: readonly LaterRun[]) => void;
}

export interface Undone {
  readonly journal: string;
  readonly undone: number;
  readonly needless: readonly WayBack[];
  /** What was left alone because somebody changed it since, or because it could not be read. */
  readonly refused: readonly WayBack[];
  /** Later runs of which a part was taken back too, because it lay on top. */
  readonly later: readonly LaterRun[];
  readonly failure: Failure | null;
  readonly after: PlannedServer | null;
  /** Whether everything that the plan had changed is as it was before. */
  readonly verified: boolean;
}

/**
 * Takes back what a journal says was begun, last change first, each only where the server still holds what the change wrote.
 * What later runs of ours wrote to the same places is taken back before it; the first original wins.
 * Reads back afterwards. Out: what was done; a failure only where nothing was touched.
 */
export async function undoRun(order: UndoOrder): Promise<Result<Undone>> {
  const run = await openRun(order.journal);
  if (!run.ok) return run;
  const { planId, target } = run.value.confirmed;
  if (planId !== order.planId.trim().toLowerCase()) {
    return fail({
      code: 'undo.refused',
      why: say`This journal is of the plan ${planId}, not of ${order.planId}`,
      next: say`Confirm with --confirm ${planId}`,
    });
  }
  const held = await holdServer(serverLock(order.state, { kind: order.kind, server: target.server }));
  if (!held.ok) return held;
  try {
    const runs = await runsOver(order, run.value);
    return runs.ok ? await undoHeld(order, runs.value) : runs;
  } finally {
    await held.value();
  }
}

async function undoHeld(order: UndoOrder, runs: readonly FiledRun[]): Promise<Result<Undone>> {
  const planOrder = orderFor(order, runs);
  const signal = new AbortController().signal;
  const before = await planServer(order.place, planOrder, signal, order.listenToReadings);
  if (!before.ok) return before;
  const isAsked = (run: number) => runs[run]?.isAsked === true;
  const ways = waysBack(
    runs.map(({ run }) => run),
    isAsked,
    before.value.facts,
  );
  const wrong = whyNotThisServer(order, runs, before.value) ?? whyNotOurs(order.place, ways);
  if (wrong !== undefined) return fail({ code: 'undo.refused', ...wrong });
  const later = laterRuns(runs, ways);
  order.foundWays?.(
    ways.map(({ way }) => way),
    later,
  );
  const touched = new Map([...runs.entries()].filter(([run]) => isAsked(run) || ways.some((way) => way.run === run)));
  const opened = await openJournals(touched, before.value);
  if (!opened.ok) return opened;
  const journals = opened.value;
  try {
    const walked = await walkBack(order, ways, journals);
    const after = await planServer(order.place, planOrder, signal, order.listenToReadings);
    return succeed({ ...(await conclude(ways, walked, after, journals)), journal: order.journal, later });
  } finally {
    for (const journal of journals.values()) await journal.close();
  }
}

/** What the runs looked at, together, and what is wanted with it. */
function orderFor(order: UndoOrder, runs: readonly FiledRun[]): PlanOrder {
  const choices = [...runs.map(({ run }) => run.confirmed.choices), ...(order.choices === undefined ? [] : [order.choices])];
  const unique = (texts: readonly string[]) => [...new Set(texts)];
  const lookedEverywhere = choices.some(({ applications }) => applications.length === 0);
  return {
    kind: order.kind,
    choices: {
      applications: lookedEverywhere ? [] : unique(choices.flatMap(({ applications }) => applications)),
      names: unique(choices.flatMap(({ names }) => names)),
      accounts: unique([
        ...editedAccounts(runs.flatMap(({ run }) => run.confirmed.changes.map(({ edit }) => edit))),
        ...(order.choices?.accounts ?? []),
      ]),
    },
    scenario: runs[0]?.run.confirmed.scenario ?? '',
    look: ALL_STEPS.map(({ id }) => id),
    only: [],
  };
}

/** A journal of one server says nothing about another. */
function whyNotThisServer(order: UndoOrder, runs: readonly FiledRun[], now: PlannedServer) {
  const stranger = runs.find(
    ({ run }) => run.confirmed.target.kind !== order.kind || run.confirmed.target.server !== now.document.target.server,
  );
  if (stranger === undefined) return undefined;
  const { target } = stranger.run.confirmed;
  return {
    why: say`The journal is of ${target.server ?? say`an unknown server`} (${target.kind}), and this is ${now.document.target.server ?? say`not known`} (${order.kind})`,
    next: say`Name the journal of this server with --journal`,
  };
}

/** The way back is made from typed state; where its text is not the one that was shown, the journal was edited. */
function whyNotOurs(place: Place, ways: readonly RunWay[]) {
  const foreign = ways.find(({ way: { change } }) => {
    const command = editCommand(change.undoEdit);
    const text = command.ok ? commandText(command.value, place.programs) : command;
    return !text.ok || text.value !== change.undo;
  });
  return (
    foreign && {
      why: say`The saved way back of ${foreign.way.change.target} is not the one that was shown`,
      next: say`Undo this change by hand`,
    }
  );
}

interface Walked {
  /** How far it came: the ways that were taken or written down. */
  readonly done: readonly RunWay[];
  readonly failure: Failure | null;
}

async function walkBack(order: UndoOrder, ways: readonly RunWay[], journals: ReadonlyMap<number, Journal>): Promise<Walked> {
  const done: RunWay[] = [];
  for (const [at, one] of ways.entries()) {
    const journal = journals.get(one.run);
    if (journal === undefined) throw new Error('a change is taken back whose journal was not opened');
    const failure = await goBack(order, one.way, at, journal);
    if (failure !== null) return { done, failure };
    done.push(one);
  }
  return { done, failure: null };
}

async function goBack(order: UndoOrder, way: WayBack, at: number, journal: Journal): Promise<Failure | null> {
  if (way.kind !== 'run') {
    const written = await journal.write({ type: `undo.${way.kind}`, index: way.index, why: way.why });
    return written.ok ? null : written.failure;
  }
  const { change, index } = way;
  return runEdit({ place: order.place, journal, listen: order.listen, kind: 'undo', shownAt: at }, index, change.undoEdit, change.undo);
}

async function conclude(
  ways: readonly RunWay[],
  { done, failure }: Walked,
  after: Result<PlannedServer>,
  journals: ReadonlyMap<number, Journal>,
): Promise<Omit<Undone, 'journal' | 'later'>> {
  const told = ways.map(({ way }) => way);
  const undone = {
    undone: done.filter(({ way }) => way.kind === 'run').length,
    needless: told.filter(({ kind }) => kind === 'needless'),
    refused: told.filter(({ kind }) => kind === 'refused'),
  };
  if (!after.ok) {
    for (const journal of journals.values()) await journal.write({ type: 'run.stopped', why: describeFailure(after.failure).what });
    return { ...undone, failure: failure ?? after.failure, after: null, verified: false };
  }
  const { facts, plan } = after.value;
  const isBack = (run: number) => failure === null && ways.every((one) => one.run !== run || isAsBefore(one.way, ways, facts));
  for (const [run, journal] of journals) {
    await journal.write({
      type: 'undo.verified',
      verified: isBack(run),
      findings: plan.findings,
      notChecked: plan.notChecked,
      factsAfter: planFacts(facts),
      ticketPaths: withoutSecrets(ticketPictures(facts, [])),
    });
  }
  const verified = [...journals.keys()].every(isBack);
  return { ...undone, failure, after: after.value, verified };
}

/** Read again, not believed: the place holds what was there before the earliest change of it that was taken back. */
function isAsBefore(way: WayBack, ways: readonly RunWay[], facts: ServerFacts): boolean {
  if (way.kind === 'refused') return false;
  const first = ways.findLast((one) => placeOf(one.way.change.edit) === placeOf(way.change.edit))?.way ?? way;
  return first.kind !== 'refused' && wayBack(first.index, first.change, facts).kind === 'needless';
}
