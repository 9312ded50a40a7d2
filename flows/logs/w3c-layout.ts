/** Where the columns are that Kerbwise reads: an index into the fields of a row, −1 where the log does not have the column. */
export interface W3cLayout {
  readonly names: readonly string[];
  readonly fields: number;
  readonly date: number;
  readonly time: number;
  readonly client: number;
  readonly user: number;
  readonly method: number;
  readonly path: number;
  readonly agent: number;
  readonly status: number;
  readonly substatus: number;
  readonly win32: number;
  /** `cs-host`, the name that was called; IIS does not log it unless it is told to. */
  readonly host: number;
  /** `cs-version`, `HTTP/1.1`; the same. */
  readonly version: number;
}

/** In: a `#Fields:` line. Out: the columns in the order in which it names them, whatever subset and order that is. */
export function readW3cLayout(line: string): W3cLayout {
  const names = line
    .replace(/^#Fields:/i, '')
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((name) => name !== '');
  return {
    names,
    fields: names.length,
    date: names.indexOf('date'),
    time: names.indexOf('time'),
    client: names.indexOf('c-ip'),
    user: names.indexOf('cs-username'),
    method: names.indexOf('cs-method'),
    path: names.indexOf('cs-uri-stem'),
    agent: names.indexOf('cs(user-agent)'),
    status: names.indexOf('sc-status'),
    substatus: names.indexOf('sc-substatus'),
    win32: names.indexOf('sc-win32-status'),
    host: names.indexOf('cs-host'),
    version: names.indexOf('cs-version'),
  };
}

/** The columns without which a handshake cannot be followed; empty where all are there. */
export function missingForHandshakes(layout: W3cLayout): readonly string[] {
  return (
    [
      ['time', layout.time],
      ['c-ip', layout.client],
      ['cs-uri-stem', layout.path],
      ['sc-status', layout.status],
    ] as const
  )
    .filter(([, at]) => at < 0)
    .map(([name]) => name);
}

/** In: the text after `#Date:`. Out: its day as days since 1970; `undefined` where it is none. */
export function dayOf(text: string): number | undefined {
  const match = /(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (match === null) return undefined;
  return Math.floor(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 86_400_000);
}
