import { listed, say } from '../../flows/language/say.ts';
import { type AppliedMoment, appliedMoments } from '../../flows/logs/applied-moments.ts';
import { aroundChanges } from '../../flows/logs/around-changes.ts';
import { type LogsAnswer, logsAnswer } from '../../flows/logs/logs-answer.ts';
import type { Tallies } from '../../flows/logs/logs-causes.ts';
import type { KnownServer } from '../../flows/logs/logs-meaning.ts';
import { momentOf } from '../../flows/logs/moment.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { readJournals } from '../core/journal-folder.ts';
import type { PlannedServer } from '../core/plan-server.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { analyseLogs } from '../logs/analyse-logs.ts';
import { findLogs, localMoment } from '../logs/find-logs.ts';
import type { Since } from '../logs/lane.ts';
import type { LogPart } from '../logs/log-part.ts';

/** What is known of the server whose logs these are said to be. */
export interface KnownPlace {
  readonly server: KnownServer;
  readonly moments: readonly AppliedMoment[];
}

export interface ReadLogs {
  readonly answer: LogsAnswer;
  readonly tallies: Tallies;
  readonly parts: readonly LogPart[];
  /** What was asked for, or was begun, and could not be read to its end. */
  readonly doubts: readonly string[];
}

/** Told how many bytes of how many were read. */
export type LogsListener = (bytes: number, totalBytes: number) => void;

export interface ReadLogsOptions {
  readonly since?: Since;
  /** False where this thread has nothing else to do than to read. */
  readonly isApart?: boolean;
}

/**
 * Finds logs under the paths, reads them, and says what they mean, together with what is known of the server.
 * Out: `input.refused` where no log is among them; throws the signal's reason when it is stopped.
 */
export async function readLogs(
  paths: readonly string[],
  signal: AbortSignal,
  knownPlace: () => Promise<KnownPlace | undefined>,
  listen: LogsListener,
  { since, isApart = true }: ReadLogsOptions = {},
): Promise<Result<ReadLogs>> {
  const { parts, refused } = await findLogs(paths, signal);
  const total = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  listen(0, total);
  const tallies = await analyseLogs(parts, {
    signal,
    isApart,
    onProgress: (bytes) => listen(bytes, total),
    ...(since === undefined ? {} : { since }),
  });
  const known = await knownPlace();
  const notRead = [...refused, ...tallies.troubles].map(({ name, why }) => ({ name, why }));
  if (parts.length === 0) return nothingRead(paths, notRead);
  const answer = logsAnswer(tallies, {
    since: since === undefined ? null : momentOf(since.seconds),
    logs: parts.map(({ name, kind }) => ({ name, kind })),
    notRead,
    ...(known === undefined ? {} : { server: known.server, changes: aroundChanges(tallies, known.moments, localMoment) }),
  });
  const asked = refused.filter(({ name }) => paths.includes(name));
  return succeed({ answer, tallies, parts, doubts: [...asked, ...tallies.troubles].map(({ name }) => name) });
}

/** Without a single log there is no answer, only reasons. */
function nothingRead(paths: readonly string[], notRead: LogsAnswer['notRead']): Result<never> {
  const why = notRead.slice(0, 3).map((one) => say`${one.name}: ${one.why}`);
  return fail({
    code: 'input.refused',
    what: say`No log could be read in ${paths.join(', ')}`,
    why:
      notRead.length === 0
        ? say`there is no file in it`
        : `${listed(why, '; ')}${notRead.length > 3 ? say`; and ${notRead.length - 3} more` : ''}`,
    next: say`Name W3C logs of IIS, HTTPERR logs or logs of Altiris, or folders and archives with them`,
  });
}

/** In: a server that was read, and where its journals lie. Out: what logs are joined with. */
export async function knownPlaceOf({ facts, plan, document }: PlannedServer, state: StateFolder): Promise<KnownPlace> {
  const { readable } = await readJournals([state.journals]);
  const { target } = document;
  const own = facts.host.known ? [facts.host.value.computerName, target.server ?? ''] : [target.server ?? ''];
  const names = [...facts.names, ...own].map((name) => name.toLowerCase()).filter((name) => name !== '');
  return {
    server: { name: target.server, names, steps: plan.steps },
    moments: appliedMoments(
      readable.map(({ entries }) => entries),
      target,
    ),
  };
}
