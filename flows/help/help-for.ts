import type { WizardView } from '../bridge/contract.ts';
import type { HelpView } from '../bridge/help-contract.ts';
import { termsIn } from './glossary.ts';
import { believedOf, storiesOf } from './stories.ts';

/** What of a large server is looked through for terms: after so much nothing new comes. */
const MOST_TEXT = 50_000;

/** What the window says itself while the server is read. */
const READ_FOR = 'application pools, service principal names, providers, tickets';

/** The terms of the screens before the first step; there is no story there yet. */
function wordsBefore({ phase, scenario, scenarios }: Pick<WizardView, 'phase' | 'scenario' | 'scenarios'>): HelpView | undefined {
  switch (phase) {
    case 'triage':
      return { stories: [], terms: termsIn(scenarios.flatMap(({ title, expected, action }) => [title, expected, action]).join('\n')) };
    case 'scenario':
      return { stories: [], terms: termsIn([...(scenario?.explanation ?? []), ...(scenario?.proof ?? [])].join('\n')) };
    case 'discovery':
      return { stories: [], terms: termsIn(READ_FOR) };
    default:
      return undefined;
  }
}

/** In: a view. Out: what helps to understand it: the stories behind its findings, the terms in its texts, what is often believed. */
export function helpFor(view: Pick<WizardView, 'phase' | 'scenario' | 'scenarios' | 'step' | 'report'>): HelpView | undefined {
  const { step, report } = view;
  if (step === null && report === null) return wordsBefore(view);
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
