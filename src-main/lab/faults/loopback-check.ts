import { say } from '../../../flows/language/say.ts';
import type { LabFault } from './fault.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0';

/** Cause 13: nobody has told Windows that the server calls itself by these names. */
export const loopbackCheck: LabFault = {
  id: 'loopback-check',
  title: say`The loopback check keeps the server from signing in to itself`,
  symptom: say`The console asks for a password three times, only in a browser on the server itself; every other machine signs in`,
  excludes: [],
  apply: (state) => {
    const values = (state.machine.registry[KEY] ?? []).filter(({ name }) => name !== 'BackConnectionHostNames');
    return { ...state, machine: { ...state.machine, registry: { ...state.machine.registry, [KEY]: values } } };
  },
};
