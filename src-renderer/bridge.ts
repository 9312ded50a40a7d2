import type { Bridge } from '../flows/bridge/bridge.ts';
import type { AdminEvent, ReportFile, ReportFormat, View } from '../flows/bridge/contract.ts';
import { viewReader } from '../flows/bridge/sent-view.ts';
import { say } from '../flows/language/say.ts';
import { spoken } from './language.ts';
import { loopbackLogs } from './loopback-logs.ts';
import { loopbackPrescriptions } from './loopback-prescriptions.ts';

const lostTexts = spoken({
  notAView: say`The host sent something that is not a view of this version.`,
  silent: say`The host does not answer.`,
});

declare global {
  interface Window {
    /** Put there by the preload of the desktop program; a browser has none. */
    readonly kerbwise?: Bridge;
  }
}

/** The desktop program's bridge where there is one, else the loopback host that served this page. */
export function openBridge(): Bridge {
  return window.kerbwise === undefined ? openLoopbackBridge() : readingWhole(window.kerbwise);
}

/** What the desktop program sends is put together here: made whole before, each view would be copied whole from its world into this one. */
function readingWhole(bridge: Bridge): Bridge {
  return {
    ...bridge,
    subscribe(listener, lost) {
      const read = viewReader();
      return bridge.subscribe((view) => listener(read(view)), lost);
    },
  };
}

const retryMs = 1_500;

interface Link {
  lost(why: string): void;
  reopen(): void;
}

/** `GET /events` (server-sent events, one view a message), `POST /send` (one event), `POST /open` (a path as typed), `GET /report?as=`, logs and prescriptions. Same origin, nothing else. */
function openLoopbackBridge(): Bridge {
  const links = new Set<Link>();
  const tellLost = (why: string) => {
    for (const link of links) {
      link.lost(why);
      link.reopen();
    }
  };
  return {
    subscribe(listener, lost) {
      const link = openLink(listener, lost);
      links.add(link);
      return () => {
        links.delete(link);
        link.close();
      };
    },
    send(event: AdminEvent) {
      post('/send', event).catch((reason: unknown) => tellLost(messageOf(reason)));
    },
    prescriptions: loopbackPrescriptions,
    files: { name: (path) => void post('/open', path).catch((reason: unknown) => tellLost(messageOf(reason))) },
    report: fetchReport,
    logs: loopbackLogs((reason) => tellLost(messageOf(reason))),
  };
}

function openLink(listener: (view: View) => void, lost: (why: string) => void): Link & { close(): void } {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const open = () => {
    close();
    const opened = new EventSource('/events');
    const read = viewReader();
    source = opened;
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      const view = readView(data);
      if (view === undefined) lost(lostTexts.notAView);
      else listener(read(view));
    };
    opened.onerror = () => {
      lost(lostTexts.silent);
      // The browser retries a dropped connection by itself, but gives up on a refused one.
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, retryMs);
    };
  };
  open();
  return { lost, close, reopen: open };
}

async function post(path: '/send' | '/open', body: AdminEvent | string): Promise<void> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The host refused the request (${answer.status}).`);
}

async function fetchReport(format: ReportFormat): Promise<ReportFile> {
  const answer = await fetch(`/report?as=${format}`);
  if (!answer.ok) throw new Error(`The host refused the report (${answer.status}).`);
  const raw: unknown = await answer.json();
  if (!isReportFile(raw)) throw new Error('The host sent something that is not a report.');
  return raw;
}

/** A message's data as a view; `undefined` where it is none of this version. The host is ours, so the shape is not walked further. */
export function readView(data: string): View | undefined {
  try {
    const raw: unknown = JSON.parse(data);
    return isView(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}

function isView(raw: unknown): raw is View {
  if (!isObject(raw) || raw.kerbwise !== 1 || typeof raw.phase !== 'string') return false;
  return raw.phase === 'start' ? Array.isArray(raw.recent) : isObject(raw.target);
}

function isReportFile(raw: unknown): raw is ReportFile {
  return isObject(raw) && [raw.fileName, raw.mediaType, raw.text].every((member) => typeof member === 'string');
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
