/**
 * What crosses for the window's screen of logs: the state of one analysis out, events in. The window never names a file by this: it can
 * choose among places that the host offers; how else it says what is to be read differs from host to host, see `LogsBridge`.
 */

import type { LogsAnswer } from '../logs/logs-answer.ts';
import type { LogTable } from '../logs/logs-table.ts';
import type { FailureText } from '../model/failure.ts';

export type { LogsAnswer, LogTable };

export interface LogsProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  /** `null` as long as nobody can tell. */
  readonly secondsLeft: number | null;
}

export interface LogsView {
  readonly kerbwise: 1;
  readonly stage: 'choosing' | 'reading' | 'done' | 'stopped' | 'failed';
  /** Folders of this machine where logs usually lie, those that are there. */
  readonly places: readonly string[];
  /** What is or was read, as it was named. */
  readonly paths: readonly string[];
  readonly progress: LogsProgress | null;
  readonly answer: LogsAnswer | null;
  readonly failure: FailureText | null;
}

export type LogsEvent =
  /** In: the place's number among those that the view offers. */
  { readonly type: 'logs.place.chosen'; readonly place: number } | { readonly type: 'logs.stopped' } | { readonly type: 'logs.left' };

/** A row of a table of the last analysis, whose own lines are asked for. */
export interface RowsOrder {
  readonly table: Exclude<LogTable, 'hours'>;
  readonly name: string;
}

/** Lines of the logs that were analysed; never of any other file. */
export interface LogRows {
  readonly rows: readonly { readonly log: string; readonly line: number; readonly text: string }[];
  /** Whether there are more than are shown. */
  readonly hasMore: boolean;
  /** What has to be known to read them rightly; empty where nothing has. */
  readonly note: string;
}

export interface LogTableFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

/** What every host gives the window. The three last are how it says what is to be read: each host has those that are safe there. */
export interface LogsBridge {
  /** Calls the listener with the present state and with every later one, until the returned function is called. */
  subscribe(listener: (view: LogsView) => void): () => void;
  send(event: LogsEvent): void;
  rows(order: RowsOrder): Promise<LogRows>;
  table(table: LogTable): Promise<LogTableFile>;
  /** The desktop program: a dialog of the system asks; the page never learns to name a path. */
  readonly choose?: (what: 'files' | 'folder') => void;
  /** The desktop program: files that were dropped on the page. */
  readonly drop?: (files: readonly unknown[]) => void;
  /** A page of a browser: paths as the administrator typed them. */
  readonly name?: (paths: readonly string[]) => void;
}

/** What a session gives its hosts: the same, and the power to say which paths are read, which hosts do not hand on as it is. */
export interface LogsDesk extends Pick<LogsBridge, 'subscribe' | 'send' | 'rows' | 'table'> {
  read(paths: readonly string[]): void;
}
