import { createActor, fromPromise } from 'xstate';
import type {
  AdminEvent,
  CommandView,
  FailureView,
  ReportFile,
  ReportFormat,
  SessionBridge,
  SurpriseView,
  WizardView,
} from '../../flows/bridge/contract.ts';
import { describeWaiting } from '../../flows/handover/waiting.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { Answers } from '../../flows/model/reading.ts';
import { fail, succeed } from '../../flows/model/result.ts';
import { serverName } from '../../flows/plan/plan-document.ts';
import type { UnfinishedRun } from '../../flows/plan/unfinished.ts';
import type { WayBack } from '../../flows/plan/way-back.ts';
import { type JudgedPlan, whyNotPrescribed } from '../../flows/prescription/judge-plan.ts';
import { readServer } from '../../flows/probes/discovery.ts';
import { buildReport } from '../../flows/report/report.ts';
import { reportFile } from '../../flows/report/report-file.ts';
import type { Choices, ServerFacts } from '../../flows/server/facts.ts';
import { whyNothingIsKnown } from '../../flows/server/ground.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { wizardMachine } from '../../flows/wizard/wizard-machine.ts';
import type {
  Applying,
  AssessInput,
  Assessing,
  Discovery,
  HandingOver,
  SavedWizard,
  StepAssessment,
  UnfinishedStep,
} from '../../flows/wizard/wizard-model.ts';
import { matches, wizardView } from '../../flows/wizard/wizard-view.ts';
import { applyPlan, type ChangeProgress } from '../core/apply-changes.ts';
import { discover, type ReadingProgress } from '../core/discover.ts';
import { readJournal } from '../core/journal-file.ts';
import { type PlannedServer, planFrom } from '../core/plan-server.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { undoRun } from '../core/undo-changes.ts';
import { deviationJournal } from '../prescription/deviation-journal.ts';
import { findJournal } from './find-journal.ts';
import { findUnfinished, settleRuns, unfinishedNotice } from './find-unfinished.ts';
import { judgeHandOvers, writeHandOver } from './hand-overs.ts';
import { logPlaces } from './log-places.ts';
import { openLogsDesk } from './logs-desk.ts';
import type { OpenTarget } from './open-target.ts';
import type { PrescribedWork } from './prescribed-work.ts';
import { knownPlaceOf } from './read-logs.ts';
import { readSavedWizard, savedWizardFile, wizardSaver } from './saved-wizard.ts';
import { type StepWork, workOnStep } from './step-work.ts';
import { pathsForReport, picturesFor } from './ticket-pictures.ts';

export interface Session {
  readonly bridge: SessionBridge;
  /** In: what a window sent that is no event of the contract, or that came from elsewhere. */
  recordRefusal(raw: unknown): void;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly target: OpenTarget;
  readonly state: StateFolder;
  readonly choices: Choices;
  /** The prescription to work by, if any. */
  readonly prescribed?: PrescribedWork;
  /** Where notes for whoever started the program go. */
  readonly note: (text: string) => void;
}

/** One wizard: gives the machine its actors, publishes views, saves where one is. */
export async function startSession({ target, state, choices, note, prescribed }: SessionOptions): Promise<Session> {
  const never = new AbortController().signal;
  const everyStep = ALL_STEPS.map(({ id }) => id);
  const unfinished = target.canApply ? await findUnfinished(state, { kind: target.kind, server: null }) : { runs: [], notes: [] };
  for (const text of [...target.notes, ...unfinished.notes]) note(text);
  const savedFile = savedWizardFile(state, target, prescribed?.name.id);
  const saved = await readSavedWizard(savedFile);
  const saver = wizardSaver(savedFile, (why) => note(`Where you are in the wizard could not be saved: ${why}`));
  const listeners = new Set<(view: WizardView) => void>();
  const reads = new Map<string, CommandView>();
  const journals = new Set<string>(saved?.journals ?? []);
  let applying: Promise<unknown> = Promise.resolve();
  let answers: Answers | null = null;
  let running: readonly CommandView[] = [];
  let work: StepWork | null = null;
  /** The server as it was before the first change of this session. */
  let before: ServerFacts | null = null;
  let stopApplying = new AbortController();
  let publishing = false;
  let surprise: SurpriseView | null = null;

  const publish = () => {
    if (publishing) return;
    publishing = true;
    setImmediate(() => {
      publishing = false;
      const view = currentView();
      for (const listener of listeners) listener(view);
    });
  };
  const listenToReadings = ({ key, text, state: progress, milliseconds, output }: ReadingProgress) => {
    reads.set(key, { kind: 'read', text, state: progress, milliseconds, output });
    publish();
  };
  const listenToChanges =
    (kind: CommandView['kind']) =>
    ({ index, command, state: progress, milliseconds, output }: ChangeProgress) => {
      running = running.map((line, at) => (at === index ? { ...line, kind, text: command, state: progress, milliseconds, output } : line));
      publish();
    };
  const scenario = () => actor.getSnapshot().context.scenarioId ?? 'everything';

  const read = async (signal: AbortSignal) => {
    reads.clear();
    const found = await discover(target.place, choices, signal, listenToReadings);
    if (found.ok) answers = found.value;
    return found;
  };

  const discoverServer = async (signal: AbortSignal): Promise<Discovery> => {
    const found = await read(signal);
    if (!found.ok) return found;
    const planned = planFrom(target.place, { kind: target.kind, choices, scenario: scenario(), look: everyStep, only: [] }, found.value);
    const { facts, document } = planned;
    const nothing = whyNothingIsKnown(facts);
    if (nothing !== undefined) return fail(nothing);
    const isHealthy = document.notChecked.length === 0 && document.findings.every(({ severity }) => severity === 'information');
    if (isHealthy) await settleRuns(state, unfinished.runs, planned);
    const differs = await judgeWhole(found.value);
    if (differs !== undefined) return fail(differs);
    return succeed({ server: document.target.server, applications: facts.applications, elevated: elevatedThere(facts) });
  };

  /** The whole plan of a prescription is held against it before its first step is shown. */
  const judgeWhole = async (found: Answers): Promise<Failure | undefined> => {
    if (prescribed === undefined) return undefined;
    const only = prescribed.stepIds;
    const { facts, plan, document } = planFrom(
      target.place,
      { kind: target.kind, choices, scenario: scenario(), look: everyStep, only },
      found,
    );
    return prescribed.stopped() === null ? prescribed.judge({ kind: target.kind, facts, plan, only }, document.target) : undefined;
  };

  /** What was handed to the directory team, judged by what was just read. */
  const withHandOvers = async (assessment: StepAssessment): Promise<StepAssessment> => {
    if (assessment.stepId !== 'service-principal-names' || answers === null) return assessment;
    const facts = readServer(answers, choices, target.place.systemRoot);
    const judged = await judgeHandOvers(state, { kind: target.kind, server: serverName(facts) }, facts);
    const done = judged.filter(({ waiting }) => waiting.length === 0).map(describeWaiting);
    const open = judged.filter(({ waiting }) => waiting.length > 0).map(describeWaiting);
    return {
      ...assessment,
      statements: [...assessment.statements, ...done],
      ...(open.length === 0 ? {} : { waiting: open.join(' ') }),
    };
  };

  const handOver = async (planId: string): Promise<HandingOver> => {
    if (work === null || work.document.planId !== planId) return fail({ code: 'plan.changed', why: 'it is not the plan that is shown' });
    const written = await writeHandOver(state, work.document);
    return written.ok ? succeed(describeWaiting(written.value.waiting)) : written;
  };

  const assess = async (input: AssessInput, signal: AbortSignal): Promise<Assessing> => {
    if (answers === null || input.fresh) {
      const found = await read(signal);
      if (!found.ok) return found;
      const differs = await judgeWhole(found.value);
      if (differs !== undefined) return fail(differs);
    }
    running = [];
    const done = workOnStep(target, answers ?? {}, choices, scenario(), input, prescribed);
    if (!done.ok) return done;
    const differs = prescribed?.stopped() === null ? await prescribed.judge(done.value.judged, done.value.document.target) : undefined;
    if (differs !== undefined) return fail(differs);
    prescribed?.show(done.value.document.planId);
    work = done.value;
    return succeed(await withHandOvers(done.value.assessment));
  };

  const apply = async (planId: string): Promise<Applying> => {
    if (work === null || work.document.planId !== planId) return fail({ code: 'plan.changed', why: 'it is not the plan that is shown' });
    const differs = await prescribed?.lookAgain();
    if (differs !== undefined) return fail(differs);
    const asRead = before ?? readServer(answers ?? {}, choices, target.place.systemRoot);
    stopApplying = new AbortController();
    running = work.document.changes.map((change) => ({
      kind: 'change',
      text: change.command,
      state: 'waiting',
      milliseconds: null,
      output: '',
      title: change.target,
    }));
    const applied = await applyPlan({
      place: target.place,
      state,
      order: work.order,
      plan: work.document,
      listen: listenToChanges('change'),
      listenToReadings,
      stop: stopApplying.signal,
      ...(prescribed === undefined ? {} : { judge: (now) => whyNotPrescribed(prescribed.prescription, judgedOf(now)) }),
      changesMade: () => actor.send({ type: 'changes.made' }),
    });
    if (!applied.ok) {
      await prescribed?.end(applied.failure, work.document.target);
      return applied;
    }
    journals.add(applied.value.journal);
    if (applied.value.made > 0) before = asRead;
    answers = applied.value.after?.answers ?? null;
    const { verified, failure, made, after } = applied.value;
    return succeed({
      verified,
      failure: failure === null ? null : describeFailure(failure),
      changed: made > 0 || failure !== null,
      ticketPaths: after === null ? [] : picturesFor(target.place, after.facts, scenario(), work.assessment.stepId),
    });
  };

  const undo = async (planIds: readonly string[]): Promise<Applying> => {
    const [planId = '', ...others] = planIds;
    const journal = await findJournal(state, planId);
    if (!journal.ok) return journal;
    const otherJournals: string[] = [];
    for (const other of others) {
      const found = await findJournal(state, other);
      if (!found.ok) return found;
      otherJournals.push(found.value);
    }
    running = [];
    const undone = await undoRun({
      place: target.place,
      state,
      kind: target.kind,
      journal: journal.value,
      planId,
      others: otherJournals,
      listen: listenToChanges('undo'),
      listenToReadings,
      foundWays: (ways) => {
        running = ways.map(waitingUndo);
        publish();
      },
    });
    answers = null;
    if (!undone.ok) return undone;
    const { verified, failure, refused } = undone.value;
    if (verified) return succeed({ verified: true, failure: null, changed: true });
    return succeed({
      verified: false,
      failure: failure === null ? notTakenBack(refused, journal.value) : describeFailure(failure),
      changed: true,
    });
  };

  /** What changes the server is waited for before the session ends. */
  const remember = (work: Promise<Applying>): Promise<Applying> => {
    applying = work.catch(() => undefined); // who runs it hears of it; this only waits
    return work;
  };

  const actor = createActor(
    wizardMachine.provide({
      actors: {
        discoverServer: fromPromise(({ signal }) => discoverServer(signal)),
        assessStep: fromPromise<Assessing, AssessInput>(({ input, signal }) => assess(input, signal)),
        applyStep: fromPromise<Applying, { readonly stepId: string; readonly planId: string }>(({ input }) =>
          remember(apply(input.planId)),
        ),
        handOver: fromPromise<HandingOver, { readonly planId: string }>(({ input }) => handOver(input.planId)),
        undoPlans: fromPromise<Applying, { readonly planIds: readonly string[] }>(({ input }) => remember(undo(input.planIds))),
      },
    }),
    {
      input: {
        canApply: target.canApply && (prescribed === undefined || prescribed.stopped() === null),
        allStepIds: prescribed?.stepIds ?? everyStep,
        saved,
        unfinished: unfinished.runs.map(unfinishedStep),
        notes: [...target.notes, ...unfinished.notes],
      },
    },
  );

  /** What is not prescribed is not offered; where something differed, nothing is. */
  const currentView = (): WizardView => {
    const view = wholeView();
    if (prescribed === undefined) return view;
    const told = prescribed.view();
    const scenarios = view.scenarios.filter(({ id }) => id === prescribed.prescription.scenario);
    if (told.stopped === null) return { ...view, scenarios, prescription: told };
    const applyRefusal = `${told.stopped.what}. ${told.stopped.next}`;
    return { ...view, scenarios, prescription: told, canApply: false, applyRefusal };
  };

  const wholeView = (): WizardView => {
    const { value, context } = actor.getSnapshot();
    return wizardView(value, context, {
      target: {
        kind: target.kind,
        label: target.label,
        server: null,
        ...(target.collected === undefined ? {} : { collected: target.collected }),
      },
      canApply: target.canApply,
      applyRefusal: target.applyRefusal,
      steps: ALL_STEPS.map(({ id, title, purpose }) => ({ id, title, purpose })),
      reads: [...reads.values()],
      running,
      findings: matches(value, 'report') ? (wholeDocument()?.findings ?? []) : [],
      notChecked: matches(value, 'report') ? (wholeDocument()?.notChecked ?? []) : [],
      ...(target.reveal === undefined ? {} : { surprise }),
    });
  };

  const tellSurprise = async () => {
    const revealed = await target.reveal?.();
    if (revealed?.ok === false) note(describeFailure(revealed.failure).what);
    const [fault] = revealed?.ok ? revealed.value.faults : [];
    if (fault === undefined || !revealed?.ok) return;
    surprise = { title: fault.title, symptom: fault.symptom, gaveAway: revealed.value.gaveAway };
    publish();
  };

  /** Before the server was looked at, the answer to what is seen is the whole answer. */
  const looked = () => {
    const { discovered, scenarioId } = actor.getSnapshot().context;
    return discovered === null ? (findScenario(scenarioId ?? '')?.steps ?? everyStep) : everyStep;
  };

  const wholePlan = () =>
    answers === null
      ? null
      : planFrom(
          target.place,
          { kind: target.kind, choices, scenario: scenario(), look: looked(), only: prescribed?.stepIds ?? looked() },
          answers,
        );

  const wholeDocument = () => wholePlan()?.document ?? null;

  const report = async (format: ReportFormat): Promise<ReportFile> => {
    if (answers === null) await read(never);
    const deviations = prescribed === undefined ? [] : [deviationJournal(state)];
    const records = await Promise.all([...journals, ...deviations].map(readJournal));
    const entries = records.flatMap((record) => (record.ok ? [record.value.entries] : []));
    const whole = wholePlan();
    const ticketPaths = whole === null ? {} : { ticketPaths: pathsForReport(whole, before) };
    const document = whole?.document ?? null;
    return reportFile(buildReport({ document, journals: entries, moment: new Date().toISOString(), ...ticketPaths }), format);
  };

  actor.subscribe(({ value, context }) => {
    const saved: SavedWizard = {
      kerbwise: 1,
      scenarioId: context.scenarioId,
      stepId: context.stepId,
      records: context.records,
      journals: [...journals],
      busy: matches(value, 'step', 'working') || matches(value, 'step', 'undoing') || matches(value, 'report', 'undoing'),
    };
    saver.save(saved);
    publish();
  });
  prescribed?.onStop(() => {
    stopApplying.abort();
    actor.send({ type: 'mode.chosen', mode: 'dry-run' });
    publish();
  });
  actor.start();

  /** Logs are joined with what was read of the server last; nothing is read for them. */
  const logs = openLogsDesk(logPlaces(process.platform, process.env), async () => {
    if (answers === null) return undefined;
    const planned = planFrom(target.place, { kind: target.kind, choices, scenario: scenario(), look: everyStep, only: [] }, answers);
    return knownPlaceOf(planned, state);
  });

  return {
    bridge: {
      logs,
      subscribe: (listener) => {
        listeners.add(listener);
        listener(currentView());
        return () => listeners.delete(listener);
      },
      send: (event: AdminEvent) => {
        if (event.type === 'apply.stopped') stopApplying.abort();
        else if (event.type === 'surprise.asked') void tellSurprise();
        else if (prescribed === undefined) actor.send(event);
        else void prescribed.allows(event).then((isAllowed) => isAllowed && actor.send(event));
      },
      report,
    },
    recordRefusal: () => {
      note('A message from the window was refused: it is no event that the window may send.');
      void prescribed?.refuseMessage();
    },
    close: async () => {
      stopApplying.abort();
      await applying;
      await prescribed?.settled();
      actor.stop();
      logs.close();
      listeners.clear();
      await saver.flush();
      await target.place.shell.close();
    },
  };
}

function judgedOf({ facts, plan, document }: PlannedServer): JudgedPlan {
  return { kind: document.target.kind, facts, plan, only: document.only };
}

/** Whether administrator rights are in use there; `null` where that is not known, or nobody's rights matter. */
function elevatedThere({ ground, operator }: ServerFacts): boolean | null {
  return ground.isServer && operator.known ? operator.value.elevated : null;
}

/** A run of the window has one step; one of the terminal may have several and is offered at the one where it stopped. */
function unfinishedStep(run: UnfinishedRun): UnfinishedStep {
  const stepId = run.open?.step ?? run.changes.at(-1)?.step ?? '';
  const changes = run.changes.map(({ edit: _edit, undoEdit: _undoEdit, ...change }) => change);
  return { stepId, planId: run.planId, changes, notice: unfinishedNotice(run) };
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
    what: 'Not everything was taken back',
    why: refused.map((way) => `${way.change.target}: ${'why' in way ? way.why : ''}`).join('; '),
    next: 'Look at these settings yourself',
    details: journal,
  };
}
