import { say } from '../../../flows/language/say.ts';
import { ownersOf } from '../directory/lookup.ts';
import { withSpn } from '../directory/write-spn.ts';
import { COMPUTER_ACCOUNT, OLD_ACCOUNT } from '../server/names.ts';
import type { LabFault } from './fault.ts';

const NAME = 'HTTP/smp01.contoso.com';

/**
 * Left over from the time when controllers let a name be given twice; today's would refuse to make it so again.
 * The second holder beside the old account is whoever has the name already; where it is missing, the computer.
 */
export const spnDuplicate: LabFault = {
  id: 'spn-duplicate',
  title: say`${NAME} is registered on two accounts, one of them the retired CONTOSO\\svc-old`,
  symptom: say`By smp01.contoso.com sign-ins use NTLM, and the domain controller logs a duplicate name (event 11)`,
  excludes: [],
  apply: (state) => {
    const isHeld = ownersOf(state.directory, NAME).length > 0;
    const held = isHeld ? state.directory : withSpn(state.directory, COMPUTER_ACCOUNT, NAME);
    return { ...state, directory: withSpn(held, OLD_ACCOUNT, NAME) };
  },
};
