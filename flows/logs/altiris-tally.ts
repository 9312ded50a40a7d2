import { hostOf } from './altiris-block.ts';
import { readAltirisDate } from './altiris-date.ts';
import type { AltirisEvent } from './altiris-event.ts';
import { recogniseAltiris } from './altiris-signatures.ts';
import { addCount, addCounts, type Counts } from './counts.ts';

/** A recognised message: how often, between which moments (local time of the server, '' where not known), for which hosts, from where. */
export interface AltirisSignal {
  count: number;
  first: string;
  last: string;
  readonly hosts: Counts;
  /** The computers that wrote it. */
  readonly writers: Counts;
  /** By hours of the server's local time, `2024-05-16T11`; events whose year is not known are in none. */
  readonly hours: Counts;
}

/** `2024-05-16T11` */
const HOUR_LENGTH = 13;

/** Everything that is counted in Altiris logs. Two of them add up. */
export interface AltirisTally {
  events: number;
  /** Events whose end is missing. */
  truncated: number;
  /** Ends of events whose beginning is missing, as at the start of a file that was cut. */
  headless: number;
  withoutSeverity: number;
  /** Events before the moment from which the administrator wants to know. */
  earlier: number;
  withoutYear: number;
  readonly bySeverity: Counts;
  readonly signals: Map<string, AltirisSignal>;
}

export function emptyAltirisTally(): AltirisTally {
  return {
    events: 0,
    truncated: 0,
    headless: 0,
    withoutSeverity: 0,
    earlier: 0,
    withoutYear: 0,
    bySeverity: new Map(),
    signals: new Map(),
  };
}

/** Adds what is recognised in one event. `writtenAt`: when its file was last written, for dates without a year. */
export function countSignals(tally: AltirisTally, event: AltirisEvent, writtenAt: string | undefined): void {
  const found = recogniseAltiris(event.body);
  if (found.length === 0) return;
  const date = readAltirisDate(event.attributes.get('date') ?? '', writtenAt);
  if (date === undefined) tally.withoutYear++;
  for (const { id } of found) {
    const signal: AltirisSignal = { count: 1, first: date ?? '', last: date ?? '', hosts: new Map(), writers: new Map(), hours: new Map() };
    if (date !== undefined) addCount(signal.hours, date.slice(0, HOUR_LENGTH));
    addCount(signal.hosts, hostOf(event.body) ?? '');
    addCount(signal.writers, (event.attributes.get('hostname') ?? '').toLowerCase());
    addSignal(tally, id, signal);
  }
}

export function addAltiris(into: AltirisTally, from: AltirisTally): void {
  for (const name of ['events', 'truncated', 'headless', 'withoutSeverity', 'earlier', 'withoutYear'] as const) into[name] += from[name];
  addCounts(into.bySeverity, from.bySeverity);
  for (const [id, signal] of from.signals) addSignal(into, id, signal);
}

function addSignal(into: AltirisTally, id: string, signal: AltirisSignal): void {
  const known = into.signals.get(id);
  if (known === undefined) {
    into.signals.set(id, { ...signal, hosts: new Map(signal.hosts), writers: new Map(signal.writers), hours: new Map(signal.hours) });
    return;
  }
  known.count += signal.count;
  known.first = earlier(known.first, signal.first);
  if (signal.last > known.last) known.last = signal.last;
  addCounts(known.hosts, signal.hosts);
  addCounts(known.writers, signal.writers);
  addCounts(known.hours, signal.hours);
}

function earlier(a: string, b: string): string {
  if (a === '' || b === '') return a === '' ? b : a;
  return a < b ? a : b;
}
