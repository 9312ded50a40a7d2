import { recogniseAltiris } from '../../flows/logs/altiris-signatures.ts';

export interface SlowAltiris {
  readonly events: number;
  readonly truncated: number;
  readonly headless: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly signals: Readonly<Record<string, number>>;
}

/** Reads a whole log of Altiris from its first character to its last, the plain way: the measure of what the fast reader says. */
export function slowAltiris(log: string): SlowAltiris {
  const [bySeverity, signals]: Record<string, number>[] = [{}, {}];
  const answer = { events: 0, truncated: 0, headless: 0 };
  let at = 0;
  while (at < log.length) {
    const rest = log.slice(at);
    const begin = rest.search(/<event\s/i);
    const outside = begin < 0 ? rest : rest.slice(0, begin);
    answer.headless += [...outside.matchAll(/<\/event>/gi)].length;
    if (begin < 0) break;
    const { end, isWhole } = endOfEvent(log, at + begin);
    if (isWhole) count(log.slice(at + begin, end));
    else answer.truncated++;
    at = end;
  }
  function count(event: string): void {
    answer.events++;
    const open = /^<event\s(?:[^'">]|'[^']*'|"[^"]*")*>/i.exec(event)?.[0] ?? '';
    const severity = /\sseverity=(?:'(\d+)'|"(\d+)")/.exec(open);
    const number = severity?.[1] ?? severity?.[2];
    if (number !== undefined && bySeverity !== undefined) bySeverity[number] = (bySeverity[number] ?? 0) + 1;
    for (const { id } of recogniseAltiris(event.slice(open.length))) if (signals !== undefined) signals[id] = (signals[id] ?? 0) + 1;
  }
  return { ...answer, bySeverity: bySeverity ?? {}, signals: signals ?? {} };
}

/** Where the event at `from` ends; where its end is missing, where the next one begins that shows it. */
function endOfEvent(log: string, from: number): { end: number; isWhole: boolean } {
  const text = log.slice(from);
  const cdata = text.indexOf('<![CDATA[');
  const next = text.slice(1).search(/<event\s/i) + 1;
  const plainEnd = /<\/event>/i.exec(text);
  const first = Math.min(...[cdata, next > 0 ? next : -1, plainEnd?.index ?? -1].filter((at) => at >= 0), text.length);
  if (first === text.length) return { end: log.length, isWhole: false };
  if (first === plainEnd?.index) return { end: from + first + '</event>'.length, isWhole: true };
  if (first === next) return { end: from + next, isWhole: false };
  const body = from + cdata + '<![CDATA['.length;
  const close = /\]\]>\s*<\/event>/i.exec(log.slice(body));
  const inside = close === null ? log.slice(body) : log.slice(body, body + close.index);
  const inner = [...inside.matchAll(/<event\s(?:[^'"<>]|'[^']*'|"[^"]*")*>\s*<!\[CDATA\[/gi)][0];
  if (inner !== undefined) return { end: body + inner.index, isWhole: false };
  return close === null ? { end: log.length, isWhole: false } : { end: body + close.index + close[0].length, isWhole: true };
}
