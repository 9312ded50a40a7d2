import { listed, say } from '../../language/say.ts';
import type { Assessment, Finding } from '../../model/step.ts';
import { couldNotJudge, defineRule, NOTHING_FOUND } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { outcomeOf, type SignInEvent, type SignInFacts, type SignInOutcome, type SignInProof, schemesOf } from '../../server/sign-in.ts';
import { coveringHost } from '../../server/spns.ts';
import { EVENTS, FALLBACK, SESSIONS, THE_PROOF } from './cards.ts';

type At = NonNullable<SignInFacts['at']>;

const ELSEWHERE = (name: string): string =>
  say`From a second machine of the domain, in a normal session: open the address, then run klist and look for HTTP/${name}`;

/** The proof itself: what the server asks for, and how the sign-in of this session ended. */
export const signInIsProved = defineRule(THE_PROOF, (facts): Assessment => {
  const { at, proof } = facts.signIn;
  if (at === null) return NOTHING_FOUND;
  if (!proof.known) return couldNotJudge(say`A sign-in at ${at.url}`, proof);
  const outcome = outcomeOf(proof.value);
  const order = orderOf(at, proof.value);
  const rest = judge(facts, at, outcome);
  return { ...rest, statements: [...order.statements, ...rest.statements], findings: [...order.findings, ...rest.findings] };
});

/** The order of the challenges as sent, beside the order of the providers as configured. */
function orderOf(at: At, { anonymous }: SignInProof): Assessment {
  if (!anonymous.reached || anonymous.status !== 401) return NOTHING_FOUND;
  const sent = schemesOf(anonymous.challenges).filter((scheme) => /^(?:Negotiate|NTLM)$/i.test(scheme));
  const configured = [...new Set(at.providers.map((provider) => provider.replace(/:.*$/, '')))];
  const same = sent.join().toLowerCase() === configured.join().toLowerCase();
  if (same) return { ...NOTHING_FOUND, statements: [say`${at.url} asks for ${listed(sent, ', then ')}, in the order of its providers.`] };
  const finding: Finding = {
    id: 'sign-in.order-differs',
    severity: 'information',
    subject: at.application,
    summary: say`${at.url} asks in another order than its providers are configured in`,
    evidence: say`WWW-Authenticate as sent: ${sent.join(', ') || say`none`}; providers: ${configured.join(', ') || say`none`}`,
    meaning: say`Something answers before this application does, or IIS has not taken up its configuration. What clients get is what is sent.`,
    source: 'iis-docs windowsAuthentication/providers',
  };
  return { ...NOTHING_FOUND, findings: [finding] };
}

function judge(facts: ServerFacts, at: At, outcome: SignInOutcome): Assessment {
  switch (outcome.kind) {
    case 'signed in':
      return outcome.by === 'Kerberos' ? provedBy(facts.signIn, at, outcome.says) : only(byNtlm(facts.signIn, at, outcome.says));
    case 'unproven':
      return only(unproven(facts.signIn, at));
    case 'not asked':
    case 'not made':
      return couldNotJudge(say`A sign-in at ${at.url}`, {
        why: outcome.why,
        next: say`Start the web server, or open the address in a browser and see what it says`,
      });
    case 'refused':
      return only(refused(facts, at, outcome));
    default:
      return outcome satisfies never;
  }
}

function only(finding: Finding): Assessment {
  return { ...NOTHING_FOUND, findings: [finding] };
}

function provedBy({ ownTickets, logon }: SignInFacts, at: At, says: string): Assessment {
  const held = ownTickets.known && ownTickets.value.servers.some((server) => server.toLowerCase() === `http/${at.name}`);
  const witnesses = [
    says,
    ...(held ? [say`klist lists a ticket for HTTP/${at.name}`] : []),
    ...(logon.known && logon.value === 'Kerberos' ? [say`event 4624 says Kerberos`] : []),
  ];
  return { ...NOTHING_FOUND, statements: [say`This session signed in at ${at.url} by Kerberos: ${listed(witnesses, '; ')}.`] };
}

function byNtlm(signIn: SignInFacts, at: At, says: string): Finding {
  return {
    id: 'sign-in.ntlm-here',
    severity: 'information',
    subject: at.application,
    summary: say`The sign-in at ${at.url} from this server went by NTLM`,
    evidence: `${says}${logonEvidence(signIn)}`,
    meaning: say`Windows often signs in to itself by NTLM, so this says nothing of other machines, neither good nor bad; nor of a name that was registered within the last 15 minutes, for so long it may remember that there was none. ${ELSEWHERE(at.name)}.`,
    source: 'Microsoft, Kerberos authentication troubleshooting guidance; [MS-NLMP]',
  };
}

function unproven(signIn: SignInFacts, at: At): Finding {
  return {
    id: 'sign-in.unproven',
    severity: 'information',
    subject: at.application,
    summary: say`The sign-in at ${at.url} succeeded, and nothing says by which package`,
    evidence: say`the server’s answer carries no token${logonEvidence(signIn)}`,
    meaning: say`Kerberos is neither proved nor ruled out. ${ELSEWHERE(at.name)}.`,
    source: 'RFC 4178 4.2.2',
  };
}

function logonEvidence({ logon }: SignInFacts): string {
  return logon.known && logon.value !== null ? say`; event 4624 says ${logon.value}` : '';
}

function refused(facts: ServerFacts, at: At, { fault, says }: Extract<SignInOutcome, { kind: 'refused' }>): Finding {
  const isAboutOwners = fault === 'no ticket' || fault === 'wrong key';
  const evidence = say`${at.url}: ${says}${isAboutOwners ? ownersEvidence(facts, at) : ''}`;
  const explained = EXPLAINED[fault];
  if (fault === 'silent' && isLoopback(facts.signIn, at)) return loopbackCheck(facts, at, says);
  if (fault === 'no ticket' && ownersOf(facts, at)?.length === 1) return rememberedFailure(at, says);
  return { subject: at.application, evidence, ...explained(at.name) };
}

type Explained = (name: string) => Omit<Finding, 'subject' | 'evidence'>;

const EXPLAINED: Readonly<Record<Extract<SignInOutcome, { kind: 'refused' }>['fault'], Explained>> = {
  'wrong key': (name) => ({
    id: 'sign-in.refused',
    severity: 'problem',
    summary: say`The server cannot read the ticket for HTTP/${name}`,
    meaning: say`The account that the ticket is made for is not the account whose key IIS reads tickets with, or its key has changed since. Clients are asked for a password and then refused.`,
    source: 'Microsoft, Troubleshoot Kerberos failures; RFC 4120 7.5.9 (KRB_AP_ERR_MODIFIED)',
  }),
  clock: (name) => ({
    id: 'sign-in.refused',
    severity: 'problem',
    summary: say`The clocks are too far apart for a ticket for HTTP/${name}`,
    meaning: say`Kerberos takes no ticket that is more than five minutes off, whatever the names and keys.`,
    source: 'RFC 4120 7.5.9 (KRB_AP_ERR_SKEW); Microsoft, Maximum tolerance for computer clock synchronization',
  }),
  silent: (name) => ({
    id: 'sign-in.refused',
    severity: 'information',
    summary: say`The sign-in from this server as HTTP/${name} was refused without a reason`,
    meaning: say`The account of this session may have no rights there, or the server refuses to call itself. ${ELSEWHERE(name)}.`,
    source: 'Microsoft, HTTP status code overview (KB 943891); Microsoft KB 896861',
  }),
  'no ticket': (name) => ({
    id: 'sign-in.no-ticket',
    severity: 'information',
    summary: say`This session gets no ticket for HTTP/${name}`,
    meaning: say`Nobody holds the name, several accounts do, or no controller could be asked. The step Service principal names says which.`,
    source: 'Microsoft Learn, klist; RFC 4120 7.5.9 (KDC_ERR_S_PRINCIPAL_UNKNOWN)',
  }),
  'no common key': (name) => ({
    id: 'sign-in.no-ticket',
    severity: 'information',
    summary: say`No ticket can be encrypted for the account that holds HTTP/${name}`,
    meaning: say`The controller and that account have no encryption type in common, so there is no ticket although the names may be right. The step Application pool identity says which keys the account lacks.`,
    source: 'Microsoft Learn, klist; RFC 4120 7.5.9 (KDC_ERR_ETYPE_NOSUPP); Microsoft KB 5073381',
  }),
  'no credentials': () => ({
    id: 'sign-in.no-credentials',
    severity: 'information',
    summary: say`This session has no credentials of the domain, so it cannot prove a sign-in`,
    meaning: say`A local account or a session without a logon at a controller has no ticket to begin with. Sign in with an account of the domain and look again.`,
    source: 'Microsoft, klist (0xc000005f); [MS-SPNG]',
  }),
};

/** Who holds the name, which tells a name that is missing from one that is there twice. */
function ownersEvidence(facts: ServerFacts, at: At): string {
  const owners = ownersOf(facts, at);
  if (owners === undefined) return '';
  const held = owners.length === 1 ? say`is held by` : say`is held by ${owners.length} accounts:`;
  if (owners.length > 0) return say`; HTTP/${at.name} ${held} ${listed(owners, '; ')}`;
  const host = coveringHost(at.name, facts);
  return host === undefined
    ? say`; nobody holds HTTP/${at.name}`
    : say`; nobody holds HTTP/${at.name}, and HOST on ${host} covers it, so the ticket is made for ${host}`;
}

function ownersOf({ owners }: ServerFacts, { name }: At): readonly string[] | undefined {
  const known = owners[`http/${name}`];
  return known?.known ? known.value.owners.map(({ dn }) => dn).sort() : undefined;
}

/** Only a name that is not the computer's own, and that Windows does not let through, meets the check. */
function isLoopback({ loopback }: SignInFacts, { name }: At): boolean {
  return loopback.known && !loopback.value.isOff && name.includes('.') && !loopback.value.names.includes(name.toLowerCase());
}

function loopbackCheck({ signIn }: ServerFacts, at: At, says: string): Finding {
  const names = signIn.loopback.known ? signIn.loopback.value.names : [];
  return {
    id: 'sign-in.loopback-check',
    severity: 'information',
    subject: at.application,
    summary: say`This server refuses to sign in to itself as ${at.name}, which says nothing of other machines`,
    evidence: say`${at.url}: ${says}; DisableLoopbackCheck is off, BackConnectionHostNames: ${names.join(', ') || say`empty`}`,
    meaning: say`The loopback check of Windows refuses a server that calls itself by such a name; clients are not touched by it. ${ELSEWHERE(at.name)}. Where the server has to call itself, add the name to BackConnectionHostNames.`,
    source: 'Microsoft KB 896861',
  };
}

function rememberedFailure(at: At, says: string): Finding {
  return {
    id: 'sign-in.remembered-failure',
    severity: 'information',
    subject: at.application,
    summary: say`This session gets no ticket for HTTP/${at.name}, although one account holds the name`,
    evidence: say`${at.url}: ${says}; HTTP/${at.name} has one owner`,
    meaning: say`Windows may still remember the earlier failure (up to 15 minutes), or the controller asked has not heard of the change. Wait, or run klist purge on the machine that tests, and look again.`,
    source: 'Microsoft, Kerberos registry values: SpnCacheTimeout',
  };
}

/** Whether klist looks where the tickets are. A list that could not be read says nothing. */
export const ticketsAreElsewhere = defineRule(SESSIONS, ({ signIn, operator }): Assessment => {
  const { at, proof, ownTickets, systemTickets } = signIn;
  if (at === null || !proof.known || !ownTickets.known || ownTickets.value.servers.length > 0) return NOTHING_FOUND;
  const outcome = outcomeOf(proof.value);
  if (outcome.kind !== 'signed in' || outcome.by !== 'Kerberos') return NOTHING_FOUND;
  const own = ownTickets.value.session ?? say`this session`;
  const elsewhere = systemTickets.known ? say`; klist -li 0x3e7: ${systemTickets.value.servers.join(', ') || say`no tickets`}` : '';
  const elevated = operator.known && operator.value.elevated === true ? say`, an elevated one` : '';
  return only({
    id: 'sign-in.other-session',
    severity: 'information',
    subject: own,
    summary: say`klist lists no tickets in this session, although the sign-in by Kerberos works`,
    evidence: say`klist in ${own}${elevated}: no tickets; ${outcome.says}${elsewhere}`,
    meaning: say`Each logon session has tickets of its own: an elevated prompt another than the desktop, the agent and services 0x3e7. Run klist in a normal prompt of the user, and klist -li 0x3e7 for the agent. There is nothing to mend.`,
    source: 'Microsoft, klist; Broadcom KB 434345',
  });
});

/** Whether NTLM is the way out where Kerberos fails. */
export const ntlmIsAWayOut = defineRule(FALLBACK, ({ signIn, host }): Assessment => {
  if (!signIn.ntlm.known || !signIn.ntlm.value.refusesIncoming) return NOTHING_FOUND;
  return only({
    id: 'sign-in.ntlm-refused',
    severity: 'information',
    subject: host.known ? host.value.computerName : say`this server`,
    summary: say`A policy keeps NTLM from this server: where Kerberos fails, nobody signs in`,
    evidence: say`HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0: RestrictReceivingNTLMTraffic is not 0`,
    meaning: say`There is no fallback. A local Agent Connectivity Credential, which only knows NTLM, cannot sign in here either.`,
    source: 'Microsoft, Network security: Restrict NTLM; Broadcom KB 194234',
  });
});

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
