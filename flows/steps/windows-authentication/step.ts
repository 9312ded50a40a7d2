import { say } from '../../language/say.ts';
import { defineStep } from '../../model/step.ts';
import { planWindowsAuthentication } from './changes.ts';
import { sectionCanBeWritten } from './locks.ts';
import { negotiateComesFirst, roleServiceIsInstalled, someoneCanSignIn } from './rules.ts';

export const windowsAuthentication = defineStep({
  id: 'windows-authentication',
  title: say`Windows Authentication and providers`,
  purpose: say`Windows Authentication has to be on where users sign in, with Negotiate before NTLM so that Kerberos is tried first.`,
  showsTicketPath: true,
  rules: [roleServiceIsInstalled, someoneCanSignIn, negotiateComesFirst, sectionCanBeWritten],
  planChanges: planWindowsAuthentication,
});
