import type { DeskBridge } from '../../flows/bridge/bridge.ts';
import type { AdminEvent, View, WizardView } from '../../flows/bridge/contract.ts';
import type { LogsDesk, LogsView } from '../../flows/bridge/logs-contract.ts';
import type { PrescriptionsDesk } from '../../flows/bridge/prescriptions-contract.ts';
import type { StartView } from '../../flows/bridge/start-contract.ts';

export interface SampleBridge extends DeskBridge {
  /** What the logs were asked for, in order. */
  readonly logsAsked: readonly unknown[];
  /** What was asked of prescriptions, in order. */
  readonly prescriptionsAsked: readonly unknown[];
  readonly received: readonly AdminEvent[];
  /** The paths that were to be opened. */
  readonly opened: readonly string[];
  readonly listeners: number;
  publish(view: View): void;
  /** The session behind the bridge ends. */
  lose(why: string): void;
}

/** A bridge with nothing behind it: what a host takes in can be looked at, what it gives out is said by the test. */
export function sampleBridge(): SampleBridge {
  const received: AdminEvent[] = [];
  const listeners = new Map<(view: View) => void, (why: string) => void>();
  const opened: string[] = [];
  const prescriptionsAsked: unknown[] = [];
  let view: View = sampleView('triage');
  const logsAsked: unknown[] = [];
  return {
    received,
    opened,
    logsAsked,
    prescriptionsAsked,
    logs: sampleLogs(logsAsked),
    get listeners() {
      return listeners.size;
    },
    subscribe(listener, lost) {
      listeners.set(listener, lost);
      listener(view);
      return () => listeners.delete(listener);
    },
    send: (event) => received.push(event),
    open: (path) => opened.push(path),
    prescriptions: samplePrescriptions(prescriptionsAsked),
    report: async (format) => ({ fileName: `report.${format}`, mediaType: 'text/plain', text: 'Größe' }),
    publish(next) {
      view = next;
      for (const listener of listeners.keys()) listener(next);
    },
    lose(why) {
      for (const lost of listeners.values()) lost(why);
    },
  };
}

const CHOOSING: LogsView = {
  kerbwise: 1,
  stage: 'choosing',
  places: ['C:\\inetpub\\logs'],
  paths: [],
  progress: null,
  answer: null,
  failure: null,
};

function sampleLogs(asked: unknown[]): LogsDesk {
  return {
    subscribe: (listener) => {
      listener(CHOOSING);
      return () => undefined;
    },
    send: (event) => asked.push(event),
    read: (paths) => asked.push({ read: paths }),
    rows: async (order) => {
      asked.push(order);
      return { rows: [{ log: 'u_ex.log', line: 7, text: 'Größe' }], hasMore: false, note: '' };
    },
    table: async (table) => ({ fileName: `${table}.csv`, mediaType: 'text/csv', text: 'Größe' }),
  };
}

function samplePrescriptions(asked: unknown[]): PrescriptionsDesk {
  return {
    offer: async () => ({ server: 'SMP01', steps: [], never: [], failure: null }),
    draft: async (order) => {
      asked.push(order);
      return { draftId: '0123456789abcdef', lines: ['Größe'], failure: null };
    },
    write: async (draftId, keyFile) => {
      asked.push({ draftId, keyFile });
      return { file: { fileName: 'x.json', mediaType: 'application/json', text: '{}' }, failure: null };
    },
  };
}

export function sampleView(phase: WizardView['phase'], notice: string | null = null): WizardView {
  return {
    kerbwise: 1,
    version: '0.1.0',
    mode: 'dry-run',
    canApply: false,
    target: { kind: 'lab', label: 'Practice lab', server: null },
    applications: [],
    phase,
    scenarios: [],
    scenario: null,
    discovery: { reads: [], done: false, stopped: false },
    rail: [],
    step: null,
    commands: [],
    report: null,
    failure: null,
    notice,
  };
}

export const SAMPLE_START: StartView = {
  kerbwise: 1,
  version: '0.1.0',
  phase: 'start',
  canLookHere: false,
  faults: [],
  recent: [],
  opening: null,
  failure: null,
  notes: [],
};
