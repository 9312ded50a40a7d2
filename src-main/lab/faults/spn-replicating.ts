import { say } from '../../../flows/language/say.ts';
import type { LabState } from '../lab-state.ts';
import { POOL_ACCOUNT } from '../server/names.ts';
import type { LabFault } from './fault.ts';

const LATE = 'DC02.contoso.com';

export const spnReplicating: LabFault = {
  id: 'spn-replicating',
  title: say`The names were registered a moment ago, and ${LATE} has not heard of it`,
  symptom: say`Kerberos works for clients of DC01; clients of DC02 use NTLM`,
  excludes: ['spn-missing', 'spn-on-computer', 'spn-on-user', 'spn-on-application-identity', 'credentials-on-machine'],
  apply: (state): LabState => {
    const controllers = state.directory.controllers.map((controller) =>
      controller.host === LATE ? { ...controller, stale: [{ dn: POOL_ACCOUNT, servicePrincipalName: [] }] } : controller,
    );
    return { ...state, directory: { ...state.directory, controllers } };
  },
};
