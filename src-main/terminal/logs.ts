import type { LogsAnswer } from '../../flows/logs/logs-answer.ts';
import { logsLines } from '../../flows/logs/logs-text.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { whyNothingIsKnown } from '../../flows/server/ground.ts';
import { planServer } from '../core/plan-server.ts';
import type { Since } from '../logs/lane.ts';
import { type KnownPlace, knownPlaceOf, readLogs } from '../session/read-logs.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { type LogProgress, logProgress } from './log-progress.ts';
import { openRequest, readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';
import { readSince } from './since.ts';

export interface LogsOptions extends Pick<TargetOptions, 'target' | 'state' | 'app' | 'name' | 'json'> {
  readonly since?: string;
}

/** So many files that could not be read are named in the answer for people; all of them in JSON. */
const MOST_NAMED = 20;

/**
 * `kerbwise logs PATH…`: analyses logs, folders and archives included, and says what they mean for Kerberos. With `--target` the server is
 * read too, and each cause is joined with its settings and with what was changed on it.
 */
export async function logs(paths: readonly string[], options: LogsOptions): Promise<ExitCode> {
  const since = options.since === undefined ? undefined : readSince(options.since, new Date());
  if (since !== undefined && !since.ok) return printFailure(since.failure);
  const signal = stopOnInterrupt();
  const known = options.target === undefined ? succeed(undefined) : await readTarget(options, signal);
  if (!known.ok) return printFailure(known.failure);
  try {
    const read = await readHere(paths, signal, known.value, since?.value);
    if (!read.ok) return printFailure(read.failure);
    const { answer, doubts } = read.value;
    if (options.json) printJson({ kerbwise: 1, kind: 'logs', ...answer });
    else printLines(logsLines(shortened(answer)));
    for (const { name, why } of answer.notRead.slice(0, MOST_NAMED)) note(`${name} was not read, or not wholly: ${why}`);
    if (answer.verdict.level === 'action') return EXIT.action;
    if (doubts.length === 0) return EXIT.done;
    note(`${doubts.join(', ')} could not be read, or not wholly, so "nothing found" does not mean healthy`);
    return EXIT.error;
  } catch (error) {
    if (signal.aborted) return printFailure({ code: 'interrupted', during: 'reading logs' });
    throw error;
  }
}

async function readHere(paths: readonly string[], signal: AbortSignal, known: KnownPlace | undefined, since: Since | undefined) {
  let progress: LogProgress | undefined;
  const listen = (bytes: number, totalBytes: number) => {
    progress ??= logProgress(totalBytes);
    progress.listen(bytes);
  };
  const options = { isApart: false, ...(since === undefined ? {} : { since }) };
  return readLogs(paths, signal, async () => known, listen, options).finally(() => progress?.end());
}

/** Reads the server that `--target` names. */
async function readTarget(options: LogsOptions, signal: AbortSignal): Promise<Result<KnownPlace>> {
  const request = await openRequest(options);
  if (!request.ok) return request;
  const { target, order, state } = request.value;
  const progress = readingProgress();
  try {
    const planned = await planServer(target.place, order, signal, progress.listen);
    progress.end();
    if (!planned.ok) return planned;
    const unreadable = whyNothingIsKnown(planned.value.facts);
    return unreadable === undefined ? succeed(await knownPlaceOf(planned.value, state)) : { ok: false, failure: unreadable };
  } finally {
    await target.place.shell.close();
  }
}

function shortened(answer: LogsAnswer): LogsAnswer {
  if (answer.notRead.length <= MOST_NAMED) return answer;
  const more = { name: `and ${answer.notRead.length - MOST_NAMED} more`, why: 'see --json' };
  return { ...answer, notRead: [...answer.notRead.slice(0, MOST_NAMED), more] };
}
