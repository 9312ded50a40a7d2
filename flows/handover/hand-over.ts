import { editCommand } from '../changes/edit-command.ts';
import { type Command, type ProgramPaths, windowsPrograms } from '../model/command.ts';
import { commandText } from '../model/command-text.ts';
import type { Edit } from '../model/edit.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Finding } from '../model/step.ts';
import type { PlanDocument, PlannedText } from '../plan/plan-document.ts';
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

/** Something that is wrong and that the plan leaves alone: what others could run, if they decide so. */
export interface Suggestion {
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly moves: readonly {
    readonly operation: 'register' | 'remove';
    readonly spn: string;
    readonly account: string;
    readonly command: string;
    readonly undo: string;
    readonly query: string;
  }[];
}

/** What is handed to the directory team: the changes of the plan, and apart from them what the plan leaves to others. */
export interface HandOver {
  readonly planId: string;
  readonly server: string | null;
  readonly changes: readonly HandedChange[];
  readonly suggestions: readonly Suggestion[];
  readonly findings: readonly Finding[];
  /** By name in lower case: the distinguished names of its owners, before the first change and after each. */
  readonly states: Readonly<Record<string, readonly (readonly string[])[]>>;
}

type SpnEdit = Extract<Edit, { readonly kind: 'spn.register' | 'spn.remove' }>;

/**
 * In: a plan. Out: its changes of service principal names, whoever was to run them, in the order of the plan, and what it leaves to others.
 * `input.refused` where it has neither; `plan.changed` where a command is not exactly what Kerbwise makes of its change, or the plan does not say who held a name.
 */
export function handOverOf(document: PlanDocument, programs?: ProgramPaths): Result<HandOver> {
  const states: Record<string, readonly (readonly string[])[]> = {};
  const changes: HandedChange[] = [];
  for (const change of document.changes.filter(({ step }) => step === SPN_STEP)) {
    const known = programs ?? programsOf(change.command);
    const edit = madeOf(change, known);
    if (edit === undefined) return changed(`the command ${change.command} is not the one that Kerbwise makes of the change`);
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
      operation: operationOf(edit),
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
  const suggestions = suggestionsOf(document, programs ?? programsOf(document.changes[0]?.command ?? ''));
  if (changes.length === 0 && suggestions.length === 0) return nothing(document);
  const fixed = new Set(changes.map(({ fixes }) => fixes));
  return succeed({
    planId: document.planId,
    server: document.target.server,
    changes,
    suggestions,
    findings: document.findings.filter(({ id }) => fixed.has(id)),
    states,
  });
}

/** Whether a plan has anything for others: changes of names, or what it leaves to them. */
export function hasHandOver({ changes, withheld }: Pick<PlanDocument, 'changes' | 'withheld'>): boolean {
  return changes.some(({ step }) => step === SPN_STEP) || withheld.some(({ suggested = [] }) => suggested.length > 0);
}

/** Commands are made of the typed changes alone; what cannot be passed on is left out with its whole suggestion. */
function suggestionsOf({ withheld }: PlanDocument, programs: ProgramPaths): readonly Suggestion[] {
  return (withheld ?? []).flatMap(({ what, why, next, suggested = [] }) => {
    const moves = suggested.flatMap((edit) => {
      if (!isSpnEdit(edit)) return [];
      const [command, undo, query] = [
        commandOf(edit, programs),
        commandOf(reverse(edit), programs),
        textOf(ownersOfSpn(edit.spn), programs),
      ];
      if (command === undefined || undo === undefined || query === undefined) return [];
      return [{ operation: operationOf(edit), spn: edit.spn, account: edit.account, command, undo, query }];
    });
    return moves.length === 0 || moves.length < suggested.length ? [] : [{ what, why, next, moves }];
  });
}

const SPN_STEP = 'service-principal-names';

/** In: a command of the plan. Out: the programs at the system root that it names. */
function programsOf(command: string): ProgramPaths {
  const root = /^(?:& ')?([A-Za-z]:\\[^'"]*?)\\System32\\setspn\.exe/i.exec(command)?.[1];
  return windowsPrograms(root ?? 'C:\\Windows');
}

/** A plan is a file that somebody could have written: its text counts only where Kerbwise makes the very same of the typed change. */
function madeOf({ edit, command, undo }: PlannedText, programs: ProgramPaths): SpnEdit | undefined {
  if (!isSpnEdit(edit)) return undefined;
  return commandOf(edit, programs) === command && commandOf(reverse(edit), programs) === undo ? edit : undefined;
}

function isSpnEdit(edit: unknown): edit is SpnEdit {
  if (typeof edit !== 'object' || edit === null || !('kind' in edit && 'spn' in edit && 'account' in edit)) return false;
  return ['spn.register', 'spn.remove'].includes(String(edit.kind)) && typeof edit.spn === 'string' && typeof edit.account === 'string';
}

function reverse({ kind, spn, account }: SpnEdit): SpnEdit {
  return { kind: kind === 'spn.register' ? 'spn.remove' : 'spn.register', spn, account };
}

function operationOf({ kind }: SpnEdit): 'register' | 'remove' {
  return kind === 'spn.register' ? 'register' : 'remove';
}

function commandOf(edit: SpnEdit, programs: ProgramPaths): string | undefined {
  const command = editCommand(edit);
  return command.ok ? textOf(command.value, programs) : undefined;
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

function nothing({ changes }: PlanDocument): Result<never> {
  const count = changes.length;
  return fail({
    code: 'input.refused',
    what: 'There is nothing to hand over',
    why:
      count === 0
        ? 'this plan changes nothing, and leaves nothing to the directory team of which the commands are known'
        : 'this plan changes settings of IIS only, and no service principal name',
    next:
      count === 0
        ? 'kerbwise plan shows what was found and why no change is offered'
        : 'The administrator of the server makes its changes with kerbwise apply',
  });
}
