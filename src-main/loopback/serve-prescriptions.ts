import type { IncomingMessage, ServerResponse } from 'node:http';
import { parsePrescriptionOrder, parseWritingOrder } from '../../flows/bridge/parse-prescription-order.ts';
import type { PrescriptionsDesk } from '../../flows/bridge/prescriptions-contract.ts';
import { readJson } from './read-json.ts';
import { refuse } from './refuse.ts';
import { sendJson } from './send-json.ts';

interface ServingPrescriptions {
  readonly bridge: { readonly prescriptions: PrescriptionsDesk };
  readonly recordRefusal?: (raw: unknown) => void;
}

/** Prescribing in a browser. The page names a draft that it was shown, and the file of the key as typed; no content of that file comes back. */
export async function servePrescriptions(
  serving: ServingPrescriptions,
  what: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prescriptions } = serving.bridge;
  if (what === 'GET /prescriptions') return sendJson(response, await prescriptions.offer());
  const body = await readJson(request);
  if (body.status !== undefined) return refuse(response, body.status, 'Not so');
  const answer = what === 'POST /prescriptions/draft' ? drafted(prescriptions, body.json) : written(prescriptions, body.json);
  if (answer !== undefined) return sendJson(response, await answer);
  serving.recordRefusal?.(body.json);
  refuse(response, 400, 'Not what may be asked of prescriptions');
}

function drafted(prescriptions: PrescriptionsDesk, raw: unknown): Promise<object> | undefined {
  const order = parsePrescriptionOrder(raw);
  return order === undefined ? undefined : prescriptions.draft(order);
}

function written(prescriptions: PrescriptionsDesk, raw: unknown): Promise<object> | undefined {
  const order = parseWritingOrder(raw);
  return order === undefined ? undefined : prescriptions.write(order.draftId, order.keyFile);
}
