import type { ClientFamily, FamilySignIns, SiteLog } from '../server/log-facts.ts';
import { addCount, type Counts, countsAnswer } from './counts.ts';
import { W3cLines, type W3cRow } from './w3c-row.ts';
import { type RunRows, W3cRuns } from './w3c-runs.ts';

/** Everything of a site's log that does not come from its rows. */
export type LogPlace = Pick<SiteLog, 'site' | 'folder'>;

/** A client that signs in so often, each time anew, shows the server's habit and not its own. */
const REPEATED = 20;
const ANEW_SHARE = 0.8;

/**
 * Reads the end of one site's log.
 * In: the `#` lines of the log's beginning, the text of the part that was read; rows before `since` (seconds since 1970) are not counted. Out: what its rows say of sign-ins; `undefined` where no line
 * of it is a row of the columns that the log names, or sign-ins cannot be followed by them.
 * Source: itms.md 3, windows-tools.md 6.3; the rules of a handshake are those of `kerbwise logs`.
 */
export function readSiteLog(place: LogPlace, head: readonly string[], text: string, since = Number.NEGATIVE_INFINITY): SiteLog | undefined {
  const lines = new W3cLines();
  for (const line of head) lines.read(line);
  const count = new SiteCount();
  let [unread, rows] = [0, 0];
  for (const line of text.split('\n')) {
    const row = lines.read(line.replace(/[\r\0]+$/, ''));
    if (row === undefined) {
      if (line.trim() !== '' && !line.startsWith('#')) unread++;
      continue;
    }
    if (row.seconds < since) continue;
    rows++;
    count.add(row, lines.hasUsers());
  }
  return (rows === 0 && unread > 0) || (rows > 0 && !lines.canFollow()) ? undefined : { ...place, rows, ...count.end() };
}

class SiteCount {
  readonly #signedIn: Counts = new Map();
  readonly #silent: Counts = new Map();
  readonly #refused: Counts = new Map();
  readonly #refusedAt = new Map<string, Set<string>>();
  readonly #recovered: Counts = new Map();
  readonly #rowsOf: Counts = new Map();
  readonly #anewOf: Counts = new Map();
  readonly #users = new Set<string>();
  readonly #addresses = new Set<string>();
  #hasHosts = false;
  #hasVersions = false;
  #completed = 0;
  #failed = 0;
  readonly #runs = new W3cRuns<W3cRow>((run) => this.#end(run));

  add(row: W3cRow, hasUsers: boolean): void {
    const isSignedIn = row.status !== 401 && (!hasUsers || (row.user !== '-' && row.user !== ''));
    this.#hasHosts ||= row.host !== '';
    this.#hasVersions ||= row.version !== '';
    if (isSignedIn) this.#countSignedIn(row);
    this.#runs.add(row, isSignedIn, row);
  }

  end(): Omit<SiteLog, keyof LogPlace | 'rows'> {
    this.#runs.finish();
    const family = (name: string): FamilySignIns => ({ signedIn: this.#signedIn.get(name) ?? 0, silent: this.#silent.get(name) ?? 0 });
    return {
      completed: this.#completed,
      failed: this.#failed,
      families: { firefox: family('firefox'), browser: family('browser'), agent: family('agent') },
      refused: countsAnswer(this.#refused),
      refusedAt: Object.fromEntries([...this.#refusedAt].map(([code, paths]) => [code, [...paths].sort()])),
      recovered: countsAnswer(this.#recovered),
      anew: [...this.#anewOf].filter(([client, times]) => times >= REPEATED && times >= (this.#rowsOf.get(client) ?? 0) * ANEW_SHARE)
        .length,
      http2: this.#hasVersions ? family('http2') : null,
      addresses: this.#hasHosts ? [...this.#addresses].sort() : null,
      users: [...this.#users].sort(),
    };
  }

  #countSignedIn(row: W3cRow): void {
    addCount(this.#signedIn, isHttp2(row) ? 'http2' : familyOf(row.agent));
    addCount(this.#rowsOf, row.client);
    if (row.user !== '' && row.user !== '-') this.#users.add(row.user);
    if (isAddress(row.host)) this.#addresses.add(hostOf(row.host));
  }

  #end({ outcome, causes, rows, client, path }: RunRows<W3cRow>): void {
    const [first] = rows;
    if (first === undefined) return;
    if (outcome === 'completed') this.#completed++;
    if (outcome === 'failed') this.#failed++;
    for (const cause of causes) {
      const refusal = /^iis\.(401\..*)$/.exec(cause)?.[1];
      if (cause === 'iis.no-credentials') addCount(this.#silent, isHttp2(first) ? 'http2' : familyOf(first.agent));
      if (cause === 'iis.every-request-anew') addCount(this.#anewOf, client);
      if (cause === 'iis.refused-then-signed-in') addCount(this.#recovered, lastRefusal(rows));
      if (refusal === undefined) continue;
      addCount(this.#refused, refusal);
      this.#refusedAt.set(refusal, (this.#refusedAt.get(refusal) ?? new Set<string>()).add(path));
      if (isAddress(first.host)) this.#addresses.add(hostOf(first.host));
    }
  }
}

function lastRefusal(rows: readonly W3cRow[]): string {
  const row = rows.findLast(({ status, win32 }) => status === 401 && win32 !== 0x8009030e && win32 !== 5);
  return row === undefined ? '401' : `401.${row.substatus}/${row.win32}`;
}

/** `AeXNSAgent`, `Altiris+Agent`, a script: whatever does not call itself Mozilla is no browser. */
function familyOf(agent: string): ClientFamily {
  if (!/^Mozilla\/5\.0/i.test(agent)) return 'agent';
  return /\bFirefox\//i.test(agent) ? 'firefox' : 'browser';
}

function isHttp2({ version }: W3cRow): boolean {
  return /^HTTP\/2/i.test(version);
}

/** `10.20.0.11`, `10.20.0.11:8080`, `[fe80::1]:443`. */
function isAddress(host: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.%]+\])(?::\d+)?$/i.test(host);
}

function hostOf(host: string): string {
  return host.replace(/:\d+$/, '');
}
