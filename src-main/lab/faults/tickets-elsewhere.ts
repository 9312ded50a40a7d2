import { say } from '../../../flows/language/say.ts';
import type { LabFault } from './fault.ts';

const SERVICE = {
  server: 'HTTP/smp01.contoso.com',
  flags: '0x40a10000 -> forwardable renewable pre_authent name_canonicalize',
  cacheFlags: '0',
};

/** Cause 25: klist is run in an elevated prompt, whose cache is empty, while the tickets are in other sessions. */
export const ticketsElsewhere: LabFault = {
  id: 'tickets-elsewhere',
  title: say`klist is read in a logon session that holds no tickets`,
  symptom: say`klist in the elevated prompt lists no tickets, so Kerberos seems not to work; users and agents sign in`,
  excludes: [],
  apply: (state) => {
    const { logonId, tickets } = state.machine;
    const system = [...(tickets['0x3e7'] ?? []), SERVICE];
    return { ...state, machine: { ...state.machine, elevated: true, tickets: { ...tickets, [logonId]: [], '0x3e7': system } } };
  },
};
