import type { View } from './contract.ts';
import type { LogRows, LogsView } from './logs-contract.ts';
import type { PrescribableView, PrescriptionDraftView, WrittenPrescription } from './prescriptions-contract.ts';

/** What crosses to a window and is read by people there. */
type Shown = View | LogsView | Pick<LogRows, 'note'> | PrescribableView | PrescriptionDraftView | Pick<WrittenPrescription, 'failure'>;

type Item<Value> = Value extends readonly (infer One)[] ? Item<One> : Value;
type Texts<Value> = Extract<Item<Value>, string>;

/** What a field can hold: any text, or one of a few words, which the window looks up. */
type Kind<Value> = Texts<Value> extends never ? never : string extends Texts<Value> ? 'text' : 'word';

/** The names of the fields of a kind, at any depth. */
type Field<Value, Of> =
  Item<Value> extends infer One
    ? One extends object
      ? { [Name in keyof One & string]-?: (Of extends Kind<One[Name]> ? Name : never) | Field<One[Name], Of> }[keyof One & string]
      : never
    : never;

type Text = Field<Shown, 'text'>;
type Word = Exclude<Field<Shown, 'word'>, Text>;

/**
 * Of every field of a view that holds a text: whether it is said by Kerbwise, and so in another language too; or shown as it is, for it is
 * a name, an id, a moment, a command, what a tool printed, or what somebody else wrote. The compiler asks for each new one.
 */
export const SPOKEN_FIELDS: Readonly<Record<Text, 'said' | 'as it is'> & Record<Word, 'as it is'>> = {
  action: 'said',
  after: 'said',
  afterFrom: 'said',
  applications: 'said',
  applyRefusal: 'said',
  ask: 'as it is',
  at: 'as it is',
  before: 'said',
  beforeFrom: 'said',
  believed: 'said',
  cause: 'said',
  changes: 'said',
  checks: 'said',
  collected: 'said',
  command: 'as it is',
  consequence: 'said',
  detail: 'said',
  details: 'said',
  draftId: 'as it is',
  evidence: 'said',
  expected: 'said',
  explanation: 'said',
  finds: 'as it is',
  first: 'as it is',
  fits: 'as it is',
  fixes: 'as it is',
  forms: 'said',
  given: 'as it is',
  head: 'said',
  hosts: 'as it is',
  hour: 'as it is',
  id: 'as it is',
  introduction: 'as it is',
  kerberos: 'said',
  kind: 'as it is',
  label: 'as it is',
  language: 'as it is',
  last: 'as it is',
  lastRun: 'said',
  level: 'as it is',
  limits: 'said',
  kept: 'said',
  lines: 'said',
  meaning: 'said',
  mendedBy: 'said',
  mode: 'as it is',
  name: 'said',
  names: 'said',
  never: 'said',
  next: 'said',
  notChecked: 'said',
  note: 'said',
  notes: 'said',
  notice: 'said',
  noticeDetails: 'said',
  openedAt: 'as it is',
  opening: 'said',
  outcome: 'as it is',
  output: 'as it is',
  paths: 'as it is',
  phase: 'as it is',
  place: 'said',
  places: 'said',
  planId: 'as it is',
  prescribedBy: 'as it is',
  proof: 'said',
  purpose: 'said',
  reads: 'said',
  refusal: 'said',
  remedy: 'said',
  reviewedOn: 'as it is',
  risk: 'as it is',
  rows: 'said',
  rule: 'as it is',
  runBy: 'as it is',
  says: 'said',
  sentence: 'said',
  server: 'as it is',
  severity: 'as it is',
  signedWith: 'as it is',
  since: 'as it is',
  source: 'as it is',
  stage: 'as it is',
  state: 'as it is',
  statements: 'said',
  step: 'as it is',
  subject: 'said',
  summary: 'said',
  symptom: 'said',
  target: 'said',
  text: 'as it is',
  title: 'said',
  undo: 'as it is',
  undoPlanId: 'as it is',
  until: 'as it is',
  validUntil: 'as it is',
  verdict: 'said',
  version: 'as it is',
  waiting: 'said',
  what: 'said',
  where: 'said',
  why: 'said',
  words: 'as it is',
};
