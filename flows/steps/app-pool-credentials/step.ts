import { planSwitch } from '../../changes/switch-change.ts';
import { say } from '../../language/say.ts';
import { defineStep, withhold } from '../../model/step.ts';
import { namesAreRight } from '../../server/judged-names.ts';
import { keyFitsIdentity } from './rules.ts';

export const appPoolCredentials = defineStep({
  id: 'app-pool-credentials',
  title: say`useAppPoolCredentials`,
  purpose: say`Says with whose key IIS decrypts tickets: true only for a domain account that holds the service principal names.`,
  showsTicketPath: true,
  rules: [keyFitsIdentity],
  planChanges: (finding, facts) => {
    if (finding.id === 'app-pool-credentials.on-without-account') {
      return planSwitch(finding, facts, 'useAppPoolCredentials', false, {
        risk: 'low',
        consequence: say`Tickets go on being decrypted by the computer account.`,
      });
    }
    const names = namesAreRight(facts);
    const before = say`The names have to be on the account first, or sign-in by Kerberos breaks`;
    if (!names.known) return withhold(finding.summary, say`${before}; whether they are is not known: ${names.why}`, names.next);
    if (!names.value) return withhold(finding.summary, before, say`Mend the service principal names, then look again`);
    return planSwitch(finding, facts, 'useAppPoolCredentials', true, {
      risk: 'medium',
      consequence: say`IIS decrypts tickets with the key of the pool’s account from now on. Connections that are signed in already keep their state.`,
    });
  },
});
