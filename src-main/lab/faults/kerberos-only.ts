import { say } from '../../../flows/language/say.ts';
import { TASK_MANAGEMENT } from '../server/names.ts';
import { type LabFault, replaceProviders, withWindowsEdits } from './fault.ts';

/** Cause 8: a provider that says no to every client without a ticket. At the server, for everything that inherits, and in the list of Task Management's own. */
export const kerberosOnly: LabFault = {
  id: 'kerberos-only',
  title: say`Negotiate:Kerberos is the only provider`,
  symptom: say`Computers outside the domain and cloud-enabled management get 401 and nothing to fall back to; members of the domain sign in`,
  excludes: ['ntlm-first'],
  apply: (state) =>
    ['', TASK_MANAGEMENT].reduce(
      (now, path) => withWindowsEdits(now, path, replaceProviders(['Negotiate', 'NTLM'], ['Negotiate:Kerberos'])),
      state,
    ),
};
