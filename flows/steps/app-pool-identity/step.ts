import { say } from '../../language/say.ts';
import { defineStep, withhold } from '../../model/step.ts';
import { accountsExist, accountsFit, delegationIsTold } from './account-rules.ts';
import { accountsAgree, identities } from './rules.ts';

export const appPoolIdentity = defineStep({
  id: 'app-pool-identity',
  title: say`Application pool identity`,
  purpose: say`Which account decrypts a Kerberos ticket follows from the pool’s identity; everything else has to fit that account.`,
  showsTicketPath: true,
  rules: [identities, accountsExist, accountsAgree, accountsFit, delegationIsTold],
  planChanges: (finding) => withhold(finding.summary, ...whyNotOurs(finding.id)),
});

/** In: a finding of this step. Out: why it is not ours to mend, and who does what next. */
function whyNotOurs(id: string): readonly [why: string, next: string] {
  if (OF_THE_DIRECTORY.has(id)) {
    return [
      say`it is a matter of the account in the directory, which Kerbwise never changes but for names`,
      say`Hand it to the directory team; then look again`,
    ];
  }
  return [
    say`Kerbwise never changes the identity of a pool: it would need its password`,
    say`Change it in IIS Manager, Application Pools, Advanced Settings, Identity; then look again`,
  ];
}

const OF_THE_DIRECTORY: ReadonlySet<string> = new Set([
  'app-pool-identity.account-unusable',
  'app-pool-identity.application-identity-unusable',
  'app-pool-identity.no-aes',
  'app-pool-identity.unconstrained-delegation',
]);
