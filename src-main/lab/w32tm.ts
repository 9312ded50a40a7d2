import type { LabState } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

/** Answers `w32tm /stripchart /computer:NAME /samples:1 /dataonly` for the controller. The line of the sample is the one that is read. */
export function runW32tm(state: LabState, args: readonly string[]): ToolRun {
  const [operation = '', ...rest] = args;
  const host = rest.find((arg) => /^\/computer:/i.test(arg))?.slice('/computer:'.length) ?? '';
  if (operation.toLowerCase() !== '/stripchart' || host === '') return answer(state, 1, printed(['The command /? is unknown.']));
  const { controller, clockAheadSeconds } = state.network;
  const isKnown = host.toLowerCase() === controller.name.toLowerCase() && state.machine.directoryReachable;
  if (!isKnown) return answer(state, 0, printed([`Tracking ${host}.`, 'Collecting 1 samples.', '10:20:00, error: 0x800705B4']));
  const ahead = Math.abs(clockAheadSeconds + 0.020_677_9)
    .toFixed(7)
    .padStart(10, '0');
  const sign = clockAheadSeconds < 0 ? '-' : '+';
  return answer(
    state,
    0,
    printed([
      `Tracking ${controller.name} [${controller.address}:123].`,
      'Collecting 1 samples.',
      'The current time is 22/11/2026 10:20:00.',
      `10:20:00, ${sign}${ahead}s`,
    ]),
  );
}
