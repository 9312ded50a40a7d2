import { join } from 'node:path';
import { isTypedPath } from '../../flows/bridge/parse-logs.ts';
import type { RecentView } from '../../flows/bridge/start-contract.ts';
import { say } from '../../flows/language/say.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { describeLastRun } from '../../flows/plan/last-run.ts';
import type { ToldRun } from '../../flows/plan/unfinished.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { savedPlace } from '../../flows/wizard/saved-place.ts';
import { readJournals } from '../core/journal-folder.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { findInterrupted } from './confirmed-work.ts';
import { findUnfinished } from './find-unfinished.ts';
import { labMadeAt } from './lab-made.ts';
import { type RecentEntry, readRecent, recentId } from './recent-file.ts';
import { readSavedWizard } from './saved-wizard.ts';

/** What was opened before, for a start screen, and what stands behind each line of it. */
export interface RecentWork {
  readonly entries: readonly RecentEntry[];
  readonly views: readonly RecentView[];
  /** What was wrong with the list, one sentence each. */
  readonly notes: readonly string[];
}

/** In: the state folder, and whether this host may reach a live server. Out: the recent work, each with where one stopped in it. */
export async function readRecentWork(state: StateFolder, allowLive: boolean): Promise<RecentWork> {
  const read = await readRecent(state);
  if (!read.ok) {
    const { what, why, next } = describeFailure(read.failure);
    return { entries: [], views: [], notes: [say`${what}: ${why}. ${next}`] };
  }
  const entries = read.value;
  const unfinished = new Set<string>();
  for (const kind of ['live', 'lab'] as const) {
    const isThere = entries.some(({ target }) => target === kind);
    if (isThere && (await findUnfinished(state, { kind, server: null })).runs.length > 0) unfinished.add(kind);
  }
  const { readable } = await readJournals([state.journals]);
  const told = { runs: readable.map(({ path, entries: lines }) => ({ journal: path, entries: lines })), labMadeAt: await labMadeAt(state) };
  const views = await Promise.all(
    entries.map((entry) => recentView(state, entry, unfinished.has(entry.target), lastRunOf(entry, told), allowLive)),
  );
  return { entries, views: withoutSecrets(views), notes: [] };
}

async function recentView(
  state: StateFolder,
  entry: RecentEntry,
  hasUnfinishedRun: boolean,
  lastRun: string | null,
  allowLive: boolean,
): Promise<RecentView> {
  const { kind, path, server, openedAt, wizard } = entry;
  const saved = await readSavedWizard(join(state.wizards, wizard));
  const interrupted = await findInterrupted(state, entry.target, saved);
  return {
    id: recentId(entry),
    kind,
    label: path,
    server,
    openedAt,
    ...savedPlace(saved, { unfinished: hasUnfinishedRun, any: lastRun !== null, interrupted }, ALL_STEPS),
    lastRun,
    refusal: whyNotHere(entry, allowLive),
  };
}

/** Of a server every run on it counts, of a prescription those by it; on a practice server those since it was made. */
function lastRunOf(
  { kind, target, server, wizard }: RecentEntry,
  told: { readonly runs: readonly ToldRun[]; readonly labMadeAt: string },
): string | null {
  return describeLastRun(told.runs, ({ target: on, at, prescription }) => {
    const isThere = on.kind === target && (server === null || on.server === server) && (target !== 'lab' || at >= told.labMadeAt);
    return isThere && (kind !== 'prescription' || (prescription !== undefined && wizard.endsWith(`-by-${prescription.id}.json`)));
  });
}

/** A page of a browser gets neither a live server nor a path that could not have been typed there. */
export function whyNotHere({ target, path }: Pick<RecentEntry, 'target' | 'path'>, allowLive: boolean): string | null {
  if (allowLive) return null;
  if (target === 'live') return say`A page in a browser never gets a live server: open it in the Kerbwise program.`;
  if (path !== null && !isTypedPath(path)) return say`It does not lie on this computer: open it in the Kerbwise program.`;
  return null;
}
