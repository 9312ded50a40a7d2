import type { ServerFacts } from '../server/facts.ts';
import type { Edit } from './edit.ts';
import type { RuleCard } from './rule-card.ts';

export type Severity = 'problem' | 'advice' | 'information';
export type Risk = 'low' | 'medium' | 'high';
export type RunBy = 'you' | 'directory team';

/** One thing that is so, what shows it, and who says that it matters. `problem` and `advice` ask for action; `information` does not. */
export interface Finding {
  /** `<step>.<what is wrong>`, never renamed. */
  readonly id: string;
  readonly severity: Severity;
  /** The path, name or account that it is about. */
  readonly subject: string;
  readonly summary: string;
  /** What was read, as the tools name it. */
  readonly evidence: string;
  /** One or two sentences: what it means for an SMP server. */
  readonly meaning: string;
  readonly source: string;
  /** The rule of the catalogue that gave it, and the day when somebody last held that rule against its source. `defineRule` puts it there. */
  readonly rule?: { readonly id: string; readonly reviewedOn: string };
}

/** One change in words, as it is shown, saved and reported. `command` and `undo` are the exact texts that run. */
export interface ChangeText {
  readonly step: string;
  readonly fixes: string;
  readonly target: string;
  readonly before: string;
  readonly after: string;
  readonly command: string;
  readonly undo: string;
  readonly risk: Risk;
  readonly consequence: string;
  readonly runBy: RunBy;
}

/** One value that differs after a change, with where each comes from; empty where it follows from the others. */
export interface EffectRow {
  readonly name: string;
  readonly before: string;
  readonly beforeFrom: string;
  readonly after: string;
  readonly afterFrom: string;
}

/** What a change does to what holds at some places: applications, or a service principal name. */
export interface ChangeEffect {
  readonly where: readonly string[];
  readonly rows: readonly EffectRow[];
}

/** A check that could not be made: why, and how to find out. */
export interface NotChecked {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** What a step would change, with its way back. */
export interface PlannedEdit {
  /** The id of the finding that this ends. */
  readonly fixes: string;
  /** What is changed, in words: `Default Web Site/Altiris` or `HTTP/smp01 on CONTOSO\svc-smp`. */
  readonly target: string;
  readonly before: string;
  readonly after: string;
  readonly edit: Edit;
  readonly undo: Edit;
  readonly risk: Risk;
  /** What the administrator should weigh before saying yes. */
  readonly consequence: string;
  readonly runBy: RunBy;
}

/** What a step makes of the facts: what is right, what is wrong, what could not be judged. */
export interface Assessment {
  /** One sentence each: what was found and holds. */
  readonly statements: readonly string[];
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  /** What the step takes as given, leaves alone or cannot see by its nature; neither right nor wrong, and no check that failed. */
  readonly limits?: readonly string[];
}

/** What is wrong and not offered to be changed: why, and what to do. */
export interface Withheld extends NotChecked {
  /** What somebody else could decide to change; never part of a plan, and never run by Kerbwise. */
  readonly suggested?: readonly Edit[];
}

/** The changes for one finding; where it cannot be mended by us, why. */
export interface StepPlan {
  readonly edits: readonly PlannedEdit[];
  readonly withheld: Withheld | null;
}

/** One judgement, with the cards of the catalogue's rules that it carries out. */
export interface Rule {
  readonly cards: readonly RuleCard[];
  readonly judge: (facts: ServerFacts) => Assessment;
}

/** In: the cards, and the judgement. A judgement that covers several rules of the catalogue gives one finding id to one card. */
export function defineRule(cards: readonly RuleCard[], judge: Rule['judge']): Rule {
  return {
    cards,
    judge: (facts) => {
      const assessment = judge(facts);
      return { ...assessment, findings: assessment.findings.map((finding) => withRule(cards, finding)) };
    },
  };
}

function withRule(cards: readonly RuleCard[], finding: Finding): Finding {
  const card = cards.find(({ finds }) => finds.includes(finding.id));
  return card === undefined ? finding : { ...finding, rule: { id: card.id, reviewedOn: card.reviewedOn } };
}

export interface Step {
  readonly id: string;
  readonly title: string;
  /** One sentence: what the step is about and why it matters. */
  readonly purpose: string;
  /** Whether it begins with the picture of the ticket's path, because a link of it is judged or mended here. */
  readonly showsTicketPath?: true;
  /** Whether it judges what was seen to happen. It plans nothing, and no planned change alters what it saw. */
  readonly observes?: true;
  /** The rules of the catalogue that it judges by. */
  readonly cards: readonly RuleCard[];
  assess(facts: ServerFacts): Assessment;
  planChanges(finding: Finding, facts: ServerFacts): StepPlan;
}

export const NOTHING_FOUND: Assessment = { statements: [], findings: [], notChecked: [] };

/** In: what could not be judged and the reason. Out: an assessment that says so and nothing else. */
export function couldNotJudge(what: string, reason: { readonly why: string; readonly next: string }): Assessment {
  return { ...NOTHING_FOUND, notChecked: [{ what, why: reason.why, next: reason.next }] };
}

export function offer(...edits: readonly PlannedEdit[]): StepPlan {
  return { edits, withheld: null };
}

export function withhold(what: string, why: string, next: string, suggested: readonly Edit[] = []): StepPlan {
  return { edits: [], withheld: { what, why, next, ...(suggested.length === 0 ? {} : { suggested }) } };
}

/**
 * In: what the step is, its rules, and the changes for each finding.
 * Out: the step; `assess` joins what its rules say, in their order.
 */
export function defineStep(definition: Omit<Step, 'assess' | 'cards'> & { readonly rules: readonly Rule[] }): Step {
  const { rules, ...step } = definition;
  return {
    ...step,
    cards: rules.flatMap(({ cards }) => cards),
    assess: (facts) => {
      const parts = rules.map(({ judge }) => judge(facts));
      const limits = parts.flatMap((part) => part.limits ?? []);
      return {
        statements: parts.flatMap((part) => part.statements),
        findings: parts.flatMap((part) => part.findings),
        notChecked: parts.flatMap((part) => part.notChecked),
        ...(limits.length === 0 ? {} : { limits }),
      };
    },
  };
}
