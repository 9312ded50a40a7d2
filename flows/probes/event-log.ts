import { SaxesParser } from 'saxes';
import type { Command } from '../model/command.ts';
import type { Answer } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { SignInEvent } from '../server/sign-in.ts';

const SOURCES: readonly { readonly source: SignInEvent['source']; readonly provider: RegExp; readonly ids: readonly number[] }[] = [
  { source: 'Kerberos', provider: /^(?:Microsoft-Windows-Security-)?Kerberos$/i, ids: [4] },
  {
    source: 'KDC',
    provider: /^(?:KDC|Kdcsvc|Microsoft-Windows-Kerberos-Key-Distribution-Center)$/i,
    ids: [11, 201, 202, 203, 204, 205, 206, 207, 208, 209],
  },
  { source: 'LSA', provider: /^(?:LsaSrv|Microsoft-Windows-LSA)$/i, ids: [40970] },
  { source: 'WAS', provider: /^(?:WAS|Microsoft-Windows-WAS)$/i, ids: [5021, 5057, 5059] },
];
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Events of the last seven days that name what is wrong with a sign-in, newest first. By number: their texts are localized. */
export const systemEvents: Command = {
  program: 'wevtutil',
  args: [
    'qe',
    'System',
    `/q:*[System[(${SOURCES.flatMap(({ ids }) => ids.map((id) => `EventID=${id}`)).join(' or ')}) and TimeCreated[timediff(@SystemTime) <= ${WEEK_MS}]]]`,
    '/f:xml',
    '/c:100',
    '/rd:true',
  ],
  effect: 'read',
  timeoutMs: 60_000,
};

/** Network logons of the last five minutes, newest first. */
export const networkLogons: Command = {
  program: 'wevtutil',
  args: [
    'qe',
    'Security',
    "/q:*[System[EventID=4624 and TimeCreated[timediff(@SystemTime) <= 300000]] and EventData[Data[@Name='LogonType']='3']]",
    '/f:xml',
    '/c:50',
    '/rd:true',
  ],
  effect: 'read',
  timeoutMs: 60_000,
};

interface LoggedEvent {
  readonly provider: string;
  readonly id: number;
  /** By name; a value without one has the name ''. */
  readonly data: readonly { readonly name: string; readonly text: string }[];
}

/** In: the answer of `systemEvents`. Out: the events that mean something here, each once, in the order of their sources and numbers. */
export function readSignInEvents(answer: Answer): Result<readonly SignInEvent[]> {
  const events = readEvents(answer);
  if (!events.ok) return events;
  const known = events.value.flatMap(({ provider, id, data }): readonly SignInEvent[] => {
    const source = SOURCES.find((one) => one.provider.test(provider) && one.ids.includes(id))?.source;
    if (source === undefined) return [];
    const about = ABOUT.map((name) => data.find((one) => one.name === name)?.text.trim()).find((text) => text);
    return [{ source, id, about: about ?? null }];
  });
  const each = new Map(known.map((event) => [JSON.stringify(event), event]));
  return succeed([...each.values()].sort((a, b) => a.id - b.id || (a.about ?? '').localeCompare(b.about ?? '')));
}

/** Names of the values that say what an event is about; events of older sources number theirs. */
const ABOUT = ['TargetName', 'Server', 'Target', 'AppPoolID', 'AccountName', 'Name', ''];

/** In: the answer of `networkLogons`, and a user, `CONTOSO\anna`. Out: the package of that user's newest logon; `null` where there is none. */
export function readLogonPackage(answer: Answer, user: string): Result<'Kerberos' | 'NTLM' | null> {
  const events = readEvents(answer);
  if (!events.ok) return events;
  const name = user.split('\\').at(-1)?.toLowerCase() ?? '';
  const textOf = (event: LoggedEvent, wanted: string) =>
    event.data
      .find((one) => one.name === wanted)
      ?.text.trim()
      .toLowerCase();
  const newest = events.value.find((event) => textOf(event, 'TargetUserName') === name);
  const used = newest === undefined ? undefined : textOf(newest, 'AuthenticationPackageName');
  return succeed(used === 'kerberos' ? 'Kerberos' : used === 'ntlm' ? 'NTLM' : null);
}

/** wevtutil prints one `<Event>` behind another, without a root; nothing at all where no event fits. */
function readEvents(answer: Answer): Result<readonly LoggedEvent[]> {
  if (answer.kind === 'failure') return fail(answer.failure);
  if (answer.kind !== 'output') return unreadable('it gave an answer of another kind', '');
  const { exitCode, stdout, stderr } = answer.output;
  if (exitCode !== 0) return unreadable(`wevtutil ended with ${exitCode}`, stderr || stdout);
  const events = eventsIn(stdout.replace(/^\ufeff/, ''));
  return typeof events === 'string' ? unreadable(events, stdout) : succeed(events);
}

/** Out: the events, or why the text is no list of events. */
function eventsIn(text: string): readonly LoggedEvent[] | string {
  const parser = new SaxesParser({ fragment: true });
  const path: string[] = [];
  const events: OpenEvent[] = [];
  let other: string | undefined;
  parser.on('error', ({ message }) => {
    other ??= message;
  });
  parser.on('doctype', () => {
    other ??= 'it defines names of its own';
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    if (path.length === 1 && name === 'Event') events.push({ provider: '', id: '', data: [] });
    else if (path.length === 1) other ??= 'it holds something else than events';
    const named = attributes['Name'];
    open(events.at(-1), path.join('/'), typeof named === 'string' ? named : '');
  });
  parser.on('text', (said) => {
    if (path.length === 0 && said.trim() !== '') other ??= 'it holds something else than events';
    hear(events.at(-1), path.join('/'), said);
  });
  parser.on('closetag', () => {
    path.pop();
  });
  parser.write(text).close();
  if (path.length > 0) return 'it is cut off';
  const whole = events.every(({ provider, id }) => provider !== '' && /^\d+$/.test(id.trim()));
  return other ?? (whole ? events.map(({ id, ...event }) => ({ ...event, id: Number(id) })) : 'an event has no source or no number');
}

interface OpenEvent {
  provider: string;
  id: string;
  readonly data: { readonly name: string; text: string }[];
}

function open(event: OpenEvent | undefined, path: string, name: string): void {
  if (event === undefined) return;
  if (path === 'Event/System/Provider') event.provider = name;
  if (path === 'Event/EventData/Data') event.data.push({ name, text: '' });
}

function hear(event: OpenEvent | undefined, path: string, said: string): void {
  const value = event?.data.at(-1);
  if (event !== undefined && path === 'Event/System/EventID') event.id += said;
  if (value !== undefined && path === 'Event/EventData/Data') value.text += said;
}

function unreadable(why: string, raw: string) {
  return fail({ code: 'output.unreadable', reading: 'wevtutil', why, raw });
}
