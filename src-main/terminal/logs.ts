import { type LogsAnswer, logsAnswer } from '../../flows/logs/logs-answer.ts';
import { logsLines } from '../../flows/logs/logs-text.ts';
import { momentOf } from '../../flows/logs/moment.ts';
import { analyseLogs } from '../logs/analyse-logs.ts';
import { findLogs } from '../logs/find-logs.ts';
import type { Since } from '../logs/lane.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { logProgress } from './log-progress.ts';
import { stopOnInterrupt } from './request.ts';
import { readSince } from './since.ts';

export interface LogsOptions {
  readonly since?: string;
  readonly json?: boolean;
}

/** So many files that could not be read are named in the answer for people; all of them in JSON. */
const MOST_NAMED = 20;

/** `kerbwise logs PATH…`: analyses logs, folders and archives included, and says what they mean for Kerberos. */
export async function logs(paths: readonly string[], options: LogsOptions): Promise<ExitCode> {
  const since = options.since === undefined ? undefined : readSince(options.since, new Date());
  if (since !== undefined && !since.ok) return printFailure(since.failure);
  const signal = stopOnInterrupt();
  try {
    const { answer, doubts } = await analyse(paths, since?.value, signal);
    if (answer.logs.length === 0) return tellNothing(paths, answer);
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

/** Out: the answer; and the names of what was asked for, or was begun, and could not be read to its end. */
async function analyse(
  paths: readonly string[],
  since: Since | undefined,
  signal: AbortSignal,
): Promise<{ readonly answer: LogsAnswer; readonly doubts: readonly string[] }> {
  const { parts, refused } = await findLogs(paths, signal);
  const progress = logProgress(parts.reduce((sum, { from, to }) => sum + to - from, 0));
  const analysed = await analyseLogs(parts, {
    signal,
    onProgress: progress.listen,
    ...(since === undefined ? {} : { since }),
  }).finally(progress.end);
  const asked = refused.filter(({ name }) => paths.includes(name));
  const answer = logsAnswer(analysed, {
    since: since === undefined ? null : momentOf(since.seconds),
    logs: parts.map(({ name, kind }) => ({ name, kind })),
    notRead: [...refused, ...analysed.troubles].map(({ name, why }) => ({ name, why })),
  });
  return { answer, doubts: [...asked, ...analysed.troubles].map(({ name }) => name) };
}

/** Without a single log there is no answer, only reasons. */
function tellNothing(paths: readonly string[], { notRead }: LogsAnswer): ExitCode {
  const why = notRead.slice(0, 3).map(({ name, why }) => `${name}: ${why}`);
  return printFailure({
    code: 'input.refused',
    what: `No log could be read in ${paths.join(', ')}`,
    why:
      notRead.length === 0 ? 'there is no file in it' : `${why.join('; ')}${notRead.length > 3 ? `; and ${notRead.length - 3} more` : ''}`,
    next: 'Name W3C logs of IIS, HTTPERR logs or logs of Altiris, or folders and archives with them',
  });
}

function shortened(answer: LogsAnswer): LogsAnswer {
  if (answer.notRead.length <= MOST_NAMED) return answer;
  const more = { name: `and ${answer.notRead.length - MOST_NAMED} more`, why: 'see --json' };
  return { ...answer, notRead: [...answer.notRead.slice(0, MOST_NAMED), more] };
}
