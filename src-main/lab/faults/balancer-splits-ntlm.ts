import { say } from '../../../flows/language/say.ts';
import { type LabFault, withClients } from './fault.ts';

/** Cause 22: only NTLM has legs that must stay on one connection. */
export const balancerSplitsNtlm: LabFault = {
  id: 'balancer-splits-ntlm',
  title: say`A load balancer deals the legs of one NTLM sign-in to different connections`,
  symptom: say`Clients without tickets are refused now and then, with 401.1 and Windows status 2148074248`,
  excludes: [],
  apply: (state) => withClients(state, ({ inDomain }) => !inDomain, { splitByBalancer: true }),
};
