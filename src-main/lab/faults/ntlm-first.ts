import { say } from '../../../flows/language/say.ts';
import { TASK_MANAGEMENT } from '../server/names.ts';
import { type LabFault, replaceProviders, withWindowsEdits } from './fault.ts';

/** At the server, for everything that inherits, and in the list of Task Management's own. */
export const ntlmFirst: LabFault = {
  id: 'ntlm-first',
  title: say`NTLM stands before Negotiate in the list of providers`,
  symptom: say`Agents and everything else that uses WinINet or WinHTTP sign in by NTLM and ask for no ticket; Chrome and Edge choose Negotiate whatever the order`,
  excludes: [],
  apply: (state) =>
    ['', TASK_MANAGEMENT].reduce(
      (now, path) => withWindowsEdits(now, path, replaceProviders(['Negotiate', 'NTLM'], ['NTLM', 'Negotiate'])),
      state,
    ),
};
