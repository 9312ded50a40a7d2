import { LOG_TABLES, type LogTable } from '../logs/logs-table.ts';
import type { LogsEvent, RowsOrder } from './logs-contract.ts';

const MOST_PATHS = 50;
const LONGEST_PATH = 1024;
const LONGEST_NAME = 8 * 1024;
const MOST_PLACES = 20;

/** In: anything that a window sent. Out: the event, where it has exactly the fields of one; `undefined` for everything else. */
export function parseLogsEvent(raw: unknown): LogsEvent | undefined {
  const fields = fieldsOf(raw);
  if (fields === undefined) return undefined;
  const { type, place, ...more } = fields;
  if (Object.keys(more).length > 0) return undefined;
  if (type === 'logs.place.chosen') {
    return typeof place === 'number' && Number.isInteger(place) && place >= 0 && place < MOST_PLACES ? { type, place } : undefined;
  }
  return (type === 'logs.stopped' || type === 'logs.left') && place === undefined ? { type } : undefined;
}

/**
 * In: what a page of a browser says is to be read. Out: the paths; `undefined` where one is none that may be typed. They are whole paths of
 * this machine: one that leads to another computer or to a device is refused, for opening `\\host\share` would sign in to that host.
 */
export function parseTypedPaths(raw: unknown): readonly string[] | undefined {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MOST_PATHS) return undefined;
  const paths = raw.filter((path): path is string => typeof path === 'string' && isTypedPath(path));
  return paths.length === raw.length ? paths : undefined;
}

/** In: one path, as a page of a browser says it. Out: it; `undefined` where it is none that may be typed. */
export function parseTypedPath(raw: unknown): string | undefined {
  return typeof raw === 'string' && isTypedPath(raw) ? raw : undefined;
}

/** Whether a path is a whole one of this machine, neither on another computer nor a device. */
export function isTypedPath(path: string): boolean {
  if (path.length > LONGEST_PATH || /[\0-\x1f\x7f]/.test(path) || /^[\\/]{2}/.test(path)) return false;
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('/');
}

export function parseRowsOrder(raw: unknown): RowsOrder | undefined {
  const fields = fieldsOf(raw);
  if (fields === undefined || Object.keys(fields).length !== 2) return undefined;
  const { table, name } = fields;
  if (!isLogTable(table) || table === 'hours') return undefined;
  return typeof name === 'string' && name.length <= LONGEST_NAME ? { table, name } : undefined;
}

export function isLogTable(raw: unknown): raw is LogTable {
  return LOG_TABLES.some((table) => table === raw);
}

function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.fromEntries(Object.entries(raw)) : undefined;
}
