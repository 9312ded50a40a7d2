import type { TicketLink, TicketPath, TicketPicture, TicketStation } from '../model/ticket-path.ts';
import { isRecord, isTexts } from './read-plan-facts.ts';

/** In: what a journal keeps of the paths of the tickets. Out: the pictures; none where it keeps none, or something else. */
export function readTicketPaths(value: unknown): readonly TicketPicture[] {
  return Array.isArray(value) && value.every(isPicture) ? value : [];
}

function isPicture(value: unknown): value is TicketPicture {
  return isRecord(value) && isPath(value['now']) && (value['after'] === null || isPath(value['after']));
}

const OUTCOMES: readonly unknown[] = ['kerberos', 'ntlm', 'refused', 'anonymous', 'unclear'] satisfies readonly TicketPath['outcome'][];

function isPath(value: unknown): value is TicketPath {
  if (!isRecord(value)) return false;
  const { names, applications, outcome, verdict, stations } = value;
  return (
    isTexts(names) &&
    isTexts(applications) &&
    OUTCOMES.includes(outcome) &&
    isText(verdict) &&
    Array.isArray(stations) &&
    stations.every(isStation)
  );
}

const KINDS: readonly unknown[] = ['client', 'controller', 'iis', 'pool', 'account'] satisfies readonly TicketStation['kind'][];

function isStation(value: unknown): value is TicketStation {
  if (!isRecord(value)) return false;
  const { kind, title, names, detail, link } = value;
  return KINDS.includes(kind) && isText(title) && isTexts(names) && isText(detail) && (link === null || isLink(link));
}

const STATES: readonly unknown[] = ['holds', 'broken', 'unknown'] satisfies readonly TicketLink['state'][];

function isLink(value: unknown): value is TicketLink {
  return (
    isRecord(value) &&
    STATES.includes(value['state']) &&
    isText(value['sentence']) &&
    (value['mendedBy'] === null || isText(value['mendedBy']))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
