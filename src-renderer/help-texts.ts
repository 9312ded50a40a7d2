import { say } from '../flows/language/say.ts';
import { spoken } from './language.ts';

/** Texts around what the host tells to help: the story behind a finding or a change, what is often believed. */
export const helpTexts = spoken({
  why: say`Why?`,
  whyOf: (what: string): string => say`Why? ${what}`,
  checks: say`What is checked`,
  reads: say`What is read for it`,
  meaning: say`What it means`,
  remedy: say`What helps`,
  undo: say`Way back`,
  believed: say`One hears`,
  isSo: say`It is so`,
  believedHeading: say`What is often believed`,
  source: say`Source`,
  rule: say`Rule`,
  ruleReviewed: (id: string, on: string): string => say`${id}, reviewed on ${on}`,
});
