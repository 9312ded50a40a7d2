import { say } from '../../../flows/language/say.ts';
import { type LabFault, withClients } from './fault.ts';

/** Cause 18: such a request never comes to the log of IIS, only to that of http.sys. */
export const tokenTooLarge: LabFault = {
  id: 'token-too-large',
  title: say`A user is in so many groups that the ticket does not fit into a header`,
  symptom: say`One person gets HTTP 400 "Request Header Too Long", everybody else signs in`,
  excludes: [],
  apply: (state) => withClients(state, ({ user }) => /ben$/.test(user), { ticketTooLarge: true }),
};
