import type { GivenNamesView, StepView } from '../../flows/bridge/contract.ts';
import { say } from '../../flows/language/say.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { Choices } from '../../flows/server/facts.ts';
import { nameTyped } from '../core/typed-name.ts';

/** The step in whose screen a name can be given. */
const NAMES_STEP: StepView['id'] = 'client-names';

/** More names than a server has; a window that sends more is not one of ours. */
const MOST = 32;

/** Names that clients use and that stand in no setting: from the command line, from the saved wizard, and from the window. */
export interface GivenNames {
  /** What the server is looked at by. */
  choices(): Choices;
  /** Those that were given in the window, as they are kept between two starts. */
  kept(): readonly string[];
  /** In: what was typed. Out: whether there is a name more, and the server is to be read again. */
  give(typed: string): boolean;
  /** What the step of the names shows of it; `undefined` on another one. */
  view(step: Pick<StepView, 'id'> | null): GivenNamesView | undefined;
}

/** In: what holds from the start, and what the saved wizard kept, each held to the same check as what is typed. */
export function givenNames(choices: Choices, saved: readonly string[]): GivenNames {
  let names: readonly string[] = choices.names;
  let refused: Failure | null = null;
  const add = (typed: string): boolean => {
    const name = nameTyped(typed);
    refused = name.ok ? null : name.failure;
    if (!name.ok || names.some((one) => one.toLowerCase() === name.value.toLowerCase())) return false;
    if (names.length >= MOST) {
      refused = TOO_MANY;
      return false;
    }
    names = [...names, name.value];
    return true;
  };
  for (const one of saved) add(one);
  refused = null;
  return {
    choices: () => ({ ...choices, names }),
    kept: () => names.filter((name) => !choices.names.includes(name)),
    give: add,
    view: (step) => (step?.id === NAMES_STEP ? { given: names, refused: refused === null ? null : describeFailure(refused) } : undefined),
  };
}

const TOO_MANY: Failure = {
  code: 'usage.wrong',
  what: say`The name was not added`,
  why: say`${MOST} names are given already`,
  next: say`Look at the others on the command line, with --name`,
};
