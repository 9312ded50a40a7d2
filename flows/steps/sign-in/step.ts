import { say } from '../../language/say.ts';
import { defineStep, withhold } from '../../model/step.ts';
import { eventsNameTheCause } from './event-rules.ts';
import { ntlmIsAWayOut, signInIsProved, ticketsAreElsewhere } from './rules.ts';

export const signInProof = defineStep({
  id: 'sign-in',
  title: say`Proof of sign-in`,
  purpose: say`Signs in once for real, as the user of this session, and says which package was used and whose word that is.`,
  observes: true,
  rules: [signInIsProved, ticketsAreElsewhere, eventsNameTheCause, ntlmIsAWayOut],
  planChanges: (finding) =>
    withhold(finding.summary, say`a sign-in shows what is wrong; what mends it is in the steps before, or with others`, finding.meaning),
});
