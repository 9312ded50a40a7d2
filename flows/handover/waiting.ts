import { say } from '../language/say.ts';
import type { PlanTarget } from '../plan/plan-document.ts';
import type { ServerFacts } from '../server/facts.ts';
import { sameDn } from '../server/spns.ts';
import type { HandOver } from './hand-over.ts';

/** What was handed over and when: kept until the directory shows it. */
export interface HandedRecord {
  readonly kerbwise: 1;
  readonly kind: 'handover';
  readonly planId: string;
  readonly target: PlanTarget;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** Where the page and the script were written. */
  readonly folder: string;
  /** By name in lower case: who is to hold it in the end. */
  readonly wanted: Readonly<Record<string, readonly string[]>>;
}

/** What has come of a hand-over, by the names in it. */
export interface Waiting {
  readonly planId: string;
  readonly at: string;
  readonly folder: string;
  readonly done: readonly string[];
  /** Names that somebody else holds still, or whose owners could not be read. */
  readonly waiting: readonly string[];
}

/** In: the hand-over, the server, the moment, the folder. Out: what is to be kept of it. */
export function handedRecord(handOver: HandOver, target: PlanTarget, at: string, folder: string): HandedRecord {
  const wanted = Object.fromEntries(Object.entries(handOver.states).map(([spn, states]) => [spn, states.at(-1) ?? []]));
  return { kerbwise: 1, kind: 'handover', planId: handOver.planId, target, at, folder, wanted };
}

/** In: a hand-over and the facts as they were just read. Out: what is done. What is not known is waited for. */
export function judgeHandOver({ planId, at, folder, wanted }: HandedRecord, facts: ServerFacts): Waiting {
  const isDone = (spn: string) => {
    const asked = facts.owners[spn];
    const owners = wanted[spn] ?? [];
    return (
      asked?.known === true &&
      asked.value.owners.length === owners.length &&
      asked.value.owners.every(({ dn }) => owners.some((owner) => sameDn(owner, dn)))
    );
  };
  const names = Object.keys(wanted);
  return { planId, at, folder, done: names.filter(isDone), waiting: names.filter((spn) => !isDone(spn)) };
}

/** One sentence for the administrator. */
export function describeWaiting({ at, folder, done, waiting, planId }: Waiting): string {
  if (waiting.length === 0 && done.length === 0)
    return say`The plan ${planId} asks the directory team for no change. The page with what is left for it to decide is in ${folder}.`;
  if (waiting.length === 0)
    return say`The directory team has made the changes of plan ${planId}, handed over ${at}: ${done.join(', ')} as wanted.`;
  const ready = done.length === 0 ? '' : say`; done: ${done.join(', ')}`;
  return say`Waiting for the directory team since ${at}: ${waiting.join(', ')}${ready}. The page and the script are in ${folder}.`;
}
