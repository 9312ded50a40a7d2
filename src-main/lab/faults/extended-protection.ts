import { say } from '../../../flows/language/say.ts';
import { ALTIRIS } from '../server/names.ts';
import { type LabFault, withWindowsEdits } from './fault.ts';

/** Cause 16: a sign-in that is tied to its TLS connection, and a device that makes two connections of one. */
export const extendedProtection: LabFault = {
  id: 'extended-protection',
  title: say`Extended Protection is required, and TLS inspection opens https connections on the way`,
  symptom: say`Everybody who comes through the inspecting device gets 401 over https; direct connections and http are fine`,
  excludes: [],
  apply: (state) => ({
    ...withWindowsEdits(state, ALTIRIS, [{ op: 'set', inner: ['extendedProtection'], attribute: 'tokenChecking', value: 'Require' }]),
    network: { ...state.network, tlsInspected: true },
  }),
};
