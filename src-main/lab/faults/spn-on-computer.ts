import { say } from '../../../flows/language/say.ts';
import { withoutSpn, withSpn } from '../directory/write-spn.ts';
import { COMPUTER_ACCOUNT, HTTP_NAMES, POOL_ACCOUNT } from '../server/names.ts';
import type { LabFault } from './fault.ts';

/** Not beside `spn-missing`: the names cannot be nowhere and on the computer. */
export const spnOnComputer: LabFault = {
  id: 'spn-on-computer',
  title: say`The HTTP names stand on the computer account, the application pools run as CONTOSO\\svc-smp`,
  symptom: say`Everybody is asked for a password three times and then gets 401; clients log KRB_AP_ERR_MODIFIED`,
  excludes: ['spn-missing'],
  apply: (state) => ({
    ...state,
    directory: HTTP_NAMES.reduce(
      (directory, name) => withSpn(withoutSpn(directory, POOL_ACCOUNT, name), COMPUTER_ACCOUNT, name),
      state.directory,
    ),
  }),
};
