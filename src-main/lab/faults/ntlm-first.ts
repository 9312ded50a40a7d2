import { say } from '../../../flows/language/say.ts';
import { TASK_MANAGEMENT } from '../server/names.ts';
import { type LabFault, replaceProviders, withWindowsEdits } from './fault.ts';

/** At the server, for everything that inherits, and in the list of Task Management's own. */
export const ntlmFirst: LabFault = {
  id: 'ntlm-first',
  title: say`NTLM stands before Negotiate in the list of providers`,
  symptom: say`Sign-ins work, always by NTLM: no client ever asks for a ticket`,
  excludes: [],
  apply: (state) =>
    ['', TASK_MANAGEMENT].reduce(
      (now, path) => withWindowsEdits(now, path, replaceProviders(['Negotiate', 'NTLM'], ['NTLM', 'Negotiate'])),
      state,
    ),
};
