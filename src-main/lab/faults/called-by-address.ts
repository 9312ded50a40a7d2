import { say } from '../../../flows/language/say.ts';
import { isBrowser, type LabFault, withClients } from './fault.ts';

/** Cause 12: there is no service principal name for an address, so no ticket is ever asked for. */
export const calledByAddress: LabFault = {
  id: 'called-by-address',
  title: say`People have the address of the server in their bookmarks, not its name`,
  symptom: say`By the address sign-ins use NTLM and never a ticket; by the name the same people have one`,
  excludes: [],
  apply: (state) => withClients(state, isBrowser, { host: '10.20.0.11' }),
};
