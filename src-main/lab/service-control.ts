import type { LabState } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

/** Services that every IIS has and that the practice server never stops. */
const RUNNING = ['AppHostSvc', 'W3SVC', 'WAS'];

/** Answers `sc query NAME`; nothing is ever started or stopped. */
export function runServiceControl(state: LabState, args: readonly string[]): ToolRun {
  const [verb = '', name = ''] = args;
  const found = RUNNING.find((one) => one.toLowerCase() === name.toLowerCase());
  if (verb.toLowerCase() !== 'query' || found === undefined) {
    const lines = [
      '[SC] EnumQueryServicesStatus:OpenService FAILED 1060:',
      '',
      'The specified service does not exist as an installed service.',
      '',
    ];
    return answer(state, 1060, printed(lines));
  }
  return answer(
    state,
    0,
    printed([
      '',
      `SERVICE_NAME: ${found} `,
      '        TYPE               : 30  WIN32  ',
      '        STATE              : 4  RUNNING ',
      '                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)',
      '        WIN32_EXIT_CODE    : 0  (0x0)',
      '        SERVICE_EXIT_CODE  : 0  (0x0)',
      '        CHECKPOINT         : 0x0',
      '        WAIT_HINT          : 0x0',
    ]),
  );
}
