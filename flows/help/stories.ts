import type { RuleStory } from '../bridge/help-contract.ts';
import { PLACED_CARDS } from '../rules/catalogue.ts';
import { BELIEVED } from '../triage/guidance.ts';

type Belief = readonly [string, string];

/** What is often believed, beside the findings where it misleads. */
const BESIDE_FINDINGS: readonly { readonly belief: Belief; readonly findings: readonly string[] }[] = [
  {
    belief: BELIEVED.itmsChooses,
    findings: [
      'windows-authentication.ntlm-first',
      'windows-authentication.negotiate-missing',
      'windows-authentication.ntlm-only',
      'sign-in.order-differs',
    ],
  },
  { belief: BELIEVED.firewall, findings: ['sign-in-logs.service-account-signs-in'] },
  { belief: BELIEVED.itmsRegisters, findings: ['service-principal-names.missing'] },
  { belief: BELIEVED.needsNtlm, findings: ['windows-authentication.ntlm-missing', 'windows-authentication.kerberos-only-provider'] },
  { belief: BELIEVED.fallback, findings: ['sign-in.ntlm-here'] },
  { belief: BELIEVED.persistence, findings: ['auth-persistence.off'] },
];

/** The same beside steps, for whoever finds them right and wonders what they are for. */
const BESIDE_STEPS: Readonly<Record<string, Belief>> = {
  'service-principal-names': BELIEVED.itmsRegisters,
  'windows-authentication': BELIEVED.itmsChooses,
  'auth-persistence': BELIEVED.persistence,
};

/** In: ids of findings. Out: the whole story behind each of them, every rule once. */
export function storiesOf(findingIds: readonly string[]): readonly RuleStory[] {
  const wanted = new Set(findingIds);
  return PLACED_CARDS.flatMap(({ card: { id, checks, reads, meaning, remedy, undo, source, reviewedOn, finds } }) => {
    if (!finds.some((found) => wanted.has(found))) return [];
    const believed = BESIDE_FINDINGS.find(({ findings }) => finds.some((found) => findings.includes(found)))?.belief;
    return [{ rule: id, finds, checks, reads, meaning, remedy, undo, source, reviewedOn, ...(believed === undefined ? {} : { believed }) }];
  });
}

/** In: a step and the stories that its findings bring along. Out: what is often believed about it, unless one of them tells it already. */
export function believedOf(stepId: string, stories: readonly RuleStory[]): Belief | undefined {
  const belief = BESIDE_STEPS[stepId];
  return stories.some(({ believed }) => believed === belief) ? undefined : belief;
}
