import { printRecords } from '../../flows/scripts/records.ts';
import type { LabState } from './lab-state.ts';
import { answer, type ToolRun } from './tool-run.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Altiris\\express\\Notification Server\\AppIdentity';
const ACCOUNT = /^[^\\@"/[\]:;|=,+*?<>]{1,64}(?:\\[^\\@"/[\]:;|=,+*?<>]{1,64}|@[A-Za-z0-9.-]{1,255})$/;

/** Answers the script `application-identity`. The names of the values are not published; those of the practice server are its own. */
export function runApplicationIdentity(state: LabState): ToolRun {
  const values = state.machine.registry[KEY];
  const key = { kind: 'key', values: { present: [values === undefined ? 'False' : 'True'], values: [`${values?.length ?? 0}`] } };
  const records = (values ?? []).map(({ name, value }) => ({
    kind: 'value',
    values: {
      name: [name],
      ...(!/pass|pwd|secret|key|credential/i.test(name) && ACCOUNT.test(value) ? { text: [value] } : { withheld: ['true'] }),
    },
  }));
  return answer(state, 0, printRecords([key, ...records]));
}
