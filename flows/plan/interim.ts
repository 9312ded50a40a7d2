import { say } from '../language/say.ts';
import type { ServerFacts } from '../server/facts.ts';
import type { PlannedChange } from './planned-change.ts';
import { predict } from './predict.ts';
import { type Client, describeWorsened, type WorsenedSignIn, worsenedSignIns } from './sign-ins.ts';

/**
 * Says who would be refused on the way and at its end, with the first change of the step that does it, and makes that a high risk.
 * In: the facts before anything is changed, and all changes in their order. Out: the same changes.
 */
export function withInterim(facts: ServerFacts, changes: readonly PlannedChange[]): readonly PlannedChange[] {
  if (changes.length === 0) return [];
  const lasting = keysOf(refusals(facts, allOf(facts, changes)));
  let then = facts;
  let told = new Set<string>();
  return [...new Set(changes.map(({ step }) => step))].flatMap((step) => {
    const own = changes.filter((change) => change.step === step);
    const [first, ...others] = own;
    if (first === undefined) return [];
    then = allOf(then, own);
    const harm = refusals(facts, then);
    const texts = [
      ...described(
        harm.filter((one) => !lasting.has(keyOf(one))),
        (who) => say`As long as the steps after this one are not done, ${who}.`,
      ),
      ...described(
        harm.filter((one) => lasting.has(keyOf(one)) && !told.has(keyOf(one))),
        (who) => say`When everything is done, ${who}.`,
      ),
    ];
    told = new Set([...told, ...keysOf(harm)]);
    if (texts.length === 0) return own;
    const consequence = texts.reduce((all, text) => say`${all} ${text}`, first.consequence);
    return [{ ...first, risk: 'high' as const, consequence }, ...others];
  });
}

/** One sign-in that would be refused, with the clients that it is so for. */
interface Refusal extends WorsenedSignIn {
  readonly client: Client;
}

/** Those who choose Negotiate are told of only where it is otherwise with them than with all. */
function refusals(before: ServerFacts, after: ServerFacts): readonly Refusal[] {
  const of = (client: Client) =>
    worsenedSignIns(before, after, client).flatMap((one) => (one.becomes === 'refused' ? [{ ...one, client }] : []));
  const all = of('takes the first');
  const same = new Set(all.map(placeOf));
  return [...all, ...of('chooses Negotiate').filter((one) => !same.has(placeOf(one)))];
}

function described(harm: readonly Refusal[], sentence: (who: string) => string): readonly string[] {
  return CLIENTS.flatMap((client) => {
    const own = harm.filter((one) => one.client === client);
    return own.length === 0 ? [] : [sentence(describeWorsened(own, client))];
  });
}

const CLIENTS: readonly Client[] = ['takes the first', 'chooses Negotiate'];

function placeOf({ application, name }: WorsenedSignIn): string {
  return JSON.stringify([application, name]);
}

function keyOf(one: Refusal): string {
  return `${one.client} ${placeOf(one)}`;
}

function keysOf(harm: readonly Refusal[]): ReadonlySet<string> {
  return new Set(harm.map(keyOf));
}

function allOf(facts: ServerFacts, changes: readonly PlannedChange[]): ServerFacts {
  return changes.reduce((known, { edit }) => predict(known, edit), facts);
}
