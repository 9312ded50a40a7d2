import { say } from '../../language/say.ts';
import { defineStep } from '../../model/step.ts';
import { planNames } from './changes.ts';
import { controllersAgree, namesMayBeTaken, witnessesAreTwo } from './directory-rules.ts';
import { namesAreOnTheRightAccount, valuesAreWellFormed } from './rules.ts';

export const servicePrincipalNames = defineStep({
  id: 'service-principal-names',
  title: say`Service principal names`,
  purpose: say`Every name that clients use has to be registered on the account that decrypts the ticket, and on no other.`,
  showsTicketPath: true,
  rules: [controllersAgree, namesAreOnTheRightAccount, namesMayBeTaken, valuesAreWellFormed, witnessesAreTwo],
  planChanges: planNames,
});
