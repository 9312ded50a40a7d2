import type {
  PrescribableView,
  PrescriptionDraftView,
  PrescriptionOrder,
  PrescriptionsBridge,
  WrittenPrescription,
} from '../flows/bridge/prescriptions-contract.ts';

/** `GET /prescriptions`, `POST /prescriptions/draft` (what the senior says), `POST /prescriptions/write` (a draft, the key's path as typed). */
export const loopbackPrescriptions: PrescriptionsBridge = {
  offer: async () => {
    const raw = await ask('/prescriptions');
    if (!isOffer(raw)) throw new Error('The host sent something that is no offer.');
    return raw;
  },
  draft: async (order: PrescriptionOrder) => {
    const raw = await ask('/prescriptions/draft', order);
    if (!isDraft(raw)) throw new Error('The host sent something that is no draft.');
    return raw;
  },
  write: (draftId) => written(draftId, null),
  sign: written,
  hasKeyDialog: false,
};

async function written(draftId: string, keyFile: string | null): Promise<WrittenPrescription> {
  const raw = await ask('/prescriptions/write', { draftId, keyFile });
  if (!isWritten(raw)) throw new Error('The host sent something that is no prescription.');
  return raw;
}

async function ask(path: string, body?: object): Promise<unknown> {
  const sent = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent);
  if (!answer.ok) throw new Error(`The host refused the request (${answer.status}).`);
  return answer.json();
}

function isOffer(raw: unknown): raw is PrescribableView {
  return isObject(raw) && Array.isArray(raw.steps) && Array.isArray(raw.never);
}

function isDraft(raw: unknown): raw is PrescriptionDraftView {
  return isObject(raw) && 'draftId' in raw && Array.isArray(raw.lines);
}

function isWritten(raw: unknown): raw is WrittenPrescription {
  return isObject(raw) && 'file' in raw && 'failure' in raw;
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}
