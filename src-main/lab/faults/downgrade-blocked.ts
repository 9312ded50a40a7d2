import { say } from '../../../flows/language/say.ts';
import type { LabFault } from './fault.ts';

/** Cause 21: a program asks for a name of three parts, which nobody holds, and Windows no longer falls back to NTLM for it. */
export const downgradeBlocked: LabFault = {
  id: 'downgrade-blocked',
  title: say`Windows blocks the fallback to NTLM for a name of three parts`,
  symptom: say`Old agents do not register: 0x8009030C, and 0x8FA10191 behind it; event 40970 of LSASRV beside it`,
  excludes: [],
  apply: (state) => {
    const event = { log: 'System' as const, provider: 'LsaSrv', id: 40970, data: { Target: 'HTTP/smp01.contoso.com/contoso.com' } };
    return { ...state, network: { ...state.network, events: [...state.network.events, event] } };
  },
};
