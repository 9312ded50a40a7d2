import type { PrescriptionName } from '../../flows/model/journal.ts';
import type { Answers } from '../../flows/model/reading.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { type PlanDocument, type PlanTarget, planDocument, serverName } from '../../flows/plan/plan-document.ts';
import { planAll, type WholePlan } from '../../flows/plan/whole-plan.ts';
import { readServer } from '../../flows/probes/discovery.ts';
import type { Choices, ServerFacts } from '../../flows/server/facts.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { answeringSteps } from '../../flows/triage/sights.ts';
import { discover, type Place, type ReadingListener } from './discover.ts';
import { sha256 } from './hash.ts';
import { knownServer } from './known-server.ts';

/** What somebody asked to be looked at and planned. */
export interface PlanOrder {
  readonly kind: PlanTarget['kind'];
  readonly choices: Choices;
  readonly scenario: string;
  /** The steps that look at the server. */
  readonly look: readonly string[];
  /** The steps among them that may change something. */
  readonly only: readonly string[];
  /** The prescription by which it is asked, if any. */
  readonly prescription?: PrescriptionName;
  /** Seconds since 1970: what logs told before says nothing of how the server is now. */
  readonly logsSince?: number;
}

export interface PlannedServer {
  readonly answers: Answers;
  readonly facts: ServerFacts;
  readonly plan: WholePlan;
  readonly document: PlanDocument;
}

/** Reads the server and plans on what was read. */
export async function planServer(
  place: Place,
  order: PlanOrder,
  signal: AbortSignal,
  listen: ReadingListener,
): Promise<Result<PlannedServer>> {
  const answers = await discover(place, order.choices, signal, listen);
  return answers.ok ? succeed(planFrom(place, order, answers.value)) : answers;
}

/** Plans on answers that are there already. */
export function planFrom(place: Place, order: PlanOrder, answers: Answers): PlannedServer {
  const { choices, logsSince } = order;
  const facts =
    logsSince === undefined ? knownServer(answers, choices, place.systemRoot) : readServer(answers, choices, place.systemRoot, logsSince);
  // What could not be read of the settings matters only where they are judged.
  const seen = order.look.length === 0 ? { ...facts, unread: [] } : facts;
  const steps = order.look.length === 0 ? answeringSteps(order.scenario) : ALL_STEPS.filter(({ id }) => order.look.includes(id));
  const plan = planAll(steps, seen, order.only, place.programs);
  const target: PlanTarget = { kind: order.kind, server: serverName(facts) };
  const { scenario, only, prescription } = order;
  const request = { target, scenario, only, prescription };
  return { answers, facts, plan, document: planDocument(request, facts, plan, sha256) };
}
