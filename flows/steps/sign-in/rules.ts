import { listed, say } from '../../language/say.ts';
import type { Assessment, Finding } from '../../model/step.ts';
import { couldNotJudge, defineRule, NOTHING_FOUND } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { outcomeOf, type SignInFacts, type SignInOutcome, type SignInProof, schemesOf } from '../../server/sign-in.ts';
import { FALLBACK, SESSIONS, THE_PROOF } from './cards.ts';
import { type At, refused, tryElsewhere } from './refused.ts';

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
    meaning: say`Windows often signs in to itself by NTLM, so this says nothing of other machines, neither good nor bad; nor of a name that was registered within the last 15 minutes, for so long it may remember that there was none. ${tryElsewhere(at.name)}.`,
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
    meaning: say`Kerberos is neither proved nor ruled out. ${tryElsewhere(at.name)}.`,
    source: 'RFC 4178 4.2.2',
  };
}

function logonEvidence({ logon }: SignInFacts): string {
  return logon.known && logon.value !== null ? say`; event 4624 says ${logon.value}` : '';
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
