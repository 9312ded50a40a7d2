import { say } from '../../../flows/language/say.ts';
import { TASK_MANAGEMENT } from '../server/names.ts';
import { type LabFault, setWindows, withWindowsEdits } from './fault.ts';

/** At the server, for everything that inherits, and at Task Management itself. */
export const persistenceOff: LabFault = {
  id: 'persistence-off',
  title: say`authPersistNonNTLM is off: every request is signed in anew`,
  symptom: say`Agents cannot register with the Task Server: "request level authentication is not supported"`,
  excludes: [],
  apply: (state) =>
    ['', TASK_MANAGEMENT].reduce((now, path) => withWindowsEdits(now, path, [setWindows('authPersistNonNTLM', false)]), state),
};
