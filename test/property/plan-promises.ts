import { isDeepStrictEqual } from 'node:util';
import { planFacts } from '../../flows/plan/plan-document.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { sameSpn } from '../../flows/server/spns.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { signIn } from '../../src-main/lab/sign-in.ts';
import { ACCOUNTS, type ServerSketch } from './any-server.ts';
import { type PlanRun, type RefusedRun, shown } from './plan-run.ts';
import { worsened } from './sign-ins.ts';

/** In: a run from plan to undo. Out: every promise that it broke, in words; empty where it kept them all. */
export function whyUntrue(sketch: ServerSketch, run: PlanRun | RefusedRun): readonly string[] {
  if (run.kind === 'refused') return whyRefused(sketch, run);
  return [
    ...movedForNothing(run),
    ...(run.applied.failure === null ? afterApplying(sketch, run) : whyStopped(sketch, run)),
    ...(isHeldElsewhere(sketch) ? [] : afterUndo(sketch, run)),
  ];
}

/** Where everybody signs in by Kerberos as it is, no name may be moved: whatever is unusual there, a move would only interrupt it. */
function movedForNothing({ start, planned }: PlanRun): readonly string[] {
  const { names, applications } = planned.facts;
  const outcomes = names.flatMap((name) => applications.map((path) => signIn(start, path, name).protocol));
  const isSound = outcomes.includes('kerberos') && outcomes.every((outcome) => outcome === 'kerberos' || outcome === 'anonymous');
  return planned.plan.changes.flatMap(({ edit, command }) =>
    isSound && edit.kind.startsWith('spn.') ? [`moves a name although everybody signs in: ${command}`] : [],
  );
}

/** Nothing may be tried without the rights for it; then nothing is. */
function whyRefused({ switches }: ServerSketch, { start, refusal, end }: RefusedRun): readonly string[] {
  const mayRefuse = refusal.code === 'rights.missing' && (!switches.elevated || switches.mayWrite !== 'all');
  return [
    ...(mayRefuse ? [] : [`refused: ${JSON.stringify(refusal)}`]),
    ...(isDeepStrictEqual(start, end) ? [] : ['refused, and yet changed']),
  ];
}

function afterApplying(sketch: ServerSketch, { start, planned, applied, mended, second }: PlanRun): readonly string[] {
  const { after } = applied;
  return [
    ...(applied.verified ? [] : [`not verified: ${differ(planFacts(planned.plan.predicted), after && planFacts(after.facts))}`]),
    ...(isDeepStrictEqual(planned.facts.disagreements, after?.facts.disagreements)
      ? []
      : [`IIS disagrees: ${differ(planned.facts.disagreements, after?.facts.disagreements)}`]),
    ...second.document.changes.map(({ command }) => `a second plan wants ${command}`),
    ...worsened(sketch.addedName === null ? [] : [sketch.addedName], start, mended),
  ];
}

/** Rights and names in other domains show only when a change is tried. */
function whyStopped(sketch: ServerSketch, { applied }: PlanRun): readonly string[] {
  const { switches } = sketch;
  const mayStop = switches.mayWrite !== 'all' || !switches.configurationWritable || isHeldElsewhere(sketch);
  return mayStop ? [] : [`stopped: ${JSON.stringify(applied.failure)}`];
}

/** A name in another domain of the forest is not seen by a search of this domain, and no controller registers it here. */
function isHeldElsewhere({ placements }: ServerSketch): boolean {
  return placements.some(({ account }) => ACCOUNTS[account] === 'elsewhere');
}

function afterUndo(sketch: ServerSketch, { start, planned, undone, end, last }: PlanRun): readonly string[] {
  const gone = undone.refused.flatMap(({ change: { undoEdit } }) => (undoEdit.kind === 'spn.register' ? [undoEdit] : []));
  const strange = undone.refused.filter(({ change }) => change.undoEdit.kind !== 'spn.register');
  const expected = gone.reduce((state, { spn, account }) => withoutName(state, spn, account), start);
  const seen = (state: LabState) => ({ ...shown(state), ...(hasEmptyList(sketch) ? { files: null } : {}) });
  const facts = gone.length > 0 ? [] : whatDiffers(planned.facts, last.facts);
  return [
    ...strange.map((way) => `undo of ${way.change.target} was refused: ${'why' in way ? way.why : ''}`),
    ...(undone.failure === null ? [] : [`undo failed: ${JSON.stringify(undone.failure)}`]),
    ...(undone.verified || gone.length > 0 ? [] : ['the undo was not verified']),
    ...facts.map((difference) => `after undo ${difference}`),
    ...(isDeepStrictEqual(seen(expected), seen(end)) ? [] : [`after undo lab show differs: ${labDifference(expected, end)}`]),
  ];
}

/** An empty `<providers />` says nothing, and is gone after a list was written there and dropped again. */
function hasEmptyList({ levels }: ServerSketch): boolean {
  return levels.some(({ providers }) => providers?.length === 0);
}

function withoutName(state: LabState, spn: string, account: string): LabState {
  const name = account.replace(/^.*\\|@.*$/g, '').toLowerCase();
  const objects = state.directory.objects.map((object) =>
    [name, `${name}$`].includes(object.sAMAccountName.toLowerCase())
      ? { ...object, servicePrincipalName: object.servicePrincipalName.filter((held) => !sameSpn(held, spn)) }
      : object,
  );
  return { ...state, directory: { ...state.directory, objects } };
}

function whatDiffers(before: ServerFacts, after: ServerFacts): readonly string[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...was].flatMap(([name, value]) => (isDeepStrictEqual(value, is.get(name)) ? [] : [`${name}: ${differ(value, is.get(name))}`]));
}

function labDifference(expected: LabState, found: LabState): string {
  const parts = (['applicationHost', 'webConfigs', 'directory', 'machine'] as const).filter(
    (part) => !isDeepStrictEqual(expected[part], found[part]),
  );
  return parts.map((part) => differ(expected[part], found[part])).join('\n');
}

/** The lines of two values that the other one lacks. */
function differ(before: unknown, after: unknown): string {
  const [was, is] = [before, after].map((value) =>
    (typeof value === 'string' ? value : (JSON.stringify(value, null, 1) ?? '')).split('\n'),
  );
  const only = (mine: readonly string[], theirs: readonly string[]) =>
    mine.filter((line) => !theirs.includes(line)).map((line) => line.trim());
  return `only before: ${only(was ?? [], is ?? []).join(' ')} | only after: ${only(is ?? [], was ?? []).join(' ')}`;
}
