import { say } from '../../../flows/language/say.ts';
import { ALTIRIS, APPLICATION_IDENTITY, CLIENT_TASK_SERVER, POOL_ACCOUNT } from '../server/names.ts';
import { withNamesMoved, withPoolsAs } from './directory-edits.ts';
import { type LabFault, setWindows, withWindowsEdits } from './fault.ts';

/** Somebody followed the guide for a service account, with another account than the pools run as. */
export const spnOnApplicationIdentity: LabFault = {
  id: 'spn-on-application-identity',
  title: say`The HTTP names were moved to the Application Identity of ITMS, although the pools run as Network Service`,
  symptom: say`Kerberos broke right after the guide was followed: prompts and 401 for everybody`,
  excludes: ['spn-missing', 'spn-on-computer', 'spn-duplicate', 'spn-on-user', 'credentials-on-machine', 'credentials-off'],
  apply: (state) => {
    const pools = withPoolsAs(state, 'NetworkService');
    const off = [ALTIRIS, CLIENT_TASK_SERVER].reduce(
      (now, path) => withWindowsEdits(now, path, [setWindows('useAppPoolCredentials', false)]),
      pools,
    );
    return withNamesMoved(off, POOL_ACCOUNT, APPLICATION_IDENTITY);
  },
};
