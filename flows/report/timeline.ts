import type { WrittenEntry } from '../model/journal.ts';
import type { Finding, NotChecked } from '../model/step.ts';
import { canonical, type PlanDocument, type PlanFacts, type PlanTarget } from '../plan/plan-document.ts';
import { readPlanFacts } from './read-plan-facts.ts';

type Confirmed = Extract<WrittenEntry, { readonly type: 'plan.confirmed' }>;

/** One journal in which a plan stands. */
export interface Journal {
  readonly confirmed: Confirmed;
  readonly entries: readonly WrittenEntry[];
}

/** The server as it was read at one moment. */
export interface Reading {
  readonly at: string;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  readonly facts: PlanFacts | null;
}

/** Every reading in order. */
export interface Timeline {
  readonly readings: readonly Reading[];
  /** Whether the last reading was made when no command ran any more. */
  readonly readAfterLastCommand: boolean;
  /** The document, where it says how the server is now. */
  readonly latest: PlanDocument | null;
}

/** In: journals as they were read. Out: those that hold a plan, oldest first. */
export function journalsOf(journals: readonly (readonly WrittenEntry[])[]): readonly Journal[] {
  return journals
    .flatMap((entries) => {
      const confirmed = entries.find((entry) => entry.type === 'plan.confirmed');
      return confirmed === undefined ? [] : [{ confirmed, entries }];
    })
    .sort((a, b) => compareTexts(a.confirmed.at, b.confirmed.at));
}

/**
 * Puts what several journals tell into one order: an older plan can be taken back after a newer one was applied.
 * A document has no date. Where it is a plan that was confirmed, it was made before that plan ran: then only the journal says how
 * the server is now, and the document counts as long as the journal says the same.
 * In: journals, oldest first; the latest document and the present moment. Out: the readings.
 */
export function timelineOf(journals: readonly Journal[], document: PlanDocument | null, moment: string): Timeline {
  const entries = inOrder(journals);
  const lastCommand = entries.findLastIndex(isCommand);
  const told = entries.flatMap((entry, place) => {
    const reading = readingOf(entry);
    return reading === undefined ? [] : [{ place, reading }];
  });
  const last = told.at(-1);
  const isReadAgain = (last?.place ?? -1) > lastCommand;
  const isNewer = document !== null && !journals.some(({ confirmed }) => confirmed.planId === document.planId);
  const isSame = document !== null && isReadAgain && canonical(last?.reading.facts) === canonical(document.facts);
  return {
    readings: [...told.map(({ reading }) => reading), ...(isNewer ? [documentReading(document, moment)] : [])],
    readAfterLastCommand: isNewer || isReadAgain,
    latest: isNewer || isSame ? document : null,
  };
}

/** Within a journal the order of its lines holds, whatever the clock did. */
function inOrder(journals: readonly Journal[]): readonly WrittenEntry[] {
  return journals
    .flatMap(({ entries }) => {
      let latest = '';
      return entries.map((entry) => {
        latest = entry.at > latest ? entry.at : latest;
        return { entry, latest };
      });
    })
    .sort((a, b) => compareTexts(a.latest, b.latest))
    .map(({ entry }) => entry);
}

/** Whether a command was begun or ended: what was read before that may not hold any more. */
function isCommand({ type }: WrittenEntry): boolean {
  switch (type) {
    case 'change.started':
    case 'change.finished':
    case 'change.failed':
    case 'undo.started':
    case 'undo.finished':
    case 'undo.failed':
      return true;
    default:
      return false;
  }
}

function readingOf(entry: WrittenEntry): Reading | undefined {
  if (entry.type === 'plan.confirmed') {
    return { at: entry.at, findings: entry.findings, notChecked: entry.notChecked, facts: readPlanFacts(entry.factsBefore) };
  }
  if (entry.type === 'run.verified' || entry.type === 'undo.verified') {
    return { at: entry.at, findings: entry.findings, notChecked: entry.notChecked, facts: readPlanFacts(entry.factsAfter) };
  }
  return undefined;
}

function documentReading(document: PlanDocument, at: string): Reading {
  return { at, findings: document.findings, notChecked: document.notChecked, facts: document.facts };
}

/** Whether both are the same server, as far as both say which. */
export function isSameServer(a: PlanTarget, b: { readonly kind: string; readonly server: string | null }): boolean {
  if (a.kind !== b.kind) return false;
  return a.server === null || b.server === null || a.server.toLowerCase() === b.server.toLowerCase();
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
