import { say } from '../../../flows/language/say.ts';
import { healthyAttributes } from '../server/healthy-directory.ts';
import { withPoolsAs, withUser } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

export const twoAccounts: LabFault = {
  id: 'two-accounts',
  title: say`The pool of Task Management runs as CONTOSO\\svc-task, everything else behind the same names as CONTOSO\\svc-smp`,
  symptom: say`The console works; agents that call Task Management by the same name get 401`,
  excludes: ['spn-on-application-identity', 'credentials-on-machine'],
  apply: (state) =>
    withPoolsAs(
      withUser(state, 'CN=svc-task,OU=Service Accounts,DC=contoso,DC=com', healthyAttributes(1109, 'user')),
      'CONTOSO\\svc-task',
      ['Altiris Task Management'],
    ),
};
