import { dayOf, missingForHandshakes, readW3cLayout, type W3cLayout } from './w3c-layout.ts';

/** One row of a W3C log by its columns; a column that the log does not have is empty, a number −1. */
export interface W3cRow {
  readonly seconds: number;
  readonly client: string;
  readonly user: string;
  readonly path: string;
  readonly agent: string;
  readonly status: number;
  readonly substatus: number;
  readonly win32: number;
  readonly host: string;
  readonly version: string;
}

/** Reads a W3C log line by line, for the few lines that somebody wants to see: the columns as the last `#Fields` names them. */
export class W3cLines {
  #layout: W3cLayout = readW3cLayout('');
  #day: number | undefined;
  #lastOfDay = 0;

  /** Where reading begins in the middle of a log: the `#Fields` line that holds there. */
  constructor(fields = '') {
    this.#layout = readW3cLayout(fields);
  }

  /** In: a line. Out: its row; `undefined` for lines that say something about the log, and for what is no row. */
  read(line: string): W3cRow | undefined {
    const text = line.replace(/^(?:\u00ef\u00bb\u00bf|\0+)/, '');
    if (text.startsWith('#')) {
      this.#readDirective(text);
      return undefined;
    }
    const fields = text.split(/ +/).filter((field) => field !== '');
    if (fields.length !== this.#layout.fields || fields.length === 0) return undefined;
    const of = (at: number) => (at < 0 ? '' : (fields[at] ?? ''));
    const { client, user, path, agent, status, substatus, win32, host, version, date, time } = this.#layout;
    const seconds = this.#secondsOf(date < 0 ? undefined : of(date), time < 0 ? undefined : of(time));
    const numbers = [of(status), of(substatus), of(win32)].map(numberOf);
    const [code = Number.NaN, sub = Number.NaN, windows = Number.NaN] = numbers;
    const isWrong = Number.isNaN(seconds) || (status >= 0 && !(code >= 100 && code <= 999));
    if (isWrong || (code === 401 && numbers.some(Number.isNaN))) return undefined;
    return {
      seconds,
      client: of(client),
      user: of(user),
      path: of(path),
      agent: of(agent),
      status: code,
      substatus: sub,
      win32: windows,
      host: of(host),
      version: of(version),
    };
  }

  /** Whether the log has the columns by which sign-ins are followed. */
  canFollow(): boolean {
    return missingForHandshakes(this.#layout).length === 0;
  }

  /** Whether a request without a user may have been signed in: the log does not tell users. */
  hasUsers(): boolean {
    return this.#layout.user >= 0;
  }

  #readDirective(text: string): void {
    if (/^#Fields:/i.test(text)) this.#layout = readW3cLayout(text.trim());
    else if (/^#Date:/i.test(text)) {
      this.#day = dayOf(text);
      this.#lastOfDay = 0;
    }
  }

  /** A log without dates tells its day above; where the clock jumps back by half a day, the next day has begun. */
  #secondsOf(date: string | undefined, time: string | undefined): number {
    const ofDay = time === undefined ? 0 : secondsOfDay(time);
    if (date !== undefined) return startOfDay(date) + ofDay;
    if (time === undefined || Number.isNaN(ofDay)) return ofDay;
    if (this.#day !== undefined && this.#lastOfDay - ofDay > DAY / 2) this.#day++;
    this.#lastOfDay = ofDay;
    return (this.#day ?? 0) * DAY + ofDay;
  }
}

const DAY = 86_400;

function secondsOfDay(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time);
  return match === null ? Number.NaN : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

/** Seconds since 1970; not a number where there is no such day. */
function startOfDay(date: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return Number.NaN;
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date) ? day.getTime() / 1000 : Number.NaN;
}

/** −1 where the log does not say; not a number where it says something else. */
function numberOf(text: string): number {
  if (text === '' || text === '-') return -1;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
