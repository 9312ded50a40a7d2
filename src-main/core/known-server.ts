import type { Answers } from '../../flows/model/reading.ts';
import { readServer } from '../../flows/probes/discovery.ts';
import type { Choices, ServerFacts } from '../../flows/server/facts.ts';

interface Known {
  readonly choices: Choices;
  readonly systemRoot: string;
  readonly facts: ServerFacts;
}

/** Answers are never changed, only replaced: what was read out of them once holds as long as they are there. */
const known = new WeakMap<Answers, Known>();

/** What `readServer` makes of answers; every step of a walk asks for the same, and it takes the longest of all. */
export function knownServer(answers: Answers, choices: Choices, systemRoot: string): ServerFacts {
  const held = known.get(answers);
  if (held !== undefined && held.choices === choices && held.systemRoot === systemRoot) return held.facts;
  const facts = readServer(answers, choices, systemRoot);
  known.set(answers, { choices, systemRoot, facts });
  return facts;
}
