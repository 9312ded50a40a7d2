import type { AltirisLog } from '../server/log-facts.ts';
import { readAltirisEvent } from './altiris-event.ts';
import { countSignals, emptyAltirisTally } from './altiris-tally.ts';
import { byCount } from './counts.ts';

const EVENT = /<event\s(?:(?!<event\s)[\s\S])*?<\/event>/gi;
const MOST_HOSTS = 5;

/** In: a part of an Altiris log, cut anywhere. Out: its whole events, and what of them is known. */
export function readAltirisText(text: string): AltirisLog {
  const tally = emptyAltirisTally();
  let events = 0;
  for (const [event] of text.matchAll(EVENT)) {
    events++;
    countSignals(tally, readAltirisEvent(event), undefined);
  }
  const signals = [...tally.signals].map(([id, { count, hosts }]) => {
    const named = byCount(hosts).flatMap(([host]) => (host === '' ? [] : [host]));
    return [id, { count, hosts: named.slice(0, MOST_HOSTS) }] as const;
  });
  return { events, signals: Object.fromEntries(signals) };
}
