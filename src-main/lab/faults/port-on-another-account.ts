import { say } from '../../../flows/language/say.ts';
import { withSpn } from '../directory/write-spn.ts';
import { OLD_ACCOUNT } from '../server/names.ts';
import type { LabFault } from './fault.ts';

const BINDING = '<binding protocol="http" bindingInformation="*:80:" />';
const NAMES = ['HTTP/smp01:8080', 'HTTP/smp01.contoso.com:8080'];

/** Cause 11: the site listens on 8080 too, and the names with that port are another account's. */
export const portOnAnotherAccount: LabFault = {
  id: 'port-on-another-account',
  title: say`The site listens on port 8080 as well, and the names with that port stand on CONTOSO\\svc-old`,
  symptom: say`Sign-in works on port 80. On 8080 it fails for clients that ask for a ticket with the port, and works for all others`,
  excludes: [],
  apply: (state) => ({
    ...state,
    applicationHost: state.applicationHost.replace(
      BINDING,
      () => `${BINDING}\r\n                    ${BINDING.replace('*:80:', '*:8080:')}`,
    ),
    directory: NAMES.reduce((directory, name) => withSpn(directory, OLD_ACCOUNT, name), state.directory),
  }),
};
