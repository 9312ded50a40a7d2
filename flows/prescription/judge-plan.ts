import { say } from '../language/say.ts';
import type { DeviationKind, Failure } from '../model/failure.ts';
import { factDifferences, planFacts, serverName } from '../plan/plan-document.ts';
import type { PlannedChange } from '../plan/planned-change.ts';
import { predict } from '../plan/predict.ts';
import type { WholePlan } from '../plan/whole-plan.ts';
import { findPool, poolAccount } from '../server/accounts.ts';
import { samePath } from '../server/configuration.ts';
import type { Choices, HostIdentity, ServerFacts } from '../server/facts.ts';
import { whyTouched } from './kept.ts';
import { describeEdit, editOn, sameEdit } from './prescribed-edit.ts';
import type { PrescribedChange, Prescription } from './prescription.ts';

/** A server as it was read, and what would be changed on it. */
export interface JudgedPlan {
  readonly kind: 'live' | 'lab' | 'evidence';
  readonly facts: ServerFacts;
  readonly plan: Pick<WholePlan, 'changes' | 'withheld' | 'predicted'>;
  /** The steps that were planned; a plan for some of the prescribed ones may leave the others for later. */
  readonly only: readonly string[];
}

/** What was asked for beside the prescription; `undefined` where nothing was said. */
export interface Asked {
  readonly applications: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  readonly scenario: string | undefined;
  readonly only: readonly string[] | undefined;
}

/** A difference from what was prescribed: what, why, and whom to ask. */
export function deviation(prescription: Pick<Prescription, 'ask'>, kind: DeviationKind, what: string, why: string): Failure {
  return { code: 'prescription.refused', deviation: kind, what, why, next: say`Ask ${prescription.ask}` };
}

/** Choices are fixed by whoever prescribed: others than these are a deviation, however harmless. */
export function whyOtherChoice(prescription: Prescription, asked: Asked): Failure | undefined {
  const differs = (wanted: readonly string[] | undefined, fixed: readonly string[], same: (a: string, b: string) => boolean) =>
    wanted !== undefined && !(wanted.length === fixed.length && wanted.every((one) => fixed.some((other) => same(one, other))));
  const choose = (what: string, fixed: readonly string[]) =>
    deviation(
      prescription,
      'choice.other',
      say`Another ${what} was chosen than is prescribed`,
      say`prescribed: ${fixed.join(', ') || 'none'}`,
    );
  if (differs(asked.applications, prescription.applications, samePath)) return choose('application', prescription.applications);
  if (differs(asked.names, prescription.names, sameText)) return choose('name', prescription.names);
  if (asked.scenario !== undefined && asked.scenario !== prescription.scenario) return choose('scenario', [prescription.scenario]);
  const steps = prescription.steps.map(({ id }) => id);
  const foreign = asked.only?.find((id) => !steps.includes(id));
  return foreign === undefined ? undefined : choose('step', steps);
}

/** In: a prescription. Out: what is asked of a server by it. */
export function choicesOf({ applications, names }: Prescription): Choices {
  return { applications, names };
}

/**
 * Holds a plan against a prescription.
 * Out: the first difference; `undefined` where this is a server that it is for, every change is prescribed, none touches what must never
 * change, and together they make of the server what the prescription would make of it.
 */
export function whyNotPrescribed(prescription: Prescription, judged: JudgedPlan): Failure | undefined {
  return (
    whyOtherServer(prescription, judged) ??
    whyKept(prescription, judged) ??
    whyOtherChange(prescription, judged) ??
    whyMissing(prescription, judged)
  );
}

/** In: a prescription and a server. Out: why it is not for that server; `undefined` where it is. */
function whyOtherServer(prescription: Prescription, { kind, facts }: Pick<JudgedPlan, 'kind' | 'facts'>): Failure | undefined {
  const { server } = prescription;
  const other = (why: string) => deviation(prescription, 'server.other', say`This is another server than the prescription is for`, why);
  if (kind !== server.target) return other(say`it is for ${PLACE[server.target]}, and this is ${PLACE[kind]}`);
  if (!facts.host.known) return other(say`what this server is called is not known: ${facts.host.why}`);
  if (server.is === 'named') {
    const here = serverName(facts) ?? '';
    return sameText(here, server.name) ? undefined : other(say`it is for ${server.name}, and this is ${here}`);
  }
  const { dnsDomain } = facts.host.value;
  if (!sameText(dnsDomain ?? '', server.domain ?? ''))
    return other(say`it is for servers of ${server.domain ?? say`no domain`}, and this is one of ${dnsDomain ?? say`no domain`}`);
  const why = server.applications.map((wanted) => whyUnlike(wanted, facts)).find((one) => one !== undefined);
  return why === undefined ? undefined : other(why);
}

const PLACE = { live: say`a real server`, lab: say`the practice lab`, evidence: say`a collected folder` } as const;

function whyUnlike(wanted: { readonly path: string; readonly identity: string }, facts: ServerFacts): string | undefined {
  if (!facts.configuration.known) return say`its configuration is not known: ${facts.configuration.why}`;
  const configuration = facts.configuration.value;
  const application = configuration.applications.find(({ path }) => samePath(path, wanted.path));
  if (application === undefined) return say`it has no application ${wanted.path}`;
  const identity = identityOf(application.pool, facts);
  return identity !== undefined && sameText(identity, wanted.identity)
    ? undefined
    : say`${wanted.path} runs as ${identity ?? say`an account that is not known`}, and the prescription is for ${wanted.identity}`;
}

/** As plans write it: the account of a pool, or the identity that Windows has built in. */
function identityOf(poolName: string, { configuration, host }: ServerFacts): string | undefined {
  const pool = configuration.known ? findPool(configuration.value, poolName) : undefined;
  if (pool === undefined) return undefined;
  if (pool.identityType !== 'SpecificUser') return pool.identityType;
  const account = poolAccount(pool, host);
  return pool.userName ?? (account.known ? account.value.name : undefined);
}

function whyKept(prescription: Prescription, { facts, plan }: JudgedPlan): Failure | undefined {
  const why = prescription.never.map((kept) => whyTouched(kept, plan.changes, facts, plan.predicted)).find((one) => one !== undefined);
  return why === undefined
    ? undefined
    : deviation(prescription, 'change.kept', say`The plan would change what the prescription says must never change`, why);
}

function whyOtherChange(prescription: Prescription, { facts, plan }: JudgedPlan): Failure | undefined {
  const prescribed = changesOn(prescription, facts);
  const foreign = plan.changes.find((change) => !prescribed.some((one) => isPrescribed(change, one)));
  return foreign === undefined
    ? undefined
    : deviation(
        prescription,
        'change.other',
        say`This server would need a change that is not prescribed`,
        say`${describeEdit(foreign.edit)} (step ${foreign.step})`,
      );
}

function isPrescribed(change: PlannedChange, prescribed: PrescribedChange): boolean {
  return change.step === prescribed.step && sameEdit(change.edit, prescribed.edit);
}

function changesOn(prescription: Prescription, facts: ServerFacts): readonly PrescribedChange[] {
  const host: HostIdentity | undefined = facts.host.known ? facts.host.value : undefined;
  if (host === undefined) return [];
  return prescription.changes.map(({ step, edit }) => ({ step, edit: editOn(edit, host) }));
}

/**
 * What is prescribed and already so needs no change; what is neither so nor planned is a difference too.
 * Only a plan of every prescribed step says so: in a part, a step may be waiting for one before it.
 */
function whyMissing(prescription: Prescription, { facts, plan, only }: JudgedPlan): Failure | undefined {
  if (!prescription.steps.every(({ id }) => only.includes(id))) return undefined;
  const wanted = changesOn(prescription, facts);
  const meant = wanted.reduce((known, { edit }) => predict(known, edit), facts);
  const differences = factDifferences(planFacts(meant), planFacts(plan.predicted));
  if (differences.length === 0) return undefined;
  const missing = wanted.find(
    ({ edit }) => factDifferences(planFacts(plan.predicted), planFacts(predict(plan.predicted, edit))).length > 0,
  );
  const withheld = plan.withheld[0];
  const reason = withheld === undefined ? say`otherwise ${differences[0]}` : say`${withheld.what}: ${withheld.why}`;
  return deviation(
    prescription,
    'change.missing',
    say`A prescribed change cannot be made as it was prescribed`,
    missing === undefined ? reason : say`${describeEdit(missing.edit)}; ${reason}`,
  );
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
