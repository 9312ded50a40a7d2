import type { WizardView } from '../bridge/contract.ts';
import type { HelpView } from '../bridge/help-contract.ts';
import { termsIn } from './glossary.ts';
import { believedOf, storiesOf } from './stories.ts';

/** What of a large server is looked through for terms: after so much nothing new comes. */
const MOST_TEXT = 50_000;

/** In: a view. Out: what helps to understand it: the stories behind its findings, the terms in its texts, what is often believed. */
export function helpFor({ step, report }: Pick<WizardView, 'step' | 'report'>): HelpView | undefined {
  if (step === null && report === null) return undefined;
  const findings = [...(step?.findings ?? []), ...(report?.findings ?? [])];
  const changes = [...(step?.changes ?? []), ...(report?.steps.flatMap((each) => each.changes) ?? [])];
  const stories = storiesOf([...findings.map(({ id }) => id), ...changes.map(({ fixes }) => fixes)]);
  const believed = step === null ? undefined : believedOf(step.id, stories);
  const texts = [
    step?.purpose ?? '',
    ...(believed ?? []),
    ...stories.flatMap((story) => [story.checks, story.reads, story.meaning, story.remedy, story.undo, ...(story.believed ?? [])]),
    ...findings.map(({ meaning }) => meaning),
    ...changes.map(({ consequence }) => consequence),
    ...[...(step?.notChecked ?? []), ...(step?.withheld ?? [])].flatMap(({ why, next }) => [why, next]),
  ];
  const terms = termsIn([...new Set(texts)].join('\n').slice(0, MOST_TEXT));
  return { stories, terms, ...(believed === undefined ? {} : { believed }) };
}
