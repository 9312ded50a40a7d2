import { say } from '../../../flows/language/say.ts';
import { COMPUTER_ACCOUNT, POOL_ACCOUNT } from '../server/names.ts';
import { withNamesMoved, withPoolsAs } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

export const credentialsOnMachine: LabFault = {
  id: 'credentials-on-machine',
  title: say`useAppPoolCredentials is on, although the application pools run as Network Service`,
  symptom: say`Nothing yet: it breaks once somebody registers the names on the account that the setting speaks of`,
  excludes: ['spn-missing', 'spn-on-computer', 'spn-duplicate', 'spn-on-user', 'spn-on-application-identity', 'credentials-off'],
  apply: (state) => withNamesMoved(withPoolsAs(state, 'NetworkService'), POOL_ACCOUNT, COMPUTER_ACCOUNT),
};
