import { say } from '../../../flows/language/say.ts';
import type { LabFault } from './fault.ts';

/** Cause 19: seven minutes, as after a virtual machine was resumed. */
export const clockSkew: LabFault = {
  id: 'clock-skew',
  title: say`The clock of the server is seven minutes behind that of the domain controller`,
  symptom: say`Nobody signs in by Kerberos, whatever the names say: KRB_AP_ERR_SKEW (0x25)`,
  excludes: [],
  apply: (state) => ({ ...state, network: { ...state.network, clockAheadSeconds: 420 } }),
};
