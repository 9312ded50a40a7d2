import { say } from '../../../flows/language/say.ts';
import { OLD_ACCOUNT, POOL_ACCOUNT } from '../server/names.ts';
import { withNamesMoved } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

export const spnOnUser: LabFault = {
  id: 'spn-on-user',
  title: say`The HTTP names stand on the retired account CONTOSO\\svc-old, the application pools run as CONTOSO\\svc-smp`,
  symptom: say`Everybody is asked three times and then gets 401; clients log KRB_AP_ERR_MODIFIED and name svc-old`,
  excludes: ['spn-missing', 'spn-on-computer', 'spn-duplicate'],
  apply: (state) => withNamesMoved(state, POOL_ACCOUNT, OLD_ACCOUNT),
};
