import { say } from '../language/say.ts';
import { canBeFirst, type WrittenEntry } from '../model/journal.ts';
import { VERSION } from '../model/version.ts';
import type { PlanDocument, PlanTarget } from '../plan/plan-document.ts';
import { findScenario } from '../triage/scenarios.ts';
import { readTicketPaths } from './read-ticket-paths.ts';
import { acknowledgementsOn } from './report-acknowledgements.ts';
import { deviationsOf, deviationsOn, prescriptionsOf } from './report-deviations.ts';
import { reportFacts } from './report-facts.ts';
import { reportFindings } from './report-findings.ts';
import type { Report, ReportDeviation } from './report-model.ts';
import type { ReportPaths } from './report-paths.ts';
import { reportRun } from './report-runs.ts';
import { tasksOf } from './report-tasks.ts';
import { verdictOf } from './report-verdict.ts';
import { compareTexts, isSameServer, type Journal, journalsOf, timelineOf } from './timeline.ts';

export interface ReportInput {
  /** The latest reading and plan of the server; `null` where only journals are at hand. */
  readonly document: PlanDocument | null;
  /** What was run on it, a list of entries for each journal; empty after a look or a dry run. */
  readonly journals: readonly (readonly WrittenEntry[])[];
  /** Now, ISO 8601, UTC. */
  readonly moment: string;
  /** Whether the last line of a journal was cut off in the middle of a write. */
  readonly torn?: boolean;
  /** The paths of the tickets, where the server itself is at hand. */
  readonly ticketPaths?: ReportPaths;
}

/**
 * Tells what was found, done, and is now so.
 * In: the latest reading and the journals of one server; journals of another are left out, and a note says so.
 * Out: the report as plain data. What nobody read or recorded is said to be not known.
 */
export function buildReport({ document, journals, moment, torn = false, ticketPaths }: ReportInput): Report {
  const all = journalsOf(journals);
  const deviated = deviationsOf(journals);
  const target = targetOf(document, all, deviated);
  const told = all.filter(({ confirmed }) => isSameServer(target, confirmed.target));
  const timeline = timelineOf(told, document, moment);
  const runs = told.map(reportRun);
  const findings = reportFindings(timeline);
  const notChecked = timeline.readings.at(-1)?.notChecked ?? [];
  const planned = timeline.latest?.changes ?? [];
  return {
    occasion: runs.length > 0 ? 'run' : planned.length > 0 ? 'dry run' : 'look',
    verdict: verdictOf({ timeline, findings, notChecked, runs, planned: planned.length }),
    target,
    made: moment,
    ...momentsOf(told),
    users: unique(runs.flatMap(({ user, undos }) => [user, ...undos.map((undo) => undo.user)])),
    versions: unique([...runs.map(({ version }) => version), VERSION]),
    ...scopeOf(document, told),
    findings,
    runs,
    prescriptions: prescriptionsOf(told),
    deviations: deviationsOn(target, deviated),
    acknowledgements: acknowledgementsOn(target, journals),
    planned,
    tasks: tasksOf({ runs, findings, latest: timeline.latest, readAfterLastCommand: timeline.readAfterLastCommand }),
    notChecked,
    facts: reportFacts(timeline, runs.length > 0),
    ticketPaths: ticketPaths ?? pathsOnRecord(told),
    notes: notesOf({ document, torn, empty: journals.filter(holdsNothing).length, foreign: all.length - told.length }),
  };
}

/** The paths as they were read last, with those before the changes where both are on record. */
function pathsOnRecord(journals: readonly Journal[]): ReportPaths | null {
  const entries = journals.flatMap(({ entries: all }) => all).sort((one, other) => compareTexts(one.at, other.at));
  const pictures = entries.flatMap((entry) => ('ticketPaths' in entry ? [readTicketPaths(entry.ticketPaths)] : [])).at(-1) ?? [];
  return pictures.length === 0 ? null : { kind: 'run', pictures };
}

function holdsNothing(entries: readonly WrittenEntry[]): boolean {
  return !entries.some(canBeFirst);
}

/** The document's server, else that of the last journal, else that of the last deviation. */
function targetOf(document: PlanDocument | null, journals: readonly Journal[], deviated: readonly ReportDeviation[]): PlanTarget {
  const kinds = ['live', 'lab', 'evidence'] as const;
  const last = journals.at(-1)?.confirmed.target ?? deviated.findLast(({ target }) => target !== null)?.target ?? undefined;
  if (document !== null && (document.target.server !== null || last === undefined)) return document.target;
  const kind = kinds.find((known) => known === last?.kind) ?? document?.target.kind ?? 'live';
  return { kind, server: last?.server ?? document?.target.server ?? null };
}

function momentsOf(journals: readonly Journal[]): Pick<Report, 'first' | 'last'> {
  const moments = journals.flatMap(({ entries }) => entries.map(({ at }) => at)).sort(compareTexts);
  return { first: moments[0] ?? null, last: moments.at(-1) ?? null };
}

/** What was looked for, and on which applications and names. */
function scopeOf(document: PlanDocument | null, journals: readonly Journal[]): Pick<Report, 'scenarios' | 'applications' | 'names'> {
  const orders = [...journals.map(({ confirmed }) => confirmed), ...(document === null ? [] : [document])];
  return {
    scenarios: unique(orders.map(({ scenario }) => findScenario(scenario)?.title ?? scenario)),
    applications: unique(orders.flatMap(({ choices }) => choices.applications)),
    names: unique(orders.flatMap(({ choices }) => choices.names)),
  };
}

interface Remarks {
  readonly document: PlanDocument | null;
  readonly torn: boolean;
  readonly empty: number;
  readonly foreign: number;
}

function notesOf({ document, torn, empty, foreign }: Remarks): readonly string[] {
  return [
    ...(torn
      ? [
          say`The last line of the record is cut off: Kerbwise or the computer stopped while it was written. What stands before it is whole. A command is written down before it starts, so none ran that is not named here; how the last one ended may be missing.`,
        ]
      : []),
    ...(empty > 0
      ? [say`A record holds no plan. Kerbwise writes the plan down before it runs anything, so nothing was changed from that record.`]
      : []),
    ...(foreign > 0 ? [say`A record of another server was at hand and is left out of this report.`] : []),
    ...(document?.notes ?? []),
  ];
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
