import { editCommand } from '../changes/edit-command.ts';
import { type Command, type ProgramPaths, windowsPrograms } from '../model/command.ts';
import { commandText } from '../model/command-text.ts';
import type { Edit } from '../model/edit.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Finding } from '../model/step.ts';
import type { PlanDocument } from '../plan/plan-document.ts';
import { ownersOfSpn, spnsOfAccount } from '../probes/readings.ts';
import { sameDn } from '../server/spns.ts';

/** One change of the directory, with every command that somebody else needs to make, check and undo it. */
export interface HandedChange {
  readonly number: number;
  readonly operation: 'register' | 'remove';
  readonly spn: string;
  readonly account: string;
  /** The object that the account's name leads to, as the plan saw it. */
  readonly dn: string;
  readonly step: string;
  /** The exact texts, all made by `commandText`. */
  readonly command: string;
  readonly undo: string;
  readonly query: string;
  readonly list: string;
  readonly consequence: string;
  /** The finding that it ends. */
  readonly fixes: string;
  /** Which change of this name it is: 1 leads from the first state of the name to the second. */
  readonly place: number;
}

/** What is handed to the directory team. Nothing in it that is not in the plan. */
export interface HandOver {
  readonly planId: string;
  readonly server: string | null;
  readonly changes: readonly HandedChange[];
  readonly findings: readonly Finding[];
  /** By name in lower case: the distinguished names of its owners, before the first change and after each. */
  readonly states: Readonly<Record<string, readonly (readonly string[])[]>>;
}

type SpnEdit = Extract<Edit, { readonly kind: 'spn.register' | 'spn.remove' }>;

/**
 * In: a plan. Out: its changes of service principal names, whoever was to run them, in the order of the plan.
 * `input.refused` where it has none; `plan.changed` where a command is not exactly what Kerbwise makes of it, or the plan does not say who held a name.
 */
export function handOverOf(document: PlanDocument, programs?: ProgramPaths): Result<HandOver> {
  const states: Record<string, readonly (readonly string[])[]> = {};
  const changes: HandedChange[] = [];
  for (const change of document.changes.filter(({ step }) => step === SPN_STEP)) {
    const known = programs ?? programsOf(change.command);
    const [edit, undo] = [readEdit(change.command, known), readEdit(change.undo, known)];
    if (edit === undefined || undo === undefined) return changed(`the command ${change.command} is none that Kerbwise makes`);
    const key = edit.spn.toLowerCase();
    const dn = dnOf(document, edit.account);
    const before = states[key] ?? startOf(document, key);
    if (dn === undefined || before === undefined)
      return changed(`it does not say who holds ${edit.spn}, or which object ${edit.account} is`);
    const [query, list] = [textOf(ownersOfSpn(edit.spn), known), textOf(spnsOfAccount(edit.account), known)];
    if (query === undefined || list === undefined) return changed(`${edit.spn} or ${edit.account} cannot be passed to setspn`);
    states[key] = [...before, ownersAfter(before.at(-1) ?? [], edit, dn)];
    changes.push({
      number: changes.length + 1,
      operation: edit.kind === 'spn.register' ? 'register' : 'remove',
      spn: edit.spn,
      account: edit.account,
      dn,
      step: change.step,
      command: change.command,
      undo: change.undo,
      query,
      list,
      consequence: change.consequence,
      fixes: change.fixes,
      place: before.length,
    });
  }
  if (changes.length === 0) return nothing();
  const fixed = new Set(changes.map(({ fixes }) => fixes));
  return succeed({
    planId: document.planId,
    server: document.target.server,
    changes,
    findings: document.findings.filter(({ id }) => fixed.has(id)),
    states,
  });
}

const SPN_STEP = 'service-principal-names';

/** In: a command of the plan. Out: the programs at the system root that it names. */
function programsOf(command: string): ProgramPaths {
  const root = /^(?:& ')?([A-Za-z]:\\[^'"]*?)\\System32\\setspn\.exe/i.exec(command)?.[1];
  return windowsPrograms(root ?? 'C:\\Windows');
}

/** A plan is a file that somebody could have written: its text counts only where Kerbwise would make the very same of what it says. */
function readEdit(text: string, programs: ProgramPaths): SpnEdit | undefined {
  const words = [...text.matchAll(/'(?:[^'‘’‚‛]|(['‘’‚‛])\1)*'|[^\s']+/g)].map(([word]) => unquoted(word));
  const [operation, spn, account] = words.slice(-3);
  if (spn === undefined || account === undefined) return undefined;
  const kind = operation === '-S' ? 'spn.register' : operation === '-D' ? 'spn.remove' : undefined;
  if (kind === undefined) return undefined;
  const edit: SpnEdit = { kind, spn, account };
  const command = editCommand(edit);
  return command.ok && textOf(command.value, programs) === text ? edit : undefined;
}

function unquoted(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1).replace(/(['‘’‚‛])\1/g, '$1') : word;
}

function textOf(command: Command, programs: ProgramPaths): string | undefined {
  const text = commandText(command, programs);
  return text.ok ? text.value : undefined;
}

function dnOf({ facts }: PlanDocument, account: string): string | undefined {
  const found = facts.accounts[account.toLowerCase()];
  const dn: unknown = found === undefined || found === null ? undefined : Reflect.get(found, 'dn');
  return typeof dn === 'string' ? dn : undefined;
}

function startOf({ facts }: PlanDocument, spn: string): readonly (readonly string[])[] | undefined {
  const owners = facts.owners[spn];
  return owners === undefined || owners === null ? undefined : [owners];
}

function ownersAfter(owners: readonly string[], { kind }: SpnEdit, dn: string): readonly string[] {
  const others = owners.filter((owner) => !sameDn(owner, dn));
  return kind === 'spn.register' ? [...others, dn] : others;
}

function changed(why: string): Result<never> {
  return fail({ code: 'plan.changed', why });
}

function nothing(): Result<never> {
  return fail({
    code: 'input.refused',
    what: 'There is nothing to hand over',
    why: 'this plan changes no service principal name',
    next: 'Apply it yourself with kerbwise apply, or make a plan that has such changes',
  });
}
