import * as z from 'zod/mini';
import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';

/**
 * What a prescription may hold, and nothing else: typed state of a server, texts to be shown, and no command.
 * The published schema (docs/prescription.schema.json) is made from the shape below, and the guard of the program is this shape.
 */

/** No control character, no mark that changes how a text reads without being seen, no half character: what is shown is what is there. */
const SEEN = String.raw`[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]`;
const line = (most: number) => z.string().check(z.regex(new RegExp(`^${SEEN}{1,${most}}$`, 'u')));
/** Words of the senior: several lines, shown as they are. */
const words = z.string().check(z.regex(new RegExp(`^(?:${SEEN}|\\n){1,2000}$`, 'u')));
/** UTC, whole seconds. */
const moment = z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/u));
const list = <T extends z.ZodMiniType>(item: T, most: number) => z.array(item).check(z.maxLength(most));

const path = line(400);
const name = line(255);
const stepId = line(60);

/** The same kinds as `Edit`; where a prescription is for servers like one, `<computer>` and `<computer.domain>` stand for their own names. */
const edit = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('switch'),
    path,
    name: z.enum(['enabled', 'useAppPoolCredentials', 'authPersistNonNTLM']),
    value: z.nullable(z.boolean()),
  }),
  z.strictObject({ kind: z.literal('providers'), path, present: list(name, 20), value: z.nullable(list(name, 20)) }),
  z.strictObject({ kind: z.literal('spn.register'), spn: line(300), account: name }),
  z.strictObject({ kind: z.literal('spn.remove'), spn: line(300), account: name }),
]);

/** What must stay as it is. A `path` means that application and every one below it; `null` means anywhere. */
const kept = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('application'), path }),
  z.strictObject({
    what: z.literal('setting'),
    name: z.enum(['enabled', 'providers', 'useAppPoolCredentials', 'authPersistNonNTLM']),
    path: z.nullable(path),
  }),
  z.strictObject({ what: z.literal('account'), account: name }),
  z.strictObject({ what: z.literal('spn'), spn: line(300) }),
  z.strictObject({ what: z.literal('step'), step: stepId }),
]);

const target = z.enum(['live', 'lab']);
const server = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('named'), target, name }),
  z.strictObject({
    is: z.literal('like'),
    target,
    /** The DNS domain that it belongs to; `null` = none. */
    domain: z.nullable(name),
    /** Applications that it has, each with the identity of its pool: `CONTOSO\svc-smp`, or one built into Windows. */
    applications: list(z.strictObject({ path, identity: name }), 1000),
  }),
]);

const step = z.strictObject({ id: stepId, words });

const signature = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hex. */
  key: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
  /** 64 bytes, base64. */
  value: z.string().check(z.regex(/^[A-Za-z0-9+/]{86}==$/u)),
});

const prescriptionShape = z.strictObject({
  kerbwise: z.literal(1),
  kind: z.literal('prescription'),
  /** Who prescribed, and whom to ask where something differs: a name and how to reach it. */
  prescribedBy: line(120),
  ask: line(240),
  prescribedAt: moment,
  validUntil: moment,
  server,
  scenario: line(60),
  applications: list(path, 1000),
  names: list(name, 1000),
  introduction: z.nullable(words),
  /** The steps that may change something, in the senior's order of telling, with the senior's words. */
  steps: list(step, 40),
  changes: list(z.strictObject({ step: stepId, edit }), 20_000),
  never: list(kept, 1000),
  signature: z.optional(signature),
});

/** What the senior adds to a plan. `server: 'this'` binds it to the plan's server, `'like this'` to servers that look like it. */
const wordsShape = z.strictObject({
  kerbwise: z.literal(1),
  kind: z.literal('prescription-words'),
  prescribedBy: line(120),
  ask: line(240),
  server: z.enum(['this', 'like this']),
  introduction: z.nullable(words),
  steps: list(step, 40),
  never: list(kept, 1000),
});

export type Prescription = AllReadonly<z.infer<typeof prescriptionShape>>;
export type PrescriptionWords = AllReadonly<z.infer<typeof wordsShape>>;
export type Kept = Prescription['never'][number];
export type PrescribedChange = Prescription['changes'][number];

type AllReadonly<T> = T extends object ? { readonly [K in keyof T]: AllReadonly<T[K]> } : T;

/** In: the text of a file. Out: the prescription, not yet verified; `prescription.refused` where it is none that this version reads. */
export function readPrescription(text: string, file: string): Result<Prescription> {
  const read = readAs(prescriptionShape, 'prescription', text, file);
  if (!read.ok) return read;
  const wrong = [read.value.prescribedAt, read.value.validUntil].find((one) => !isMoment(one));
  return wrong === undefined ? read : refuse(file, say`the calendar does not have ${wrong}`);
}

/** In: the text of the senior's words. Out: the same as data; `prescription.refused` with the place that is wrong. */
export function readWords(text: string, file: string): Result<PrescriptionWords> {
  return readAs(wordsShape, 'prescription-words', text, file);
}

/** Out: a prescription as it is written to its file. */
export function prescriptionText(prescription: Prescription): string {
  return `${JSON.stringify(prescription, null, 2)}\n`;
}

/** Whether a file is as Kerbwise writes it, line ends aside: a name that stands twice, of which a reader sees the wrong one, is not. */
export function isAsWritten(text: string): boolean {
  return `${JSON.stringify(parseJson(text), null, 2)}\n` === text.replaceAll('\r\n', '\n');
}

/** The JSON Schema (draft 2020-12) of prescriptions, as it is published. */
export function prescriptionSchema(): object {
  return {
    title: say`Kerbwise prescription, version 1`,
    description: say`What a senior prescribes for one server, or for servers like it. It holds no command. The signature is over everything but itself.`,
    ...z.toJSONSchema(prescriptionShape),
  };
}

/** Whether the calendar has this moment: the 31st of February fits the pattern. */
function isMoment(text: string): boolean {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text.slice(0, 19));
}

/** In: a day, or a moment in UTC. Out: its last moment, for a day ends when it ends in UTC; `undefined` where the calendar has none such. */
export function lastMomentOf(until: string): string | undefined {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(until) ? `${until}T23:59:59Z` : until;
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(moment) && isMoment(moment) ? moment : undefined;
}

function readAs<T extends z.ZodMiniType>(shape: T, kind: string, text: string, file: string): Result<z.output<T>> {
  const value = parseJson(text);
  const foreign = whyForeign(value, kind);
  if (foreign !== undefined) return refuse(file, foreign);
  const read = shape.safeParse(value);
  return read.success ? succeed(read.data) : refuse(file, whyNot(read.error.issues[0]));
}

function refuse(file: string, why: string): Result<never> {
  return fail({
    code: 'prescription.refused',
    deviation: 'file.unreadable',
    what: say`${file} is no prescription that can be used`,
    why,
    next: say`Ask whoever gave it to you for the file as it was written`,
  });
}

/** `undefined` where it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the caller says that it is no JSON
  }
}

function whyForeign(value: unknown, kind: string): string | undefined {
  if (value === undefined) return say`it is no JSON`;
  if (typeof value !== 'object' || value === null || !('kerbwise' in value && 'kind' in value)) {
    return say`it lacks "kerbwise": 1 and "kind": ${JSON.stringify(kind)}, which say what a file is; a plan, a report or any other JSON file is no prescription`;
  }
  if (value.kind !== kind)
    return say`it is of the kind ${JSON.stringify(value.kind)?.slice(0, 60)}, not ${JSON.stringify(kind)}: a plan or a report of Kerbwise is no prescription`;
  if (typeof value.kerbwise === 'number' && value.kerbwise > 1)
    return say`it is of version ${value.kerbwise}, and this Kerbwise reads version 1; a newer Kerbwise may read it`;
  return undefined;
}

/** The first thing that is wrong, in words: the place, and what may stand there. */
function whyNot(issue: z.core.$ZodIssue | undefined): string {
  const at = issue === undefined || issue.path.length === 0 ? say`the file` : issue.path.map(String).join('.');
  switch (issue?.code) {
    case 'unrecognized_keys':
      return say`${at} holds ${issue.keys.map((key) => JSON.stringify(key).slice(0, 60)).join(', ')}, which this version does not know`;
    case 'invalid_format':
      return say`${at} is not of the form that it must have, is too long, or holds a character that cannot be seen`;
    case 'too_big':
      return say`${at} holds more than ${issue.maximum} entries`;
    case 'invalid_value':
      return say`${at} is none of ${issue.values.map(String).join(', ')}`;
    default:
      return say`${at} is missing or of another kind than it must be`;
  }
}
