import { describeWaiting } from '../../flows/handover/waiting.ts';
import { appliedMoments } from '../../flows/logs/applied-moments.ts';
import type { WrittenEntry } from '../../flows/model/journal.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { factDifferences, type PlanFacts, type PlanTarget, planFacts } from '../../flows/plan/plan-document.ts';
import type { Place } from '../core/discover.ts';
import { readJournal } from '../core/journal-file.ts';
import { listJournals } from '../core/journal-folder.ts';
import { type PlannedServer, type PlanOrder, planFrom, planServer } from '../core/plan-server.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { settleRuns } from '../session/find-unfinished.ts';
import { judgeHandOvers } from '../session/hand-overs.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines, unprovedEnd } from './answer.ts';
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
    const last = await lastVerified(state, document.target);
    if (!last.ok) return printFailure(last.failure);
    const drift = last.value === null ? [] : factDifferences(last.value.facts, planFacts(facts));
    const open = document.findings.filter(({ severity }) => severity !== 'information').length;
    const verified = open === 0 && drift.length === 0 && document.notChecked.length === 0;
    const handedOver = await judgeHandOvers(state, document.target, facts);
    for (const waiting of handedOver) note(describeWaiting(waiting));
    const unfinished = await tellUnfinished(state, document.target, options.state !== undefined);
    if (last.value?.endProved === false) note(unprovedEnd(last.value.journal));
    if (options.json) {
      const { planId: _planId, ...answer } = document;
      printJson({
        ...answer,
        kind: 'verify',
        verified,
        journal: last.value?.journal ?? null,
        drift,
        handedOver,
        unfinished: unfinished.answers,
      });
    } else {
      printLines([...findingLines(document, plan), ...driftLines(last.value, drift)]);
    }
    if (open > 0 || drift.length > 0) return EXIT.action;
    if (verified && order.scenario === 'everything') await settleRuns(state, unfinished.runs, planned);
    if (verified) return EXIT.done;
    note('not everything could be checked, so the server is not verified; see "Not checked"');
    return EXIT.error;
  } finally {
    await target.place.shell.close();
  }
}

/** What failed before the last change stands in the logs and says nothing against it. The lab's logs tell how it is now. */
async function sinceLastChange(state: StateFolder, order: PlanOrder, place: Place, looked: PlannedServer): Promise<PlannedServer> {
  if (order.kind === 'lab') return looked;
  const records = await Promise.all((await listJournals(state)).map(readJournal));
  const entries = records.flatMap((record) => (record.ok ? [record.value.entries] : []));
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

/** The facts that the latest run on this server left behind, there and back; `null` where nothing was ever run on it. */
async function lastVerified(state: StateFolder, target: PlanTarget): Promise<Result<LastVerified | null>> {
  let last: LastVerified | null = null;
  for (const journal of await listJournals(state)) {
    const record = await readJournal(journal);
    if (!record.ok) return record;
    if (!isOf(record.value.entries, target)) continue;
    for (const entry of record.value.entries) {
      if (entry.type !== 'run.verified' && entry.type !== 'undo.verified') continue;
      if (last === null || entry.at > last.at)
        last = { journal, at: entry.at, facts: asFacts(entry.factsAfter), endProved: record.value.endProved };
    }
  }
  return succeed(last);
}

function isOf(entries: readonly WrittenEntry[], target: PlanTarget): boolean {
  const confirmed = entries.find((entry) => entry.type === 'plan.confirmed');
  return confirmed?.target.kind === target.kind && confirmed.target.server === target.server;
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

function driftLines(last: LastVerified | null, drift: readonly string[]): readonly string[] {
  if (last === null) return ['', 'No earlier run on this server is known, so there is nothing to compare with.'];
  if (drift.length === 0) return ['', `Nothing has changed since ${last.at} (${last.journal}).`];
  return ['', `Changed since ${last.at} (${last.journal}):`, ...drift.map((line) => `  ${line}`)];
}
