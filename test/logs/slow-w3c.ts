import { explainUnauthorized } from '../../flows/logs/status-codes.ts';

/** What the slow reader says of a log; the fast one must say the same. */
export interface SlowAnswer {
  readonly rows: number;
  readonly malformed: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly status: Readonly<Record<string, number>>;
  readonly unauthorized: Readonly<Record<string, number>>;
  readonly clients: Readonly<Record<string, number>>;
  readonly users: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly causes: Readonly<Record<string, number>>;
  readonly legs: Readonly<Record<string, number>>;
}

interface Row {
  readonly seconds: number;
  readonly client: string;
  readonly path: string;
  readonly agent: string;
  readonly user: string;
  readonly status: string;
  readonly substatus: number;
  readonly win32: number;
  readonly canFollow: boolean;
}

interface Run {
  readonly client: string;
  readonly path: string;
  readonly agent: string;
  readonly first: number;
  last: number;
  rows: { substatus: number; win32: number }[];
}

/** Reads a whole log as text, a line at a time, with the plainest means: the measure of what the fast reader says. */
export function slowW3c(log: string): SlowAnswer {
  const { rows, malformed } = readRows(log);
  return {
    rows: rows.length,
    malformed,
    first: rows.length === 0 ? undefined : Math.min(...rows.map(({ seconds }) => seconds)),
    last: rows.length === 0 ? undefined : Math.max(...rows.map(({ seconds }) => seconds)),
    status: tally(rows.map(({ status }) => status).filter((status) => status !== '')),
    unauthorized: tally(rows.filter(({ status }) => status === '401').map(keyOf)),
    clients: tally(rows.map(({ client }) => client).filter(isName)),
    users: tally(rows.map(({ user }) => user).filter(isName)),
    ...followRuns(rows.filter(({ canFollow }) => canFollow)),
  };
}

function readRows(log: string): { rows: Row[]; malformed: number } {
  const rows: Row[] = [];
  let malformed = 0;
  let names: string[] = [];
  for (const raw of log.split('\n')) {
    const line = raw.replace(/\r$/, '').replace(/^\0+/, '');
    const values = line.split(' ').filter((value) => value !== '');
    if (line.startsWith('#')) {
      if (line.startsWith('#Fields:')) names = values.slice(1).map((name) => name.toLowerCase());
      continue;
    }
    if (values.length === 0) continue;
    const row = values.length === names.length ? readRow(names, values) : undefined;
    if (row === undefined) malformed++;
    else rows.push(row);
  }
  return { rows, malformed };
}

function readRow(names: readonly string[], values: readonly string[]): Row | undefined {
  const value = (name: string) => values[names.indexOf(name)] ?? '';
  const seconds = Date.parse(`${value('date')}T${value('time')}Z`) / 1000;
  if (!/^\d{4}-\d\d-\d\d$/.test(value('date')) || !/^\d\d:\d\d:\d\d$/.test(value('time')) || Number.isNaN(seconds)) return undefined;
  if (value('date') !== new Date(seconds * 1000).toISOString().slice(0, 10)) return undefined;
  const status = value('sc-status');
  if (names.includes('sc-status') && !/^[1-9]\d\d$/.test(status)) return undefined;
  const substatus = numberOf(value('sc-substatus'));
  const win32 = numberOf(value('sc-win32-status'));
  if (status === '401' && (substatus === undefined || win32 === undefined)) return undefined;
  return {
    seconds,
    client: value('c-ip'),
    path: value('cs-uri-stem'),
    agent: value('cs(user-agent)'),
    user: names.includes('cs-username') ? value('cs-username') : 'nobody knows',
    status,
    substatus: substatus ?? -1,
    win32: win32 ?? -1,
    canFollow: ['date', 'time', 'c-ip', 'cs-uri-stem', 'sc-status'].every((name) => names.includes(name)),
  };
}

function numberOf(value: string): number | undefined {
  if (value === '' || value === '-') return -1;
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Every run that is open is looked at anew for every row. */
function followRuns(rows: readonly Row[]) {
  const ended: { outcome: string; run: Run }[] = [];
  let open: Run[] = [];
  let clock = Number.NEGATIVE_INFINITY;
  const end = (runs: readonly Run[], outcome: string) => {
    ended.push(...runs.map((run) => ({ outcome, run })));
    open = open.filter((run) => !runs.includes(run));
  };
  for (const row of rows) {
    if (row.seconds < clock - 30) {
      end(open, 'unknown');
      clock = row.seconds;
    }
    clock = Math.max(clock, row.seconds);
    end(
      open.filter(({ last }) => clock - last > 30),
      'failed',
    );
    const here = open.filter(({ client, path }) => client === row.client && path === row.path);
    const own = here.find(({ agent }) => agent === row.agent);
    if (row.status !== '401') {
      const answered = row.user === '-' ? undefined : (own ?? oldest(here.filter((run) => run.rows.every(isChallenge))));
      if (answered !== undefined) end([answered], 'completed');
    } else if (own !== undefined && !(isChallenge(row) && (own.rows.some(isRefusal) || clock - own.first > 30))) {
      own.rows.push(row);
      own.last = clock;
      open = [...open.filter((run) => run !== own), own];
    } else {
      if (own !== undefined) end([own], 'failed');
      open.push({ client: row.client, path: row.path, agent: row.agent, first: clock, last: clock, rows: [row] });
    }
  }
  end(open, 'unknown');
  return {
    outcomes: tally(ended.map(({ outcome }) => outcome)),
    causes: tally(ended.filter(({ outcome }) => outcome === 'failed').map(({ run }) => causeOf(run))),
    legs: tally(ended.filter(({ outcome }) => outcome === 'completed').map(({ run }) => String(run.rows.length))),
  };
}

/** The first in the list had its last row before the others had theirs. */
function oldest(runs: readonly Run[]): Run | undefined {
  return runs[0];
}

function causeOf(run: Run): string {
  const refusal = run.rows.filter(isRefusal).at(-1);
  if (refusal !== undefined) return keyOf(refusal);
  if (run.rows.slice(-1).every((row) => kindOf(row) === 'gone')) return 'client-went-away';
  return run.rows.some((row) => kindOf(row) === 'middle') ? 'stopped-in-the-middle' : 'no-credentials';
}

function isChallenge(row: { substatus: number; win32: number }): boolean {
  return kindOf(row) === 'challenge';
}

function isRefusal(row: { substatus: number; win32: number }): boolean {
  return kindOf(row) === 'failure';
}

function kindOf({ substatus, win32 }: { substatus: number; win32: number }) {
  return explainUnauthorized(substatus, win32).kind;
}

function keyOf({ substatus, win32 }: { substatus: number; win32: number }): string {
  return `401.${substatus < 0 ? '-' : substatus}/${win32 < 0 ? '-' : win32}`;
}

function isName(value: string): boolean {
  return value !== '' && value !== '-' && value !== 'nobody knows';
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
