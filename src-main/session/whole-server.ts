import type { ReportFile, ReportFormat } from '../../flows/bridge/contract.ts';
import type { Translate } from '../../flows/language/translate.ts';
import { buildReport } from '../../flows/report/report.ts';
import { reportFile } from '../../flows/report/report-file.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { readJournal } from '../core/journal-file.ts';
import { lastingJournal } from '../core/lasting-journal.ts';
import { type PlannedServer, planFrom } from '../core/plan-server.ts';
import { deviationJournal } from '../prescription/deviation-journal.ts';
import { EVERY_STEP, type Held, wholeOrder } from './held.ts';
import { type KnownPlace, knownPlaceOf } from './read-logs.ts';
import { readAll } from './read-server.ts';
import { pathsForReport } from './ticket-pictures.ts';

/** What was read last, planned as a whole; `null` before anything was read. */
export function wholePlan(held: Held): PlannedServer | null {
  if (held.answers === null) return null;
  const looked = lookedAt(held);
  return planFrom(held.target.place, wholeOrder(held, held.prescribed?.stepIds ?? looked, looked), held.answers);
}

/** What is known of the server for reading its logs; nothing is read for them. */
export async function knownPlace(held: Held): Promise<KnownPlace | undefined> {
  if (held.answers === null) return undefined;
  return knownPlaceOf(planFrom(held.target.place, wholeOrder(held, []), held.answers), held.state);
}

/** The page that the administrator keeps. Reads the server where nothing was read yet. */
export async function wholeReport(held: Held, format: ReportFormat, translate?: Translate): Promise<ReportFile> {
  if (held.answers === null) await readAll(held, new AbortController().signal);
  const deviations = held.prescribed === undefined ? [] : [deviationJournal(held.state)];
  const acknowledged = (held.choices.acknowledged ?? []).length === 0 ? [] : [lastingJournal(held.state, 'acknowledgements')];
  const records = await Promise.all([...held.journals, ...acknowledged, ...deviations].map(readJournal));
  const entries = records.flatMap((record) => (record.ok ? [record.value.entries] : []));
  const whole = wholePlan(held);
  const ticketPaths = whole === null ? {} : { ticketPaths: pathsForReport(whole, held.before) };
  const document = whole?.document ?? null;
  return reportFile(buildReport({ document, journals: entries, moment: new Date().toISOString(), ...ticketPaths }), format, translate);
}

/** Before the server was looked at, the answer to what is seen is the whole answer. */
function lookedAt(held: Held): readonly string[] {
  const { discovered, scenarioId } = held.wizard().context;
  return discovered === null ? (findScenario(scenarioId ?? '')?.steps ?? EVERY_STEP) : EVERY_STEP;
}
