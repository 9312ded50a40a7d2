import { counted, say } from '../language/say.ts';
import type { Edit } from '../model/edit.ts';
import type { PrescriptionName } from '../model/journal.ts';
import type { ChangeText, Finding, NotChecked, Withheld } from '../model/step.ts';
import { withoutSecrets } from '../model/without-secrets.ts';
import { decryptingAccount, findPool } from '../server/accounts.ts';
import { fullName } from '../server/acknowledged.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { Choices, ServerFacts } from '../server/facts.ts';
import type { PlannedChange } from './planned-change.ts';
import type { WholePlan } from './whole-plan.ts';

/** Which server a plan is for. */
export interface PlanTarget {
  readonly kind: 'live' | 'lab' | 'evidence';
  /** The server's full name; `null` where it is not known. */
  readonly server: string | null;
}

/** A plan as it is printed, saved and confirmed. Its id is the hash of everything else in it, so an edited file no longer fits its name. */
export interface PlanDocument {
  readonly kerbwise: 1;
  readonly kind: 'plan';
  readonly planId: string;
  readonly target: PlanTarget;
  readonly scenario: string;
  readonly choices: Choices;
  readonly only: readonly string[];
  readonly facts: PlanFacts;
  readonly findings: readonly Finding[];
  readonly changes: readonly PlannedText[];
  readonly withheld: readonly Withheld[];
  readonly notChecked: readonly NotChecked[];
  readonly notes: readonly string[];
  /** The prescription by which it was made, if any: then it is applied by that prescription only. */
  readonly prescription?: PrescriptionName;
}

/** One change in words, with the typed state behind them; plans of an earlier version have the words only. */
export interface PlannedText extends ChangeText {
  readonly edit?: Edit;
}

/** The facts that a plan rests on, without what differs from one administrator to the next. */
export interface PlanFacts {
  readonly server: string | null;
  readonly sharedConfiguration: boolean | null;
  readonly windowsAuthenticationInstalled: boolean | null;
  readonly applications: readonly object[];
  readonly names: readonly string[];
  readonly accounts: Readonly<Record<string, object | null>>;
  readonly owners: Readonly<Record<string, readonly string[] | null>>;
  /** Why each value above that is `null` is not known. */
  readonly why: Readonly<Record<string, string>>;
}

export interface PlanRequest {
  readonly target: PlanTarget;
  readonly scenario: string;
  readonly only: readonly string[];
  readonly prescription?: PrescriptionName | undefined;
}

/** In: what was asked for, the facts, the plan, and the hash function of the host. Out: the document with its id. */
export function planDocument(request: PlanRequest, facts: ServerFacts, plan: WholePlan, hash: (text: string) => string): PlanDocument {
  const body = {
    kerbwise: 1 as const,
    kind: 'plan' as const,
    target: request.target,
    scenario: request.scenario,
    choices: facts.choices,
    only: request.only,
    facts: planFacts(facts),
    changes: plan.changes.map((change) => ({ ...planChange(change), edit: change.edit })),
    ...(request.prescription === undefined ? {} : { prescription: request.prescription }),
    ...withoutSecrets({
      findings: plan.findings,
      withheld: plan.withheld,
      notChecked: plan.notChecked,
      notes: facts.configuration.known ? facts.configuration.value.notes : [],
    }),
  };
  return { ...body, planId: planIdOf(body, hash) };
}

/**
 * In: a plan without regard to the id it carries, to what the terminal tells beside it, and to what is only remarked
 * (an update of Windows that comes in between changes no plan). Out: the id that fits it.
 */
export function planIdOf(plan: object, hash: (text: string) => string): string {
  const told: unknown = Reflect.get(plan, 'findings');
  const findings = Array.isArray(told) ? told.filter((finding: unknown) => !isRemark(finding)) : told;
  return hash(canonical({ ...plan, planId: undefined, unfinished: undefined, findings })).slice(0, 16);
}

function isRemark(finding: unknown): boolean {
  return isRecord(finding) && (finding['severity'] === 'information' || isOfLogs(finding['id']));
}

/** What a log says changes with every request that comes in, and no change rests on it. */
function isOfLogs(id: unknown): boolean {
  return typeof id === 'string' && id.startsWith('sign-in-logs.');
}

/** JSON with sorted keys: two documents that say the same have the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function planChange(change: PlannedChange): ChangeText {
  const { step, fixes, target, before, after, command, undoCommand, risk, consequence, runBy } = change;
  return { step, fixes, target, before, after, command, undo: undoCommand, risk, consequence, runBy };
}

/** The server's full name, `SMP01.contoso.com`; `null` where it is not known. */
export function serverName(facts: ServerFacts): string | null {
  return fullName(facts.host) ?? null;
}

export function planFacts(facts: ServerFacts): PlanFacts {
  const { host, configuration, sharedConfiguration } = facts;
  const unknowns = { host, configuration, sharedConfiguration, ...facts.accounts, ...facts.owners };
  return {
    server: serverName(facts),
    sharedConfiguration: sharedConfiguration.known ? sharedConfiguration.value : null,
    windowsAuthenticationInstalled: configuration.known ? configuration.value.windowsAuthenticationInstalled : null,
    applications: applicationFacts(facts),
    names: facts.names,
    accounts: Object.fromEntries(
      Object.entries(facts.accounts).map(([name, account]) => [
        name,
        account.known ? { dn: account.value.dn, spns: sorted(account.value.spns), malformed: account.value.malformed } : null,
      ]),
    ),
    owners: Object.fromEntries(
      Object.entries(facts.owners).map(([spn, asked]) => [spn, asked.known ? sorted(asked.value.owners.map(({ dn }) => dn)) : null]),
    ),
    why: Object.fromEntries(Object.entries(unknowns).flatMap(([name, fact]) => (fact.known ? [] : [[name, fact.why]]))),
  };
}

function applicationFacts(facts: ServerFacts): readonly object[] {
  const { configuration, host } = facts;
  if (!configuration.known) return [];
  return facts.applications.map((path) => {
    const application = configuration.value.applications.find((other) => other.path === path);
    const pool = application === undefined ? undefined : findPool(configuration.value, application.pool);
    const { windows, anonymous, setAt } = effectiveAuthentication(configuration.value, path);
    const decrypts = pool === undefined ? undefined : decryptingAccount(pool, windows, host);
    return {
      path,
      pool: application?.pool ?? null,
      identity: pool === undefined ? null : pool.identityType === 'SpecificUser' ? pool.userName : pool.identityType,
      decryptedBy: decrypts?.known ? decrypts.value.name : null,
      windows,
      anonymous: anonymous.enabled,
      setAt,
    };
  });
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}

/** In: two readings of the facts. Out: what differs, in words; empty where nothing does. */
export function factDifferences(before: PlanFacts, after: PlanFacts): readonly string[] {
  return differences([], before, after).map((one) => differenceText(one));
}

/** The same with what differs alike at several places said once, with the first of them. */
export function groupedDifferences(before: PlanFacts, after: PlanFacts): readonly string[] {
  const alike = new Map<string, readonly Difference[]>();
  for (const one of differences([], before, after)) {
    const key = canonical([one.keys[0], one.keys.slice(2), one.was, one.is]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [differenceText(first, others.length)]));
}

/** `keys`: `applications`, its path, and what of it; or `names` alone. */
interface Difference {
  readonly keys: readonly string[];
  readonly was: string;
  readonly is: string;
}

function differenceText({ keys, was, is }: Difference, others = 0): string {
  const what = keys.join(' ');
  if (others === 0) return say`${what} was ${was} and is now ${is}`;
  return say`${what} was ${was} and is now ${is}, and so at ${counted(others, 'other place', 'other places')}`;
}

function differences(keys: readonly string[], before: unknown, after: unknown): readonly Difference[] {
  if (canonical(before ?? null) === canonical(after ?? null)) return [];
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences([...keys, name], before[name], after[name]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.some(isRecord)) {
    return before.flatMap((item: unknown, at) =>
      differences([...keys, isRecord(item) ? String(item['path'] ?? at) : String(at)], item, after[at]),
    );
  }
  return [{ keys, was: JSON.stringify(before ?? null), is: JSON.stringify(after ?? null) }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
