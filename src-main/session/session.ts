import { createActor, fromPromise } from 'xstate';
import type { AdminEvent, ReportFile, ReportFormat, SurpriseView, WizardView } from '../../flows/bridge/contract.ts';
import type { PrescriptionsDesk } from '../../flows/bridge/prescriptions-contract.ts';
import { editTitle } from '../../flows/changes/edit-title.ts';
import { say } from '../../flows/language/say.ts';
import type { Translate } from '../../flows/language/translate.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import type { ConfirmedWork } from '../../flows/plan/interrupted.ts';
import type { UnfinishedRun } from '../../flows/plan/unfinished.ts';
import { wizardMachine } from '../../flows/wizard/wizard-machine.ts';
import type { Applying, AssessInput, Assessing, HandingOver, SavedWizard, UnfinishedStep } from '../../flows/wizard/wizard-model.ts';
import { matches } from '../../flows/wizard/wizard-view.ts';
import { applyShown, undoPlans } from './change-server.ts';
import { findInterrupted, watchConfirmed } from './confirmed-work.ts';
import { findUnfinished, unfinishedNotice } from './find-unfinished.ts';
import { type GivenNames, givenNames } from './given-names.ts';
import { EVERY_STEP, type Held, type SessionOptions } from './held.ts';
import type { KnownPlace } from './read-logs.ts';
import { assessStep, discoverServer, handOver } from './read-server.ts';
import { readSavedWizard, savedWizardFile, wizardSaver } from './saved-wizard.ts';
import { sessionView } from './session-view.ts';
import { knownPlace, wholeReport } from './whole-server.ts';
import { prescriptionsOn } from './write-prescription.ts';

/** Told to whoever started the program. */
export const REFUSED_MESSAGE = say`A message from the window was refused: it is no event that the window may send.`;

/** One wizard on one target. */
export interface Session {
  readonly bridge: WizardBridge;
  readonly prescriptions: PrescriptionsDesk;
  /** The file that keeps where one is. */
  readonly savedFile: string;
  /** What is known of the server for reading its logs. */
  knownPlace(): Promise<KnownPlace | undefined>;
  /** Whether something is being changed or taken back at this moment. */
  isChanging(): boolean;
  /** In: what a window sent that is no event of the contract, or that came from elsewhere. */
  recordRefusal(raw: unknown): void;
  /** Ends the session, after the command that runs. */
  close(): Promise<void>;
}

/** What a session gives to whoever shows it. */
export interface WizardBridge {
  /** Calls the listener with the present view and with every later one, until the returned function is called. */
  subscribe(listener: (view: WizardView) => void): () => void;
  send(event: AdminEvent): void;
  report(format: ReportFormat, translate?: Translate): Promise<ReportFile>;
}

/** One wizard: gives the machine its actors, publishes views, saves where one is. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const { target, state, note, prescribed } = options;
  const unfinished = target.canApply ? await findUnfinished(state, { kind: target.kind, server: null }) : { runs: [], notes: [] };
  for (const text of [...target.notes, ...unfinished.notes]) note(text);
  const savedFile = savedWizardFile(state, target, prescribed?.name.id);
  const saved = await readSavedWizard(savedFile);
  const interrupted = await findInterrupted(state, target.kind, saved);
  const confirmedNow = watchConfirmed();
  const saver = wizardSaver(savedFile, (why) => note(say`Where you are in the wizard could not be saved: ${why}`));
  const names = givenNames(options.choices, prescribed === undefined ? (saved?.names ?? []) : []);
  const listeners = new Set<(view: WizardView) => void>();
  let applying: Promise<unknown> = Promise.resolve();
  let changing = 0;
  let surprise: SurpriseView | null = null;

  /** Only where nothing runs, and neither a prescription nor what was collected says which names are looked at. */
  const takesNames = () => prescribed === undefined && target.kind !== 'evidence' && matches(actor.getSnapshot().value, 'step', 'settled');
  const currentView = () => {
    const view = sessionView(held, surprise);
    const given = takesNames() ? names.view(view.step) : undefined;
    return view.step === null || given === undefined ? view : { ...view, step: { ...view.step, names: given } };
  };
  const held: Held = {
    ...options,
    get choices() {
      return names.choices();
    },
    answers: null,
    running: [],
    work: null,
    before: null,
    stopApplying: new AbortController(),
    reads: new Map(),
    journals: new Set(saved?.journals ?? []),
    wizard: () => actor.getSnapshot(),
    publish: atMostEvery(setImmediate, () => {
      const view = currentView();
      for (const listener of listeners) listener(view);
    }),
    publishProgress: atMostEvery(
      (act) => setTimeout(act, PROGRESS_MS),
      () => held.publish(),
    ),
  };

  /** What changes the server is waited for before the session ends. */
  const remember = (work: Promise<Applying>): Promise<Applying> => {
    changing++;
    // Who runs it hears how it ended; this only waits.
    applying = work.catch(() => undefined).then(() => changing--);
    return work;
  };

  const actor = createActor(
    wizardMachine.provide({
      actors: {
        discoverServer: fromPromise(({ signal }) => discoverServer(held, unfinished.runs, signal)),
        assessStep: fromPromise<Assessing, AssessInput>(({ input, signal }) => assessStep(held, input, signal)),
        applyStep: fromPromise<Applying, { readonly stepId: string; readonly planId: string }>(({ input }) =>
          remember(applyShown(held, input.planId, () => actor.send({ type: 'changes.made' }))),
        ),
        handOver: fromPromise<HandingOver, { readonly planId: string }>(({ input }) => handOver(held, input.planId)),
        undoPlans: fromPromise<Applying, { readonly planIds: readonly string[] }>(({ input }) => remember(undoPlans(held, input.planIds))),
      },
    }),
    {
      input: {
        canApply: target.canApply && (prescribed === undefined || prescribed.stopped() === null),
        allStepIds: prescribed?.stepIds ?? EVERY_STEP,
        saved,
        unfinished: unfinished.runs.map(unfinishedStep),
        interrupted,
        notes: [...target.notes, ...unfinished.notes],
      },
    },
  );

  const giveName = (typed: string) => {
    if (!takesNames() || names.view(currentView().step) === undefined) return;
    if (names.give(typed)) actor.send({ type: 'step.probed' });
    held.publish();
  };

  const tellSurprise = async () => {
    const revealed = await target.reveal?.();
    if (revealed?.ok === false) note(describeFailure(revealed.failure).what);
    const [fault] = revealed?.ok ? revealed.value.faults : [];
    if (fault === undefined || !revealed?.ok) return;
    surprise = { title: fault.title, symptom: fault.symptom, gaveAway: revealed.value.gaveAway };
    held.publish();
  };

  actor.subscribe(() => {
    saver.save(savedOf(held, names, confirmedNow(held)));
    held.publish();
  });
  prescribed?.onStop(() => {
    held.stopApplying.abort();
    actor.send({ type: 'mode.chosen', mode: 'dry-run' });
    held.publish();
  });
  actor.start();

  return {
    bridge: {
      subscribe: (listener) => {
        listeners.add(listener);
        listener(currentView());
        return () => listeners.delete(listener);
      },
      send: (event: AdminEvent) => {
        if (event.type === 'apply.stopped') held.stopApplying.abort();
        else if (event.type === 'surprise.asked') void tellSurprise();
        else if (event.type === 'name.given') giveName(event.name);
        else if (prescribed === undefined) actor.send(event);
        else void prescribed.allows(event).then((isAllowed) => isAllowed && actor.send(event));
      },
      report: (format, translate) => wholeReport(held, format, translate),
    },
    prescriptions: prescriptionsOn(held),
    savedFile,
    knownPlace: () => knownPlace(held),
    isChanging: () => changing > 0,
    recordRefusal: () => {
      note(REFUSED_MESSAGE);
      void prescribed?.refuseMessage();
    },
    close: async () => {
      held.stopApplying.abort();
      await applying;
      await prescribed?.settled();
      actor.stop();
      listeners.clear();
      await saver.flush();
      await target.place.shell.close();
    },
  };
}

/** How far a reading has come is told no oftener: nobody reads faster, and every view costs host and window something. */
const PROGRESS_MS = 50;

/** In: what waits, something to do. Out: asks for it; however often it is asked for in that time, it is done once. */
function atMostEvery(wait: (act: () => void) => unknown, act: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    wait(() => {
      isAsked = false;
      act();
    });
  };
}

function savedOf(held: Held, names: GivenNames, confirmed: ConfirmedWork | null): SavedWizard {
  const { context } = held.wizard();
  return {
    kerbwise: 1,
    scenarioId: context.scenarioId,
    stepId: context.stepId,
    records: context.records,
    journals: [...held.journals],
    names: names.kept(),
    busy: confirmed !== null,
    confirmed,
  };
}

/** A run of the window has one step; one of the terminal may have several and is offered at the one where it stopped. */
function unfinishedStep(run: UnfinishedRun): UnfinishedStep {
  const stepId = run.open?.step ?? run.changes.at(-1)?.step ?? '';
  const changes = run.changes.map(({ edit, undoEdit: _undoEdit, ...change }) => ({ ...change, title: editTitle(edit) }));
  return { stepId, planId: run.planId, changes, ...unfinishedNotice(run, stepId) };
}
