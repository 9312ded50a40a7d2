import { defineStep, withhold } from '../../model/step.ts';
import { accountsAgree, identities } from './rules.ts';

export const appPoolIdentity = defineStep({
  id: 'app-pool-identity',
  title: 'Application pool identity',
  purpose: 'Which account decrypts a Kerberos ticket follows from the pool’s identity; everything else has to fit that account.',
  showsTicketPath: true,
  rules: [identities, accountsAgree],
  planChanges: (finding) =>
    withhold(
      finding.summary,
      'Kerbwise never changes the identity of a pool: it would need its password',
      'Change it in IIS Manager, Application Pools, Advanced Settings, Identity; then look again',
    ),
});
