import type { ReportFile } from '../../flows/bridge/contract.ts';
import type {
  PrescribableView,
  PrescriptionDraftView,
  PrescriptionOrder,
  PrescriptionsDesk,
  WrittenPrescription,
} from '../../flows/bridge/prescriptions-contract.ts';
import { say } from '../../flows/language/say.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { canonical } from '../../flows/plan/plan-document.ts';
import { describeKept, whyTouched } from '../../flows/prescription/kept.ts';
import { prescribe } from '../../flows/prescription/prescribe.ts';
import { describeEdit } from '../../flows/prescription/prescribed-edit.ts';
import {
  type Kept,
  lastMomentOf,
  type Prescription,
  prescriptionText,
  readPrescription,
  readWords,
} from '../../flows/prescription/prescription.ts';
import { wholeLines } from '../../flows/prescription/prescription-lines.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { sha256 } from '../core/hash.ts';
import { type PlannedServer, planFrom } from '../core/plan-server.ts';
import { readPrivateKey } from '../prescription/key-files.ts';
import { prescriptionId, sealPrescription } from '../prescription/seal.ts';
import { EVERY_STEP, type Held, wholeOrder } from './held.ts';

/** Prescribing on what a session read last. What is written is what was shown last, and nothing else. */
export function prescriptionsOn(held: Held): PrescriptionsDesk {
  let shown: Prescription | null = null;
  return {
    offer: async () => prescribable(held),
    draft: async (order): Promise<PrescriptionDraftView> => {
      const made = draftOf(held, order);
      shown = made.ok ? made.value : null;
      return made.ok
        ? { draftId: prescriptionId(made.value), lines: wholeLines(made.value), failure: null }
        : { draftId: null, lines: [], failure: describeFailure(made.failure) };
    },
    write: async (draftId, keyFile) => {
      if (shown === null || prescriptionId(shown) !== draftId) return notWritten(NOT_SHOWN);
      return writeDraft(shown, keyFile);
    },
  };
}

/** What a desk says where nothing is open. */
export const NOTHING_TO_PRESCRIBE: PrescriptionsDesk = {
  offer: async () => ({ server: null, steps: [], never: [], failure: describeFailure(refused(say`nothing is open`)) }),
  draft: async () => ({ draftId: null, lines: [], failure: describeFailure(refused(say`nothing is open`)) }),
  write: async () => notWritten(refused(say`nothing is open`)),
};

const MOST_KEPT = 200;
const SETTINGS = ['enabled', 'providers', 'useAppPoolCredentials', 'authPersistNonNTLM'] as const;

function prescribable(held: Held): PrescribableView {
  const planned = planOf(held, EVERY_STEP);
  if (!planned.ok) return { server: null, steps: [], never: [], failure: describeFailure(planned.failure) };
  const { document, plan } = planned.value;
  const steps = ALL_STEPS.flatMap(({ id, title }) => {
    const changes = plan.changes.filter(({ step }) => step === id).map(({ edit }) => describeEdit(edit));
    return changes.length === 0 ? [] : [{ id, title, changes }];
  });
  return {
    server: document.target.server,
    steps,
    never: keepable(planned.value).map((kept) => ({ id: keptId(kept), kept: describeKept(kept) })),
    failure: steps.length === 0 ? describeFailure(refused(say`the plan changes nothing`)) : null,
  };
}

function planOf(held: Held, only: readonly string[]): Result<PlannedServer> {
  if (held.prescribed !== undefined) return fail(refused(say`you work by a prescription yourself`));
  if (held.answers === null) return fail(refused(say`the server was not read yet, or has to be read anew`));
  return succeed(planFrom(held.target.place, wholeOrder(held, only), held.answers));
}

/** What a senior could name as never to change: what the whole plan leaves as it is, and each step. */
function keepable({ facts, plan, document }: PlannedServer): readonly Kept[] {
  const paths = facts.configuration.known ? facts.configuration.value.applications.map(({ path }) => path) : [];
  const every: readonly Kept[] = [
    ...SETTINGS.map((name): Kept => ({ what: 'setting', name, path: null })),
    ...EVERY_STEP.map((step): Kept => ({ what: 'step', step })),
    ...Object.keys(document.facts.accounts).map((account): Kept => ({ what: 'account', account })),
    ...paths.map((path): Kept => ({ what: 'application', path })),
  ];
  return every.filter((kept) => whyTouched(kept, plan.changes, facts, plan.predicted) === undefined).slice(0, MOST_KEPT);
}

function keptId(kept: Kept): string {
  return sha256(canonical(kept)).slice(0, 16);
}

/** Out: the prescription, not yet signed; a failure that says what to write otherwise. */
function draftOf(held: Held, order: PrescriptionOrder): Result<Prescription> {
  const { prescribedBy, ask, server, introduction, steps, never: neverIds } = order;
  const validUntil = lastMomentOf(order.validUntil);
  if (validUntil === undefined) return fail(refused(say`it is not said until which day it is valid`));
  const whole = planOf(held, EVERY_STEP);
  if (!whole.ok) return whole;
  const keep = keepable(whole.value);
  const never = neverIds.map((id) => keep.find((kept) => keptId(kept) === id));
  const words = { kerbwise: 1, kind: 'prescription-words', prescribedBy, ask, server, introduction, steps, never };
  const said = readWords(JSON.stringify(words), say`What you wrote`);
  if (!said.ok) return fail(refused(describeFailure(said.failure).why));
  const planned = planOf(
    held,
    EVERY_STEP.filter((id) => steps.some((step) => step.id === id)),
  );
  if (!planned.ok) return planned;
  const made = prescribe(planned.value.document, said.value, { prescribedAt: `${new Date().toISOString().slice(0, 19)}Z`, validUntil });
  return made.ok ? readPrescription(prescriptionText(made.value), say`What you wrote`) : made;
}

async function writeDraft(draft: Prescription, keyFile: string | null): Promise<WrittenPrescription> {
  if (keyFile === null) return { file: fileOf(draft), failure: null };
  const key = await readPrivateKey(keyFile);
  return key.ok ? { file: fileOf(sealPrescription(draft, key.value)), failure: null } : notWritten(key.failure);
}

function fileOf(prescription: Prescription): ReportFile {
  const { server, validUntil } = prescription;
  const name = (server.is === 'named' ? server.name : (server.domain ?? 'servers')).replace(/[^\w.-]/g, '-');
  return {
    fileName: `kerbwise-prescription-${name}-until-${validUntil.slice(0, 10)}.json`,
    mediaType: 'application/json',
    text: prescriptionText(prescription),
  };
}

function notWritten(failure: Failure): WrittenPrescription {
  return { file: null, failure: describeFailure(failure) };
}

function refused(why: string): Failure {
  return {
    code: 'input.refused',
    what: say`No prescription was written`,
    why,
    next: say`Change what you wrote, or look at the server anew`,
  };
}

const NOT_SHOWN: Failure = refused(say`it is not the one that was shown last`);
