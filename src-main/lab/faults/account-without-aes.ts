import { say } from '../../../flows/language/say.ts';
import { POOL_ACCOUNT } from '../server/names.ts';
import { withAttributes } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

/** The password was set on 20 April 2006. */
export const accountWithoutAes: LabFault = {
  id: 'account-without-aes',
  title: say`CONTOSO\\svc-smp allows only RC4, and its password is older than AES in Active Directory`,
  symptom: say`Kerberos fails although the names are right; the controllers log that the encryption type is not supported`,
  excludes: ['spn-on-application-identity', 'credentials-on-machine'],
  apply: (state) => withAttributes(state, POOL_ACCOUNT, { supportedEncryptionTypes: 4, pwdLastSet: '127900000000000000' }),
};
