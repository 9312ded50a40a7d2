import type { AltirisLog } from '../server/log-facts.ts';
import { readAltirisEvent } from './altiris-event.ts';
import { ALTIRIS_SIGNATURES } from './altiris-signatures.ts';
import { countSignals, emptyAltirisTally } from './altiris-tally.ts';
import { byCount } from './counts.ts';

const EVENT = /<event\s(?:(?!<event\s)[\s\S])*?<\/event>/gi;
const MOST_HOSTS = 5;

/** In: a part of an Altiris log, cut anywhere. Out: its whole events, and what of them is known. */
export function readAltirisText(text: string): Omit<AltirisLog, 'folder'> {
  const tally = emptyAltirisTally();
  let events = 0;
  for (const [event] of text.matchAll(EVENT)) {
    events++;
    countSignals(tally, readAltirisEvent(event), undefined);
  }
  const signals = [...tally.signals].map(([id, { count, hosts }]) => {
    const named = byCount(hosts).flatMap(([host]) => (host === '' ? [] : [host]));
    return [id, { count, hosts: named.slice(0, MOST_HOSTS), says: wordsOf(id, text) }] as const;
  });
  return { events, signals: Object.fromEntries(signals) };
}

/** The text by which the message is known, as it stands in the log. */
function wordsOf(id: string, text: string): string {
  const anchors = ALTIRIS_SIGNATURES.find((signature) => signature.id === id)?.anchors ?? [];
  const places = anchors
    .map((anchor) => anchor.replace(/[[\]]/g, ''))
    .map((words) => [text.toLowerCase().indexOf(words.toLowerCase()), words.length] as const);
  const [at, length] = places.find(([place]) => place >= 0) ?? [0, 0];
  return text.slice(at, at + length);
}
