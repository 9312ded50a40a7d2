import { printRecords } from '../../flows/scripts/records.ts';
import type { LabState } from './lab-state.ts';
import { answer, type ToolRun } from './tool-run.ts';

/** Answers the script `ports` for the lab's controller. */
export function runPorts(state: LabState, args: readonly string[]): ToolRun {
  const [host = '', ...ports] = args;
  const { controller } = state.network;
  const isKnown = host.toLowerCase() === controller.name.toLowerCase();
  const result = (port: string) => {
    if (!isKnown) return { failed: ['HostNotFound'] };
    return controller.closedPorts.includes(Number(port)) || !state.machine.directoryReachable
      ? { failed: ['ConnectionRefused'] }
      : { state: ['open'] };
  };
  return answer(state, 0, printRecords(ports.map((port) => ({ kind: 'port', values: { number: [port], ...result(port) } }))));
}
