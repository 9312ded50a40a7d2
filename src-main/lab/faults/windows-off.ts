import { say } from '../../../flows/language/say.ts';
import { CONSOLE } from '../server/names.ts';
import { type LabFault, setWindows, withWindowsEdits } from './fault.ts';

/** Anonymous access is off there already: it is inherited from /Altiris. */
export const windowsOff: LabFault = {
  id: 'windows-off',
  title: say`Windows Authentication and anonymous access are both off at the console`,
  symptom: say`Nobody can open the console: 401.2 at once, without a challenge`,
  excludes: [],
  apply: (state) => withWindowsEdits(state, CONSOLE, [setWindows('enabled', false)]),
};
