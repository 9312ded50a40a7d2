import { say } from '../../../flows/language/say.ts';
import { healthyAttributes } from '../server/healthy-directory.ts';
import { POOL_ACCOUNT } from '../server/names.ts';
import { withNamesMoved, withUser } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

const OTHER = 'CN=svc-portal,OU=Service Accounts,DC=sales,DC=contoso,DC=com';

export const spnInOtherDomain: LabFault = {
  id: 'spn-in-other-domain',
  title: say`HTTP/smp and HTTP/smp.contoso.com stand on an account of the domain sales.contoso.com`,
  symptom: say`By smp.contoso.com everybody gets 401; setspn -S finds no duplicate and is then refused with error 8647`,
  excludes: ['spn-missing', 'spn-on-computer', 'spn-on-user', 'spn-on-application-identity', 'credentials-on-machine', 'spn-replicating'],
  apply: (state) => {
    const attributes = { ...healthyAttributes(1110, 'user'), objectSid: 'S-1-5-21-2866121034-1122044210-3011230022-1110' };
    return withNamesMoved(withUser(state, OTHER, attributes), POOL_ACCOUNT, OTHER, ['HTTP/smp', 'HTTP/smp.contoso.com']);
  },
};
