import { say } from '../../../flows/language/say.ts';
import { isFirefox, type LabFault, withClients } from './fault.ts';

/** Cause 15. Source: itms.md 4. */
export const firefoxTrust: LabFault = {
  id: 'firefox-trust',
  title: say`Firefox does not have the server among the addresses that it trusts`,
  symptom: say`Only Firefox asks for a password; Edge and Chrome sign in on the same computer`,
  excludes: ['browser-zone'],
  apply: (state) => withClients(state, isFirefox, { sendsCredentials: false }),
};
