import type { TicketPictureView } from '../../flows/bridge/contract.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { planAll } from '../../flows/plan/whole-plan.ts';
import type { ReportPaths } from '../../flows/report/report-paths.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { laterFacts } from '../../flows/ticket-path/later-facts.ts';
import { ticketPictures } from '../../flows/ticket-path/ticket-pictures.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import type { Place } from '../core/discover.ts';
import type { PlannedServer } from '../core/plan-server.ts';

/**
 * The way of the tickets for a step, as it is and as it will be once this step and those after it are done.
 * In: where the server is, the facts that the step is judged on, the scenario, the step. Out: nothing for a step that no link depends on.
 */
export function picturesFor(place: Place, facts: ServerFacts, scenario: string, stepId: string): readonly TicketPictureView[] {
  const at = ALL_STEPS.findIndex(({ id }) => id === stepId);
  if (ALL_STEPS[at]?.showsTicketPath !== true) return [];
  const walked = findScenario(scenario)?.steps ?? [];
  const still = ALL_STEPS.slice(at).filter(({ id }) => walked.length === 0 || walked.includes(id));
  const plan = planAll(
    ALL_STEPS,
    facts,
    still.map(({ id }) => id),
    place.programs,
  );
  return withoutSecrets(ticketPictures(facts, laterFacts(facts, plan.changes, still)));
}

/**
 * The paths for the report.
 * In: the latest reading with its plan, and the facts before the first change of this session, `null` where nothing was changed in it.
 */
export function pathsForReport({ facts, plan }: PlannedServer, before: ServerFacts | null): ReportPaths {
  return before === null
    ? { kind: 'plan', pictures: ticketPictures(facts, laterFacts(facts, plan.changes, ALL_STEPS)) }
    : { kind: 'run', pictures: ticketPictures(before, [{ step: '', facts }]) };
}
