import { describeWaiting } from '../../flows/handover/waiting.ts';
import { appliedMoments } from '../../flows/logs/applied-moments.ts';
import type { WrittenEntry } from '../../flows/model/journal.ts';
import { factDifferences, groupedDifferences, type PlanFacts, type PlanTarget, planFacts } from '../../flows/plan/plan-document.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import type { Place } from '../core/discover.ts';
import { type JournalTarget, readJournals } from '../core/journal-folder.ts';
import { type PlannedServer, type PlanOrder, planFrom, planServer } from '../core/plan-server.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { settleRuns } from '../session/find-unfinished.ts';
import { judgeHandOvers } from '../session/hand-overs.ts';
import { boundedLines, EXIT, type ExitCode, note, printFailure, printJson, printLines, unprovedEnd } from './answer.ts';
import { openRequest, readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';
import { findingLines } from './show-plan.ts';
import { tellUnfinished } from './unfinished.ts';

/** `kerbwise verify`: probes again and compares with what the last run left behind. */
export async function verify(options: TargetOptions): Promise<ExitCode> {
  const request = await openRequest(options);
  if (!request.ok) return printFailure(request.failure);
  const { target, order, state } = request.value;
  const progress = readingProgress();
  try {
    const looked = await planServer(target.place, order, stopOnInterrupt(), progress.listen);
    progress.end();
    if (!looked.ok) return printFailure(looked.failure);
    const planned = await sinceLastChange(state, order, target.place, looked.value);
    const { document, plan, facts } = planned;
    const { last, missing } = await lastVerified(state, document.target);
    const drift = last === null ? [] : factDifferences(last.facts, planFacts(facts));
    const open = document.findings.filter(({ severity }) => severity !== 'information').length;
    const verified = open === 0 && drift.length === 0 && document.notChecked.length === 0 && missing.length === 0;
    const handedOver = await judgeHandOvers(state, document.target, facts);
    for (const waiting of handedOver) note(describeWaiting(waiting));
    const unfinished = await tellUnfinished(state, document.target, options.state !== undefined);
    if (last?.endProved === false) note(unprovedEnd(last.journal));
    if (options.json) {
      const { planId: _planId, ...answer } = document;
      printJson({
        ...answer,
        kind: 'verify',
        verified,
        journal: last?.journal ?? null,
        drift,
        handedOver,
        unfinished: unfinished.answers,
      });
    } else {
      printLines([...findingLines(document, plan), ...driftLines(last, facts)]);
    }
    if (missing.length > 0) note(`whether anything changed since the last run is not known: ${missing.join(', ')} could not be read`);
    if (open > 0 || drift.length > 0) return EXIT.action;
    if (verified && order.scenario === 'everything') await settleRuns(state, unfinished.runs, planned);
    if (verified) return EXIT.done;
    if (document.notChecked.length > 0) note('not everything could be checked, so the server is not verified; see "Not checked"');
    return EXIT.error;
  } finally {
    await target.place.shell.close();
  }
}

/** What failed before the last change stands in the logs and says nothing against it. The lab's logs tell how it is now. */
async function sinceLastChange(state: StateFolder, order: PlanOrder, place: Place, looked: PlannedServer): Promise<PlannedServer> {
  if (order.kind === 'lab') return looked;
  const { readable } = await readJournals([state.journals]);
  const entries = readable.map((record) => record.entries);
  const last = appliedMoments(entries, looked.document.target).at(-1);
  if (last === undefined) return looked;
  return planFrom(place, { ...order, logsSince: Math.floor(Date.parse(last.until) / 1000) }, looked.answers);
}

interface LastVerified {
  readonly journal: string;
  readonly at: string;
  readonly facts: PlanFacts;
  readonly endProved: boolean;
}

/** What the latest run on this server left behind, there and back, by the journals of this server that are whole. */
interface Before {
  readonly last: LastVerified | null;
  /** Damaged journals that are of this server, or could be. */
  readonly missing: readonly string[];
}

async function lastVerified(state: StateFolder, target: PlanTarget): Promise<Before> {
  const { readable, damaged } = await readJournals([state.journals]);
  let last: LastVerified | null = null;
  for (const { path: journal, entries, endProved } of readable.filter((record) => isOf(record.entries, target))) {
    for (const entry of entries) {
      if (entry.type !== 'run.verified' && entry.type !== 'undo.verified') continue;
      if (last === null || entry.at > last.at) last = { journal, at: entry.at, facts: asFacts(entry.factsAfter), endProved };
    }
  }
  const missing = damaged.filter((one) => one.target === null || sameTarget(one.target, target)).map(({ path }) => path);
  return { last, missing };
}

function isOf(entries: readonly WrittenEntry[], target: PlanTarget): boolean {
  const confirmed = entries.find((entry) => entry.type === 'plan.confirmed');
  return confirmed !== undefined && sameTarget(confirmed.target, target);
}

function sameTarget(one: JournalTarget, other: JournalTarget): boolean {
  return one.kind === other.kind && one.server === other.server;
}

const NO_FACTS: PlanFacts = {
  server: null,
  sharedConfiguration: null,
  windowsAuthenticationInstalled: null,
  applications: [],
  names: [],
  accounts: {},
  owners: {},
  why: {},
};

/** A journal's facts are data of ours whose chain was checked; what an older version did not write is taken as unknown. */
function asFacts(facts: object): PlanFacts {
  return { ...NO_FACTS, ...facts };
}

/** What has changed, each kind of change once however many applications it touches. */
function driftLines(last: LastVerified | null, facts: ServerFacts): readonly string[] {
  if (last === null) return ['', 'No earlier run on this server is known, so there is nothing to compare with.'];
  const drift = groupedDifferences(last.facts, planFacts(facts));
  if (drift.length === 0) return ['', `Nothing has changed since ${last.at} (${last.journal}).`];
  return ['', `Changed since ${last.at} (${last.journal}):`, ...boundedLines(drift).map((line) => `  ${line}`)];
}
