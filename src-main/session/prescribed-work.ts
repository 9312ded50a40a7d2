import type { AdminEvent, PrescriptionView } from '../../flows/bridge/contract.ts';
import { say } from '../../flows/language/say.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { DeviationRecord, PrescriptionName } from '../../flows/model/journal.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { deviation, type JudgedPlan, whyNotPrescribed } from '../../flows/prescription/judge-plan.ts';
import type { Prescription } from '../../flows/prescription/prescription.ts';
import { prescriptionView } from '../../flows/prescription/prescription-view.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { recordDeviation } from '../prescription/deviation-journal.ts';
import { openPrescription } from '../prescription/open-prescription.ts';

/** A session that works by a prescription: what is fixed by it, and what became of holding to it. */
export interface PrescribedWork {
  readonly prescription: Prescription;
  readonly name: PrescriptionName;
  /** The prescribed steps in walking order. */
  readonly stepIds: readonly string[];
  view(): PrescriptionView;
  /** Why nothing can be changed any more; `null` as long as nothing differed. */
  stopped(): Failure | null;
  /** Holds a plan against the prescription. Out: the first difference, which is written down and ends the work; `undefined` where there is none. */
  judge(plan: JudgedPlan, target: DeviationRecord['target']): Promise<Failure | undefined>;
  /** Writes a refusal of applying down and ends the work, where it is one of the prescription; any other failure is left to whoever has it. */
  end(failure: Failure, target: DeviationRecord['target']): Promise<void>;
  /** Looks at the file once more: it may have been exchanged, or have expired since. */
  lookAgain(): Promise<Failure | undefined>;
  /** Whether an event is one that the window offers; any other is written down and ends the work. */
  allows(event: AdminEvent): Promise<boolean>;
  /** A message from the window that is no event at all. */
  refuseMessage(): Promise<void>;
  /** Waits until everything that differed is written down. */
  settled(): Promise<void>;
  /** In: what is called when something differed. */
  onStop(listener: () => void): void;
  /** Plans whose confirmation is no surprise: they were shown. */
  show(planId: string | null): void;
}

export interface PrescribedOptions {
  readonly file: string;
  readonly trust: string | undefined;
  readonly state: StateFolder;
  readonly note: (text: string) => void;
}

/** Opens a prescription for a window. A file that may only be read is opened too, and ended from the start. */
export async function openPrescribedWork(options: PrescribedOptions): Promise<Result<PrescribedWork>> {
  const { file, trust, state, note } = options;
  const opened = await openPrescription(file, { trust, now: Date.now() });
  const writeDown = async (failure: Failure, target: DeviationRecord['target']) => {
    if (failure.code !== 'prescription.refused') return;
    const written = await recordDeviation(state, { file, opened: opened.ok ? opened.value : null, target, failure });
    if (!written.ok) note(say`A deviation from the prescription could not be written down: ${describeFailure(written.failure).why}`);
  };
  if (!opened.ok) {
    await writeDown(opened.failure, null);
    return opened;
  }
  const { prescription, name, refusal } = opened.value;
  const stepIds = ALL_STEPS.map(({ id }) => id).filter((id) => prescription.steps.some((step) => step.id === id));
  const shown = new Set<string>();
  const listeners = new Set<() => void>();
  let stopped = refusal;
  let writing: Promise<void> = Promise.resolve();
  const end = async (failure: Failure, target: DeviationRecord['target'] = null): Promise<Failure> => {
    stopped ??= failure;
    for (const listener of listeners) listener();
    writing = writing.then(() => writeDown(failure, target));
    await writing;
    return failure;
  };
  const forged = (why: string) =>
    end(deviation(prescription, 'event.refused', say`The window asked for something that is not prescribed`, why));
  if (refusal !== null) await writeDown(refusal, null);
  return succeed({
    prescription,
    name,
    stepIds,
    view: () => prescriptionView(opened.value, { stopped, onlyRead: refusal !== null }),
    stopped: () => stopped,
    judge: async (plan, target) => {
      if (stopped !== null) return stopped;
      const differs = whyNotPrescribed(prescription, plan);
      return differs === undefined ? undefined : end(differs, target);
    },
    end: async (failure, target) => {
      if (failure.code === 'prescription.refused') await end(failure, target);
    },
    lookAgain: async () => {
      if (stopped !== null) return stopped;
      const again = await openPrescription(file, { trust, now: Date.now() });
      if (!again.ok) return end(again.failure);
      if (again.value.refusal !== null) return end(again.value.refusal);
      if (again.value.name.id === name.id) return undefined;
      return end(
        deviation(
          prescription,
          'signature.wrong',
          say`The file was exchanged for another prescription`,
          say`it is now ${again.value.name.id}`,
        ),
      );
    },
    allows: async (event) => {
      const why = whyNotOffered(event, prescription, stepIds, shown);
      if (why !== undefined) await forged(why);
      return why === undefined && (stopped === null || !CHANGING.has(event.type));
    },
    refuseMessage: async () => {
      await forged(say`it sent a message that no window of Kerbwise sends`);
    },
    settled: () => writing,
    onStop: (listener) => {
      listeners.add(listener);
    },
    show: (planId) => {
      if (planId !== null) shown.add(planId);
    },
  });
}

/** Events that lead to a change; the way back is always free. */
const CHANGING: ReadonlySet<AdminEvent['type']> = new Set(['plan.reviewed', 'plan.confirmed']);

function whyNotOffered(
  event: AdminEvent,
  { scenario }: Prescription,
  stepIds: readonly string[],
  shown: ReadonlySet<string>,
): string | undefined {
  switch (event.type) {
    case 'scenario.chosen':
      return event.scenarioId === scenario ? undefined : say`the scenario ${event.scenarioId.slice(0, 60)}`;
    case 'step.opened':
      return stepIds.includes(event.stepId) ? undefined : say`the step ${event.stepId.slice(0, 60)}`;
    case 'plan.reviewed':
    case 'plan.confirmed':
      return shown.has(event.planId) ? undefined : say`the plan ${event.planId.slice(0, 60)}, which was never shown`;
    default:
      return undefined;
  }
}
