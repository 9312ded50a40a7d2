import { say } from '../language/say.ts';
import type { Edit } from '../model/edit.ts';
import { canonical } from '../plan/plan-document.ts';
import { isAtOrBelow } from '../server/configuration.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { ServerFacts } from '../server/facts.ts';
import { sameDn } from '../server/spns.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { describeEdit } from './prescribed-edit.ts';
import type { Kept } from './prescription.ts';

/** One change, with the step that plans it. */
export interface StepEdit {
  readonly step: string;
  readonly edit: Edit;
}

/** In: what must never change, in words. */
export function describeKept(kept: Kept): string {
  switch (kept.what) {
    case 'application':
      return say`everything of ${kept.path} and below`;
    case 'setting':
      return say`${SETTINGS[kept.name]} ${kept.path === null ? say`anywhere` : say`of ${kept.path} and below`}`;
    case 'account':
      return say`the names on the account ${kept.account}`;
    case 'spn':
      return say`who holds ${kept.spn}`;
    case 'step':
      return say`everything of the step ${titleOf(kept.step)}`;
    default:
      return kept satisfies never;
  }
}

const SETTINGS: Readonly<Record<Extract<Kept, { what: 'setting' }>['name'], string>> = {
  enabled: say`whether Windows Authentication is on`,
  providers: say`the order of the providers`,
  useAppPoolCredentials: 'useAppPoolCredentials',
  authPersistNonNTLM: 'authPersistNonNTLM',
};

/** In: the id of a step. Out: its title; the id where no step has it. */
export function titleOf(stepId: string): string {
  return ALL_STEPS.find(({ id }) => id === stepId)?.title ?? stepId;
}

/** In: what must never change; changes. Out: what the first of them touches by what it says itself, in words; `undefined` where none does. */
export function whyEditsTouch(kept: Kept, changes: readonly StepEdit[], same: SameAccount = sameAccountName): string | undefined {
  const change = changes.find(({ step, edit }) => touches(kept, step, edit, same));
  return change === undefined ? undefined : say`${describeEdit(change.edit)}, and ${describeKept(kept)} must never change`;
}

/** Whether two names mean one account. */
type SameAccount = (a: string, b: string) => boolean;

/**
 * The same on a server, where a change reaches further than its words: what stands above is inherited below, and one account has several names.
 * In: what must never change, the changes, the facts before and as they are predicted after all changes. Out: what is touched, in words.
 */
export function whyTouched(kept: Kept, changes: readonly StepEdit[], before: ServerFacts, after: ServerFacts): string | undefined {
  return whyEditsTouch(kept, changes, sameAccountOf(before)) ?? whyInherited(kept, before, after);
}

function touches(kept: Kept, step: string, edit: Edit, same: SameAccount): boolean {
  switch (kept.what) {
    case 'application':
      return 'path' in edit && isAtOrBelow(edit.path, kept.path);
    case 'setting':
      return 'path' in edit && settingOf(edit) === kept.name && (kept.path === null || isAtOrBelow(edit.path, kept.path));
    case 'account':
      return 'account' in edit && same(edit.account, kept.account);
    case 'spn':
      return 'spn' in edit && edit.spn.toLowerCase() === kept.spn.toLowerCase();
    case 'step':
      return step === kept.step;
    default:
      return kept satisfies never;
  }
}

function settingOf(edit: Edit): string | undefined {
  if (edit.kind === 'switch') return edit.name;
  return edit.kind === 'providers' ? 'providers' : undefined;
}

/** A change above that holds below too. */
function whyInherited(kept: Kept, before: ServerFacts, after: ServerFacts): string | undefined {
  if (kept.what !== 'application' && kept.what !== 'setting') return undefined;
  if (!before.configuration.known || !after.configuration.known) return undefined; // then nothing is planned
  const [now, then] = [before.configuration.value, after.configuration.value];
  const keptPath = kept.path;
  const paths = now.applications.map(({ path }) => path).filter((path) => keptPath === null || isAtOrBelow(path, keptPath));
  const touched = paths.find((path) => {
    const [is, willBe] = [effectiveAuthentication(now, path), effectiveAuthentication(then, path)];
    return kept.what === 'setting'
      ? canonical(is.windows[kept.name]) !== canonical(willBe.windows[kept.name])
      : canonical([is.windows, is.anonymous]) !== canonical([willBe.windows, willBe.anonymous]);
  });
  return touched === undefined ? undefined : say`a change would reach ${touched}, and ${describeKept(kept)} must never change`;
}

/** Names as they are written: `svc-smp` without its domain can mean any `…\svc-smp`, so it counts as the same. */
function sameAccountName(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (one.includes('\\') && other.includes('\\')) return one === other;
  return one.slice(one.lastIndexOf('\\') + 1) === other.slice(other.lastIndexOf('\\') + 1);
}

/** Names that were looked up are the same where they lead to one object. */
function sameAccountOf(facts: ServerFacts): SameAccount {
  return (a, b) => {
    const [one, other] = [facts.accounts[a.toLowerCase()], facts.accounts[b.toLowerCase()]];
    if (one?.known === true && other?.known === true) return sameDn(one.value.dn, other.value.dn);
    return sameAccountName(a, b);
  };
}
