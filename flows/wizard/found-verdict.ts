import type { FindingView } from '../bridge/contract.ts';
import { counted, listed, say } from '../language/say.ts';
import { isUnproved } from '../model/unproved.ts';

const MOST_NAMED = 3;

/** In: what the server shows. Out: the verdict where nothing of it asks for action and something is worth knowing; `null` elsewhere. */
export function worthKnowing(findings: readonly FindingView[]): string | null {
  if (findings.length === 0 || findings.some(({ severity }) => severity !== 'information')) return null;
  const named = findings.slice(0, MOST_NAMED).map(({ summary }) => summary);
  const more = findings.length - named.length;
  const all = more > 0 ? [...named, say`and ${more} more`] : named;
  return say`Nothing to mend; ${thingsWorthKnowing(findings.length)}: ${listed(all, '; ')}.`;
}

/** `1 thing is worth knowing` */
export function thingsWorthKnowing(number: number): string {
  return counted(number, 'thing is worth knowing', 'things are worth knowing');
}

/** In: what the server shows, and what became of the steps. Out: the verdict where nobody has decided on any step yet; `null` elsewhere. */
export function undecided(findings: readonly FindingView[], states: readonly string[]): string | null {
  const isOpen = states.includes('to-do') && !states.includes('skipped');
  const count = (wanted: FindingView['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const [problems, advice] = [count('problem'), count('advice')];
  if (isOpen && problems + advice > 0) {
    const parts = [
      ...(problems > 0 ? [counted(problems, 'problem', 'problems')] : []),
      ...(advice > 0 ? [counted(advice, 'piece of advice', 'pieces of advice')] : []),
    ];
    return say`Found: ${listed(parts, ' and ')}. Nothing has been decided yet, and nothing was changed.`;
  }
  const rest = states.filter((state) => state !== 'fine' && state !== 'changed');
  const isOnlyUnproved = isUnproved(findings) && rest.every((state) => state === 'not-proved');
  return isOnlyUnproved ? say`Nothing wrong was found, and no sign-in shows that Kerberos works.` : null;
}
