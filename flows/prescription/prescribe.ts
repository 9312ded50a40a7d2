import { editCommand } from '../changes/edit-command.ts';
import { say } from '../language/say.ts';
import { windowsPrograms } from '../model/command.ts';
import { commandText } from '../model/command-text.ts';
import type { Edit } from '../model/edit.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { PlanDocument } from '../plan/plan-document.ts';
import type { HostIdentity } from '../server/facts.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { whyEditsTouch } from './kept.ts';
import { editForLike } from './prescribed-edit.ts';
import type { PrescribedChange, Prescription, PrescriptionWords } from './prescription.ts';

/** When a prescription is written and until when it holds: UTC, whole seconds. */
export interface Term {
  readonly prescribedAt: string;
  readonly validUntil: string;
}

/**
 * Makes a prescription of a plan.
 * In: the plan, the senior's words, the term. Out: the prescription, not yet signed; `input.refused` where the two do not fit together.
 */
export function prescribe(plan: PlanDocument, words: PrescriptionWords, term: Term): Result<Prescription> {
  const { prescribedBy, ask, introduction, steps, never } = words;
  const changes = typedChanges(plan);
  const server = serverOf(plan, words.server);
  if (changes === undefined || changes.length === 0 || server === undefined)
    return refuse(whyNoPlan(plan, changes), say`Make the plan anew`);
  if (term.validUntil <= term.prescribedAt)
    return refuse(say`it would have ended before it began, at ${term.validUntil}`, say`Name a later day`);
  const wrong = whyWordsDoNotFit(words, changes);
  if (wrong !== undefined) return refuse(wrong, say`Change the words, or plan other steps`);
  const host = hostOf(plan.facts.server);
  const told =
    server.is === 'named' || host === undefined ? changes : changes.map(({ step, edit }) => ({ step, edit: editForLike(edit, host) }));
  return succeed({
    kerbwise: 1,
    kind: 'prescription',
    prescribedBy,
    ask,
    ...term,
    server,
    scenario: plan.scenario,
    applications: plan.choices.applications,
    names: plan.choices.names,
    introduction,
    steps,
    changes: told,
    never,
  });
}

function refuse(why: string, next: string): Result<never> {
  return fail({ code: 'input.refused', what: say`No prescription was written`, why, next });
}

/** Plans of an earlier version hold texts only: nothing is ever read back out of a text. */
function typedChanges(plan: PlanDocument): readonly PrescribedChange[] | undefined {
  const changes = plan.changes.flatMap(({ step, edit, command }) =>
    edit === undefined || !isSaidBy(edit, command) ? [] : [{ step, edit: edit }],
  );
  return changes.length === plan.changes.length ? changes : undefined;
}

/** Whether the command that the plan shows is the one that the edit makes; where Windows lies on the disk says nothing. */
function isSaidBy(edit: Edit, shown: string): boolean {
  const command = editCommand(edit);
  const text = command.ok ? commandText(command.value, windowsPrograms('C:\\Windows')) : command;
  return command.ok && text.ok && shown.endsWith(text.value.slice(text.value.indexOf(`\\${command.value.program}.exe`)));
}

function whyNoPlan(plan: PlanDocument, changes: readonly unknown[] | undefined): string {
  if (changes === undefined)
    return say`a change of the plan has no typed state (an earlier version wrote it), or one that does not fit the command beside it`;
  return changes.length === 0
    ? say`the plan changes nothing`
    : say`the plan does not know which server it is for${plan.facts.server === null ? '' : say` or how it looks`}`;
}

function serverOf(plan: PlanDocument, meant: PrescriptionWords['server']): Prescription['server'] | undefined {
  const target = plan.target.kind === 'lab' ? 'lab' : 'live';
  const name = plan.target.server;
  if (name === null) return undefined;
  if (meant === 'this') return { is: 'named', target, name };
  const applications = plan.facts.applications.flatMap(likeness);
  if (applications.length !== plan.facts.applications.length) return undefined;
  return { is: 'like', target, domain: hostOf(name)?.dnsDomain ?? null, applications };
}

/** Where it runs as an account that is not known, nothing can be said of servers like it. */
function likeness(application: object): readonly { readonly path: string; readonly identity: string }[] {
  if (!('path' in application && 'identity' in application)) return [];
  const { path, identity } = application;
  return typeof path === 'string' && typeof identity === 'string' ? [{ path, identity }] : [];
}

function hostOf(server: string | null): HostIdentity | undefined {
  const [computerName = '', ...domain] = (server ?? '').split('.');
  return computerName === '' ? undefined : { computerName, dnsDomain: domain.length === 0 ? null : domain.join('.') };
}

function whyWordsDoNotFit({ steps, never }: PrescriptionWords, changes: readonly PrescribedChange[]): string | undefined {
  const foreign = steps.find(({ id }) => !ALL_STEPS.some((step) => step.id === id));
  if (foreign !== undefined) return say`there is no step ${foreign.id}`;
  const twice = steps.find(({ id }, at) => steps.some((other, before) => before < at && other.id === id));
  if (twice !== undefined) return say`the step ${twice.id} has words twice`;
  const unsaid = changes.find(({ step }) => !steps.some(({ id }) => id === step));
  if (unsaid !== undefined) return say`the plan changes something in the step ${unsaid.step}, and there are no words for it`;
  return never.map((kept) => whyEditsTouch(kept, changes)).find((why) => why !== undefined);
}
