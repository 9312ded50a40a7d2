import { say } from '../../../flows/language/say.ts';
import { isBrowser, type LabFault, withClients } from './fault.ts';

/** Cause 14. Source: itms.md 4. */
export const browserZone: LabFault = {
  id: 'browser-zone',
  title: say`The server is in no zone and no policy to which browsers send credentials`,
  symptom: say`Every browser asks for a password, agents sign in as always`,
  excludes: ['firefox-trust'],
  apply: (state) => withClients(state, isBrowser, { sendsCredentials: false }),
};
