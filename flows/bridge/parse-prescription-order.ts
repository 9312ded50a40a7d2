import * as z from 'zod/mini';
import { parseTypedPath } from './parse-logs.ts';
import type { PrescriptionOrder } from './prescriptions-contract.ts';

const text = (most: number) => z.string().check(z.maxLength(most));
const id = z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/));

/** How much may come; which words a prescription may hold is judged where it is made. */
const orderShape = z.strictObject({
  prescribedBy: text(500),
  ask: text(500),
  validUntil: text(30),
  server: z.enum(['this', 'like this']),
  introduction: z.nullable(text(4000)),
  steps: z.array(z.strictObject({ id, words: text(4000) })).check(z.maxLength(40)),
  never: z.array(id).check(z.maxLength(1000)),
});

/** In: anything that a window sent. Out: the order, where it has exactly its fields; `undefined` for everything else. */
export function parsePrescriptionOrder(raw: unknown): PrescriptionOrder | undefined {
  const read = orderShape.safeParse(raw);
  return read.success ? read.data : undefined;
}

export function parseDraftId(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^[0-9a-f]{16}$/.test(raw) ? raw : undefined;
}

/** In: what a page of a browser wants to have written. Out: the draft, and the file of the key as typed, `null` = unsigned. */
export function parseWritingOrder(raw: unknown): { readonly draftId: string; readonly keyFile: string | null } | undefined {
  if (typeof raw !== 'object' || raw === null || Object.keys(raw).length !== 2 || !('draftId' in raw && 'keyFile' in raw)) return undefined;
  const draftId = parseDraftId(raw.draftId);
  const keyFile = raw.keyFile === null ? null : parseTypedPath(raw.keyFile);
  return draftId === undefined || keyFile === undefined ? undefined : { draftId, keyFile };
}
