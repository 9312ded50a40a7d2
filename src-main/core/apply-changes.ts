import { join } from 'node:path';
import { editCommand } from '../../flows/changes/edit-command.ts';
import { listed, say } from '../../flows/language/say.ts';
import type { Edit } from '../../flows/model/edit.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { JournalChange, JournalEntry } from '../../flows/model/journal.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { VERSION } from '../../flows/model/version.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import {
  factDifferences,
  groupedDifferences,
  type PlanDocument,
  type PlanFacts,
  planChange,
  planFacts,
} from '../../flows/plan/plan-document.ts';
import { whyNoRights } from '../../flows/server/ground.ts';
import { ticketPictures } from '../../flows/ticket-path/ticket-pictures.ts';
import type { Place, ReadingListener } from './discover.ts';
import { createJournal, type Journal } from './journal-file.ts';
import { type PlannedServer, type PlanOrder, planServer } from './plan-server.ts';
import { holdServer, serverLock } from './server-lock.ts';
import type { StateFolder } from './state-folder.ts';

/** What one change is doing, for live output. */
export interface ChangeProgress {
  readonly index: number;
  readonly command: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly milliseconds: number | null;
  readonly output: string;
}

export interface ApplyOrder {
  readonly place: Place;
  readonly state: StateFolder;
  readonly order: PlanOrder;
  /** The plan that was shown and confirmed. */
  readonly plan: PlanDocument;
  /** Looks once more at what would be run, before anything is: what it returns stops it. */
  readonly judge?: (now: PlannedServer) => Failure | undefined;
  readonly listen: (progress: ChangeProgress) => void;
  readonly listenToReadings: ReadingListener;
  /** Stops before the next command; the one that runs is let finish. */
  readonly stop: AbortSignal;
  /** Called once when no command runs any more and the server is read again. */
  readonly changesMade?: () => void;
}

export interface Applied {
  readonly journal: string;
  /** How many changes were made. */
  readonly made: number;
  /** What stopped it, if anything. What was made until then stays, and can be taken back. */
  readonly failure: Failure | null;
  /** The server as it was probed afterwards; `null` where that could not be done. */
  readonly after: PlannedServer | null;
  /** Whether every change is now so and every finding that was to be mended is gone. */
  readonly verified: boolean;
}

/**
 * Runs a confirmed plan: probes again and refuses a plan that no longer fits, saves the way back, runs one command at a time,
 * stops at the first failure, probes once more.
 * Out: what was done; a failure only where nothing was changed.
 */
export async function applyPlan(order: ApplyOrder): Promise<Result<Applied>> {
  const others = whyForOthers(order.plan);
  if (others !== undefined) return fail(others);
  const held = await holdServer(serverLock(order.state, order.plan.target));
  if (!held.ok) return held;
  try {
    return await applyHeld(order);
  } finally {
    await held.value();
  }
}

async function applyHeld(order: ApplyOrder): Promise<Result<Applied>> {
  const never = new AbortController().signal;
  const now = await planServer(order.place, order.order, order.stop, order.listenToReadings);
  if (!now.ok) return now;
  const noRights = whyNoRights(now.value.facts);
  if (noRights !== undefined) return fail(noRights);
  const refused = order.judge?.(now.value);
  if (refused !== undefined) return fail(refused);
  const stale = whyStale(order.plan, now.value.document);
  if (stale.length > 0) return fail({ code: 'plan.stale', differences: stale });
  const journal = await createJournal(journalPath(order.state, order.plan));
  if (!journal.ok) return journal;
  try {
    const saved = await journal.value.write(confirmation(order.plan, now.value));
    if (!saved.ok) return saved;
    const ran = await runChanges(order, now.value, journal.value);
    order.changesMade?.();
    const after = await planServer(order.place, fromNowOn(order.order), never, order.listenToReadings);
    return succeed(await verify(now.value, ran, after, journal.value));
  } finally {
    await journal.value.close();
  }
}

/** What failed before the changes stands in the logs and says nothing against them. The lab's logs tell how it is now. */
function fromNowOn(order: PlanOrder): PlanOrder {
  return order.kind === 'lab' ? order : { ...order, logsSince: Math.floor(Date.now() / 1000) };
}

/** Changes that only the directory team may make are never tried: halfway through a plan is a bad place to be refused. */
function whyForOthers({ changes }: PlanDocument): Failure | undefined {
  const theirs = changes.filter(({ runBy }) => runBy === 'directory team');
  if (theirs.length === 0) return undefined;
  const steps = new Set(theirs.map(({ step }) => step));
  const mine = [...new Set(changes.map(({ step }) => step))].filter((step) => !steps.has(step));
  return {
    code: 'rights.missing',
    what: say`${theirs.length} of the ${changes.length} changes of this plan are for the directory team`,
    why: say`this account is not known to be allowed to write service principal names: ${listed(
      theirs.map(({ command }) => command),
      '; ',
    )}`,
    next:
      mine.length === 0
        ? say`Hand them over with kerbwise export --as handover, or in the window; then look again`
        : say`Hand them over with kerbwise export --as handover, or in the window, and plan the rest with --only ${mine.join(',')}`,
  };
}

/** What differs between the plan that was confirmed and the one that the server would get now. */
function whyStale(confirmed: PlanDocument, now: PlanDocument): readonly string[] {
  if (confirmed.planId === now.planId) return [];
  if (confirmed.target.server !== now.target.server || confirmed.target.kind !== now.target.kind) {
    return [say`the plan is for ${confirmed.target.server ?? say`another server`}, and this is ${now.target.server ?? say`not known`}`];
  }
  const differences = groupedDifferences(confirmed.facts, now.facts);
  return differences.length > 0 ? differences : [say`the plan that this server needs now is another one`];
}

function journalPath(state: StateFolder, plan: PlanDocument): string {
  const moment = new Date().toISOString().replace(/[:.]/g, '-');
  return join(state.journals, `${moment}-${plan.planId}.jsonl`);
}

function confirmation(plan: PlanDocument, now: PlannedServer): JournalEntry {
  const { operator } = now.facts;
  return {
    type: 'plan.confirmed',
    version: VERSION,
    target: plan.target,
    user: operator.known ? operator.value.user : null,
    planId: plan.planId,
    scenario: plan.scenario,
    choices: plan.choices,
    findings: plan.findings,
    notChecked: plan.notChecked,
    changes: now.plan.changes.map((change): JournalChange => ({ ...planChange(change), edit: change.edit, undoEdit: change.undo })),
    factsBefore: plan.facts,
    ticketPaths: withoutSecrets(ticketPictures(now.facts, [])),
    ...(plan.prescription === undefined ? {} : { prescription: plan.prescription }),
  };
}

interface Ran {
  readonly made: number;
  readonly failure: Failure | null;
}

async function runChanges(order: ApplyOrder, now: PlannedServer, journal: Journal): Promise<Ran> {
  const { changes } = now.plan;
  for (const [index, { edit, command }] of changes.entries()) {
    if (order.stop.aborted) {
      await journal.write({ type: 'run.stopped', why: say`You stopped before change ${index + 1} of ${changes.length}` });
      return { made: index, failure: { code: 'interrupted', during: 'applying' } };
    }
    const failure = await runEdit({ place: order.place, journal, listen: order.listen, kind: 'change' }, index, edit, command);
    if (failure !== null) return { made: index, failure };
  }
  return { made: changes.length, failure: null };
}

/** What it takes to run one edit: the place, the journal, who listens, and whether it goes forth or back. */
export interface EditRun {
  readonly place: Place;
  readonly journal: Journal;
  readonly listen: (progress: ChangeProgress) => void;
  readonly kind: 'change' | 'undo';
  /** Where a list shows it; default: at its place in the plan. */
  readonly shownAt?: number;
}

/** Runs one edit with a journal entry before and after it. Out: what failed, or `null`. */
export async function runEdit(run: EditRun, index: number, edit: Edit, text: string): Promise<Failure | null> {
  const command = editCommand(edit);
  if (!command.ok) return command.failure;
  const begun = await run.journal.write({ type: `${run.kind}.started`, index, command: text });
  if (!begun.ok) return begun.failure;
  run.listen({ index: run.shownAt ?? index, command: text, state: 'running', milliseconds: null, output: '' });
  const started = performance.now();
  const ran = withoutSecrets(await run.place.shell.run(command.value, new AbortController().signal));
  const milliseconds = Math.round(performance.now() - started);
  const failure = failureOf(ran, text);
  const output = ran.ok ? [ran.value.stdout, ran.value.stderr].filter((part) => part !== '').join('\n') : '';
  const entry: JournalEntry = ran.ok
    ? { type: `${run.kind}.finished`, index, ...ran.value, milliseconds }
    : { type: `${run.kind}.failed`, index, ...described(ran.failure) };
  const ended = await run.journal.write(entry);
  run.listen({
    index: run.shownAt ?? index,
    command: text,
    state: failure === null ? 'done' : 'failed',
    milliseconds,
    output: output || (failure === null ? '' : describeFailure(failure).why),
  });
  return failure ?? (ended.ok ? null : ended.failure);
}

/** Exit code 0 is success for appcmd and for setspn's edits; whether it really is so is probed afterwards. */
function failureOf(ran: Awaited<ReturnType<Place['shell']['run']>>, text: string): Failure | null {
  if (!ran.ok) return ran.failure;
  return ran.value.exitCode === 0 ? null : { code: 'command.failed', command: text, ...ran.value };
}

function described(failure: Failure): { readonly what: string; readonly why: string; readonly details: string } {
  const { what, why, details } = describeFailure(failure);
  return { what, why, details };
}

/** An account that holds none of the names any more is not looked up again, so nothing can be said of it. */
function onlyAsked(expected: PlanFacts, found: PlanFacts): PlanFacts {
  const asked = (name: string) => Object.hasOwn(found.accounts, name);
  return { ...expected, accounts: Object.fromEntries(Object.entries(expected.accounts).filter(([name]) => asked(name))) };
}

/** Fixed means that the facts are the predicted ones and the findings are gone, not that the exit code was 0. */
async function verify(before: PlannedServer, ran: Ran, after: Result<PlannedServer>, journal: Journal): Promise<Applied> {
  if (!after.ok) {
    await journal.write({ type: 'run.stopped', why: describeFailure(after.failure).what });
    return { journal: journal.path, made: ran.made, failure: ran.failure ?? after.failure, after: null, verified: false };
  }
  const found = planFacts(after.value.facts);
  const expected = onlyAsked(planFacts(before.plan.predicted), found);
  const wanted = new Set(before.plan.changes.map(({ fixes }) => fixes));
  const remaining = after.value.plan.changes.filter(({ fixes }) => wanted.has(fixes));
  const verified = ran.failure === null && remaining.length === 0 && factDifferences(expected, found).length === 0;
  await journal.write({
    type: 'run.verified',
    verified,
    findings: after.value.plan.findings,
    notChecked: after.value.plan.notChecked,
    factsAfter: found,
    ticketPaths: withoutSecrets(ticketPictures(before.facts, [{ step: '', facts: after.value.facts }])),
  });
  return { journal: journal.path, made: ran.made, failure: ran.failure, after: after.value, verified };
}
