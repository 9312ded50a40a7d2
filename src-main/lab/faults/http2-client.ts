import { say } from '../../../flows/language/say.ts';
import { type LabFault, withClients } from './fault.ts';

/** Cause 23: Windows Authentication belongs to a connection, HTTP/2 shares one. Source: iis-docs, HTTP/2 on IIS. */
export const http2Client: LabFault = {
  id: 'http2-client',
  title: say`A program insists on HTTP/2, over which Windows Authentication does not work`,
  symptom: say`That program gets 401.2 for every request; clients that step back to HTTP/1.1 sign in`,
  excludes: [],
  apply: (state) => withClients(state, ({ address }) => address === '10.20.1.42', { protocol: 'HTTP/2.0', agent: 'inventory-export/2.1' }),
};
