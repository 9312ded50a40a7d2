import { listed, say } from '../../language/say.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND } from '../../model/step.ts';
import type { SignInEvent } from '../../server/sign-in.ts';
import { EVENTS } from './cards.ts';

/** What the System log noted, by number. */
export const eventsNameTheCause = defineRule(EVENTS, ({ signIn }): Assessment => {
  const { events } = signIn;
  if (!events.known) return NOTHING_FOUND;
  const found = NOTED.flatMap(({ is, finding }) => {
    const noted = events.value.filter(is);
    return noted.length === 0
      ? []
      : [{ ...finding, subject: subjectOf(noted), evidence: say`System log of the last seven days: ${listed(noted.map(describe), '; ')}` }];
  });
  return { ...NOTHING_FOUND, findings: found };
});

function subjectOf(events: readonly SignInEvent[]): string {
  return events.find(({ about }) => about !== null)?.about ?? say`this server`;
}

function describe({ source, id, about }: SignInEvent): string {
  return say`event ${id} of ${source === 'LSA' ? 'LSASRV' : source}${about === null ? '' : say` for ${about}`}`;
}

const NOTED: readonly { readonly is: (event: SignInEvent) => boolean; readonly finding: Omit<Finding, 'subject' | 'evidence'> }[] = [
  {
    is: ({ source, id }) => source === 'LSA' && id === 40970,
    finding: {
      id: 'sign-in.downgrade-blocked',
      severity: 'advice',
      summary: say`Windows blocked a fallback from Kerberos to NTLM for a name of three parts`,
      meaning: say`Since January 2022 Windows no longer falls back for such a name. Agents before ITMS 8.6 RU2 fail by it with 0x8009030C: update the agent, or give the name an owner.`,
      source: 'Broadcom KB 232242; Microsoft KB 5011233',
    },
  },
  {
    is: ({ source, id }) => source === 'Kerberos' && id === 4,
    finding: {
      id: 'sign-in.wrong-key-noted',
      severity: 'information',
      summary: say`A service could not read the ticket that this server sent it`,
      meaning: say`KRB_AP_ERR_MODIFIED: that name is on another account than the service runs as, or its key has changed. It may be a service elsewhere.`,
      source: 'Microsoft, Kerberos authentication troubleshooting guidance',
    },
  },
  {
    is: ({ source, id }) => source === 'KDC' && id === 11,
    finding: {
      id: 'sign-in.duplicate-noted',
      severity: 'information',
      summary: say`The key distribution center noted a name with several owners`,
      meaning: say`No ticket is given for such a name. The step Service principal names looks at those that clients of this server use.`,
      source: 'Microsoft, KDC event 11',
    },
  },
  {
    is: ({ source, id }) => source === 'KDC' && id >= 201 && id <= 209,
    finding: {
      id: 'sign-in.old-keys-noted',
      severity: 'information',
      summary: say`The key distribution center noted an account that still needs RC4`,
      meaning: say`Controllers stop giving RC4 tickets during 2026. The account needs AES keys: its password set anew once, or a group managed account.`,
      source: 'Microsoft KB 5073381',
    },
  },
  {
    is: ({ source }) => source === 'WAS',
    finding: {
      id: 'sign-in.pool-could-not-start',
      severity: 'information',
      summary: say`Windows could not start an application pool with its account`,
      meaning: say`The password that IIS keeps may be wrong, or the account locked. Enter it anew in IIS Manager; until then the pool answers 503.`,
      source: 'Microsoft, IIS application pool availability events',
    },
  },
];
