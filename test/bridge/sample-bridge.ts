import type { AdminEvent, Bridge, WizardView } from '../../flows/bridge/contract.ts';

export interface SampleBridge extends Bridge {
  readonly received: readonly AdminEvent[];
  readonly listeners: number;
  publish(view: WizardView): void;
  /** The session behind the bridge ends. */
  lose(why: string): void;
}

/** A bridge with nothing behind it: what a host takes in can be looked at, what it gives out is said by the test. */
export function sampleBridge(): SampleBridge {
  const received: AdminEvent[] = [];
  const listeners = new Map<(view: WizardView) => void, (why: string) => void>();
  let view = sampleView('triage');
  return {
    received,
    get listeners() {
      return listeners.size;
    },
    subscribe(listener, lost) {
      listeners.set(listener, lost);
      listener(view);
      return () => listeners.delete(listener);
    },
    send: (event) => received.push(event),
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
