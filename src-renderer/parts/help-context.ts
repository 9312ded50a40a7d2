import { createContext, use } from 'react';
import type { HelpView, RuleStory } from '../../flows/bridge/help-contract.ts';

/** What helps to understand what is shown; the host sends it with the view. */
export const HelpContext = createContext<HelpView>({ stories: [], terms: [] });

/** In: the id of a finding. Out: the story behind it, where the host told one. */
export function useStory(findingId: string): RuleStory | undefined {
  return use(HelpContext).stories.find(({ finds }) => finds.includes(findingId));
}
