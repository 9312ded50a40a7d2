import type { PlanDocument } from '../../flows/plan/plan-document.ts';
import { note } from './answer.ts';

/**
 * Where this account is not known to be allowed to write service principal names, the hand-over is what is offered first.
 * In: the plan; its file, where it was saved. Out: whether there is anything to hand over.
 */
export function offerHandOver({ changes, withheld }: PlanDocument, file?: string): boolean {
  const theirs = changes.filter(({ runBy }) => runBy === 'directory team');
  const first = file === undefined ? 'kerbwise plan --out plan.json, then ' : '';
  const command = `${first}kerbwise export --plan ${file ?? 'plan.json'} --as handover`;
  if (withheld.some(({ suggested = [] }) => suggested.length > 0))
    note(`what is not offered has commands that the directory team can decide about: ${command}`);
  if (theirs.length === 0) return false;
  const steps = new Set(theirs.map(({ step }) => step));
  const mine = [...new Set(changes.map(({ step }) => step))].filter((step) => !steps.has(step));
  note(`${theirs.length} of ${changes.length} changes are for the directory team: ${command}`);
  if (mine.length > 0) note(`what rests on them is planned anew once they are made; what does not, with --only ${mine.join(',')}`);
  return true;
}
