/**
 * What a rule of the catalogue is, for the page of all rules, the window and the report. The rule that judges carries its own card,
 * so that no page can promise what nothing checks.
 */
export interface RuleCard {
  /** `S03`: the family (Environment, IIS, Pool identity, Service principal names, Delegation, Client and proof) and a number; never reused. */
  readonly id: string;
  readonly checks: string;
  /** What is read for it. */
  readonly reads: string;
  /** One or two sentences: what it means for an SMP server. */
  readonly meaning: string;
  /** The fix, or who must fix it. */
  readonly remedy: string;
  /** How the fix is taken back; empty where nothing is changed. */
  readonly undo: string;
  readonly risk: RuleRisk;
  readonly source: string;
  /** The day when somebody last held it against its source, `2026-11-22`. */
  readonly reviewedOn: string;
  /** Ids of the findings that it gives; empty where it guards or explains. */
  readonly finds: readonly string[];
  /** Where it acts, if it gives no finding: the guard, the sentence, or this card alone. */
  readonly acts?: string;
}

/** R0 only reads; R1 is reversible without effect on users; R2 changes sign-in at a live path; R3 changes the directory; R4 is never automated. */
export type RuleRisk = 'R0' | 'R1' | 'R2' | 'R3' | 'R4';
