import { say } from '../../../flows/language/say.ts';
import { POOL_ACCOUNT } from '../server/names.ts';
import { withAttributes } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

/** Cause 17. The password was set on 20 April 2006; the controller notes in event 204 whose ticket it does not make. */
export const accountWithoutAes: LabFault = {
  id: 'account-without-aes',
  title: say`CONTOSO\\svc-smp allows only RC4, and its password is older than AES in Active Directory`,
  symptom: say`Kerberos fails although the names are right; the controllers log that the encryption type is not supported`,
  excludes: ['spn-on-application-identity', 'credentials-on-machine'],
  apply: (state) => {
    const event = { log: 'System' as const, provider: 'Kdcsvc', id: 204, data: { AccountName: 'svc-smp' } };
    const noted = { ...state, network: { ...state.network, events: [...state.network.events, event] } };
    return withAttributes(noted, POOL_ACCOUNT, { supportedEncryptionTypes: 4, pwdLastSet: '127900000000000000' });
  },
};
