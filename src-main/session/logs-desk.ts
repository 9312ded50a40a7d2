import { createActor, fromPromise } from 'xstate';
import type { LogRows, LogsDesk, LogsProgress, LogsView } from '../../flows/bridge/logs-contract.ts';
import { say } from '../../flows/language/say.ts';
import type { LogsAnswer } from '../../flows/logs/logs-answer.ts';
import type { Tallies } from '../../flows/logs/logs-causes.ts';
import { logsMachine } from '../../flows/logs/logs-machine.ts';
import { logsCsv } from '../../flows/logs/logs-table.ts';
import type { Result } from '../../flows/model/result.ts';
import type { LogPart } from '../logs/log-part.ts';
import { findRows } from '../logs/rows-of-logs.ts';
import { type KnownPlace, readLogs } from './read-logs.ts';

export interface OpenLogsDesk extends LogsDesk {
  close(): void;
}

const NOT_SHOWN: LogRows = { rows: [], hasMore: false, note: say`No logs are shown any more` };
const SUPERSEDED: LogRows = { rows: [], hasMore: false, note: say`Something else was asked for meanwhile` };

/** How often a window is told of progress. */
const EVERY_MS = 100;

/**
 * One analysis of logs at a time, for a window. What was read is kept only for as long as it is shown: the counts, and which files they
 * came from, so that their lines can be looked up; the window says which row it means and never which file.
 * In: folders that are offered; what is known of the server, asked for each time.
 */
export function openLogsDesk(places: readonly string[], knownPlace: () => Promise<KnownPlace | undefined>): OpenLogsDesk {
  const listeners = new Set<(view: LogsView) => void>();
  let progress: LogsProgress | null = null;
  let shown: { readonly parts: readonly LogPart[]; readonly tallies: Tallies } | null = null;
  let lookingUp = new AbortController();

  const read = async (paths: readonly string[], signal: AbortSignal): Promise<Result<LogsAnswer>> => {
    shown = null;
    progress = null;
    const done = await readLogs(paths, signal, knownPlace, progressTo(signal, tellProgress));
    if (!done.ok) return done;
    if (!signal.aborted) shown = done.value;
    return { ok: true, value: done.value.answer };
  };
  const tellProgress = (now: LogsProgress) => {
    progress = now;
    publish();
  };
  const actor = createActor(
    logsMachine.provide({
      actors: { readLogs: fromPromise<Result<LogsAnswer>, readonly string[]>(({ input, signal }) => read(input, signal)) },
    }),
  );
  const currentView = (): LogsView => {
    const { value, context } = actor.getSnapshot();
    return {
      kerbwise: 1,
      stage: value === 'judging' ? 'reading' : value,
      places,
      progress: value === 'reading' ? progress : null,
      ...context,
    };
  };
  const publish = () => {
    for (const listener of listeners) listener(currentView());
  };
  actor.subscribe(() => publish());
  actor.start();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      listener(currentView());
      return () => listeners.delete(listener);
    },
    send: (event) => {
      lookingUp.abort();
      if (event.type === 'logs.left') shown = null;
      if (event.type !== 'logs.place.chosen') return actor.send(event);
      const place = places[event.place];
      if (place !== undefined) actor.send({ type: 'paths.given', paths: [place] });
    },
    read: (paths) => {
      lookingUp.abort();
      actor.send({ type: 'paths.given', paths });
    },
    rows: async (order) => {
      lookingUp.abort();
      const mine = new AbortController();
      lookingUp = mine;
      if (shown === null) return NOT_SHOWN;
      return findRows({ parts: shown.parts, order }, mine.signal).catch((error: unknown) => {
        if (!mine.signal.aborted) throw error;
        return SUPERSEDED;
      });
    },
    table: async (table) => {
      if (shown === null) throw new Error('No logs are shown');
      return { fileName: `kerbwise-logs-${table}.csv`, mediaType: 'text/csv;charset=utf-8', text: logsCsv(shown.tallies, table) };
    },
    close: () => {
      lookingUp.abort();
      actor.stop();
      listeners.clear();
    },
  };
}

/** In: how far reading has come, very often. Out: the rate over all of it and the time left, not more often than is shown. */
function progressTo(signal: AbortSignal, tell: (progress: LogsProgress) => void): (bytes: number, totalBytes: number) => void {
  const began = performance.now();
  let last = 0;
  return (bytes, totalBytes) => {
    const now = performance.now();
    if (signal.aborted || now - last < EVERY_MS) return;
    last = now;
    const bytesPerSecond = bytes / Math.max((now - began) / 1000, 0.001);
    const secondsLeft = bytes === 0 || totalBytes === 0 ? null : Math.max(0, totalBytes - bytes) / bytesPerSecond;
    tell({ bytes, totalBytes, bytesPerSecond, secondsLeft });
  };
}
