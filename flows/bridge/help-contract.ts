/** What crosses so that the window can help to understand what it shows: the stories of rules, and words. */

/** The whole story behind findings: the rule that gave them, in the words of its card. */
export interface RuleStory {
  /** `S02` */
  readonly rule: string;
  /** Ids of the findings that it gives. */
  readonly finds: readonly string[];
  readonly checks: string;
  readonly reads: string;
  readonly meaning: string;
  readonly remedy: string;
  /** Empty where nothing is changed. */
  readonly undo: string;
  readonly source: string;
  readonly reviewedOn: string;
  /** What is often believed there, and what is so. */
  readonly believed?: readonly [string, string];
}

/** A word that somebody may not know. */
export interface TermView {
  /** How it is written in texts. */
  readonly forms: readonly string[];
  readonly meaning: string;
}

/** What helps to understand what a view shows. */
export interface HelpView {
  readonly stories: readonly RuleStory[];
  readonly terms: readonly TermView[];
  /** What is often believed of the step, and what is so. */
  readonly believed?: readonly [string, string];
}
