import type { LogsAnswer } from '../../flows/bridge/logs-contract.ts';

export interface ChartShape {
  /** Lines as SVG paths in a square of 1000 by 1000, zero at its foot. */
  readonly completed: string;
  readonly failed: string;
  /** Moments of changes, from 0 at the left to 1 at the right. */
  readonly changes: readonly number[];
  /** Numbers beside the lines that cross the chart, from 0 at the foot to 1 at the top. */
  readonly levels: readonly { readonly at: number; readonly text: string }[];
  /** Moments under the chart, from 0 at the left to 1 at the right, in UTC. */
  readonly times: readonly { readonly at: number; readonly text: string }[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Two years; longer logs are drawn from hour to hour that has something. */
const MOST_HOURS = 17_544;
/** Between two moments under the chart. */
const STEPS = [1, 2, 3, 6, 12, 24, 48, 24 * 7, 24 * 14, 24 * 30, 24 * 90, 24 * 365, 24 * 3_650].map((hours) => hours * HOUR);
const MOST_TIMES = 6;

/** In: the sign-ins of each hour that has a row, in order, and what was changed. Out: what is drawn of them. */
export function chartShape(hours: LogsAnswer['hours'], changes: LogsAnswer['changes']): ChartShape {
  const every = everyHour(hours);
  const [first, last] = [every[0]?.time ?? 0, Math.max(every.at(-1)?.time ?? 0, (every[0]?.time ?? 0) + HOUR)];
  const across = (time: number) => (time - first) / (last - first);
  const high = niceAbove(Math.max(1, ...every.map(({ completed, failed }) => Math.max(completed, failed))));
  const line = (what: 'completed' | 'failed') =>
    every.map((hour, at) => `${at === 0 ? 'M' : 'L'}${round(across(hour.time))} ${round(1 - hour[what] / high)}`).join('');
  return {
    completed: line('completed'),
    failed: line('failed'),
    changes: changes.map(({ at }) => across(Date.parse(at))).filter((at) => at >= 0 && at <= 1),
    levels: [0, high / 2, high].filter(Number.isInteger).map((number) => ({ at: number / high, text: String(number) })),
    times: timesUnder(first, last).map((time) => ({ at: across(time), text: timeText(time, last - first) })),
  };
}

/** Hours without any row are zeros: a line must not bridge a night. */
function everyHour(hours: LogsAnswer['hours']): readonly { readonly time: number; readonly completed: number; readonly failed: number }[] {
  const known = new Map(hours.map(({ hour, completed, failed }) => [Date.parse(hour), { completed, failed }]));
  const times = [...known.keys()];
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const span = (last - first) / HOUR;
  const all = span > MOST_HOURS ? times : Array.from({ length: span + 1 }, (_, at) => first + at * HOUR);
  return all.map((time) => ({ time, ...(known.get(time) ?? { completed: 0, failed: 0 }) }));
}

/** The smallest of 1, 2, 4, 10, 20, 40, 100 … that is not less. */
function niceAbove(number: number): number {
  const power = 10 ** Math.floor(Math.log10(number));
  return ([1, 2, 4, 10].find((digit) => digit * power >= number) ?? 10) * power;
}

function timesUnder(first: number, last: number): readonly number[] {
  const step = STEPS.find((each) => (last - first) / each < MOST_TIMES) ?? last - first;
  const begin = Math.ceil(first / step) * step;
  return Array.from({ length: Math.floor((last - begin) / step) + 1 }, (_, at) => begin + at * step);
}

/** Hours of 24 with their day, or days alone where there are many. */
function timeText(time: number, span: number): string {
  const text = new Date(time).toISOString();
  return span > 5 * DAY ? text.slice(0, 10) : `${text.slice(5, 10)} ${text.slice(11, 16)}`;
}

function round(share: number): number {
  return Math.round(share * 1_000);
}
