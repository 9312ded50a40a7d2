import { say } from '../../../flows/language/say.ts';
import { ALTIRIS, CLIENT_TASK_SERVER } from '../server/names.ts';
import { type LabFault, setWindows, unsetWindows, withWindowsEdits } from './fault.ts';

/** Not set at /Altiris (the schema says false), and written as false at the Client Task Server. */
export const credentialsOff: LabFault = {
  id: 'credentials-off',
  title: say`useAppPoolCredentials is off, so IIS reads tickets with the key of the computer account`,
  symptom: say`Everybody is asked for a password, although the names stand on the account of the application pool`,
  excludes: [],
  apply: (state) =>
    withWindowsEdits(withWindowsEdits(state, ALTIRIS, [unsetWindows('useAppPoolCredentials')]), CLIENT_TASK_SERVER, [
      setWindows('useAppPoolCredentials', false),
    ]),
};
