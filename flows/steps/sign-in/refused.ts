import { listed, say } from '../../language/say.ts';
import type { Finding } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import type { SignInFacts, SignInOutcome } from '../../server/sign-in.ts';
import { coveringHost } from '../../server/spns.ts';

/** Where the sign-in was tried. */
export type At = NonNullable<SignInFacts['at']>;

type Refused = Extract<SignInOutcome, { kind: 'refused' }>;

/** What proves it better than a try from the server itself. */
export function tryElsewhere(name: string): string {
  return say`From a second machine of the domain, in a normal session: open the address, then run klist and look for HTTP/${name}`;
}

/** What a refused sign-in means: what the error says, who holds the name, and whether Windows refuses to call itself. */
export function refused(facts: ServerFacts, at: At, { fault, says }: Refused): Finding {
  const isAboutOwners = fault === 'no ticket' || fault === 'wrong key';
  const evidence = say`${at.url}: ${says}${isAboutOwners ? ownersEvidence(facts, at) : ''}`;
  const explained = EXPLAINED[fault];
  if (fault === 'silent' && isLoopback(facts.signIn, at)) return loopbackCheck(facts, at, says);
  if (fault === 'no ticket' && ownersOf(facts, at)?.length === 1) return rememberedFailure(at, says);
  return { subject: at.application, evidence, ...explained(at.name) };
}

type Explained = (name: string) => Omit<Finding, 'subject' | 'evidence'>;

const EXPLAINED: Readonly<Record<Refused['fault'], Explained>> = {
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
    meaning: say`The account of this session may have no rights there, or the server refuses to call itself. ${tryElsewhere(name)}.`,
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
    meaning: say`The loopback check of Windows refuses a server that calls itself by such a name; clients are not touched by it. ${tryElsewhere(at.name)}. Where the server has to call itself, add the name to BackConnectionHostNames.`,
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
