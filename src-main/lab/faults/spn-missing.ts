import { say } from '../../../flows/language/say.ts';
import { withoutSpn } from '../directory/write-spn.ts';
import { HTTP_NAMES, POOL_ACCOUNT } from '../server/names.ts';
import type { LabFault } from './fault.ts';

/** HOST/SMP01 on the computer still covers the server's own names: those tickets are made for an account that does not read them. */
export const spnMissing: LabFault = {
  id: 'spn-missing',
  title: say`No HTTP service principal name is registered for the server`,
  symptom: say`Sign-ins by smp.contoso.com use NTLM; by the computer name the browser asks again and again`,
  excludes: ['spn-on-computer'],
  apply: (state) => ({
    ...state,
    directory: HTTP_NAMES.reduce((directory, name) => withoutSpn(directory, POOL_ACCOUNT, name), state.directory),
  }),
};
