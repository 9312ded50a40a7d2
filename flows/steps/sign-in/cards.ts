import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

const READ_ONLY = { undo: '', reviewedOn: '2026-11-22' } as const;
const PROBE = say`one request as nobody and one as the user of this session, both without a password, and the answers of the server`;

export const THE_PROOF: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C01',
    checks: say`Whether the sign-in was tried from where it counts`,
    reads: PROBE,
    meaning: say`A sign-in from the server to itself often goes by NTLM or meets the loopback check, although everybody else signs in by Kerberos.`,
    remedy: say`Try once more from a second machine of the domain, in a normal session, and look at klist there`,
    risk: 'R0',
    source: 'Microsoft KB 896861; Microsoft, Kerberos authentication troubleshooting guidance',
    finds: ['sign-in.ntlm-here', 'sign-in.unproven'],
  },
  {
    ...READ_ONLY,
    id: 'C02',
    checks: say`Which package a sign-in really used, by the bytes of the tokens`,
    reads: say`${PROBE}: SPNEGO’s supportedMech, NTLMSSP inside or outside SPNEGO, a Kerberos error; the order of WWW-Authenticate as sent`,
    meaning: say`Tokens of Kerberos and of NTLM can begin alike. Only their content tells them apart, and a refusal says why there.`,
    remedy: say`What the refusal names: the steps before this one mend it`,
    risk: 'R0',
    source: 'RFC 4178; RFC 4120 5.9.1; [MS-NLMP] 2.2.1',
    finds: ['sign-in.refused', 'sign-in.order-differs'],
  },
  {
    ...READ_ONLY,
    id: 'C03',
    checks: say`Whether this session gets a ticket for the name`,
    reads: say`the first token that Windows makes for HTTP/<name>, and klist`,
    meaning: say`Without a ticket Windows goes on with NTLM or gives up. A ticket proves that some account holds the name, not that it is the right one.`,
    remedy: say`The step Service principal names; for a session without credentials: sign in with an account of the domain`,
    risk: 'R0',
    source: 'Microsoft Learn, klist; [MS-SPNG]',
    finds: ['sign-in.no-ticket', 'sign-in.no-credentials'],
  },
  {
    ...READ_ONLY,
    id: 'C05',
    checks: say`Whether Windows still remembers that a name had no owner`,
    reads: say`the ticket that this session gets, beside the owners in the directory`,
    meaning: say`For up to 15 minutes Windows does not ask again for a name that the controller did not know, and a controller may not have heard of it yet.`,
    remedy: say`Wait 15 minutes, or run klist purge on the machine that tests, and klist -li 0x3e7 purge for its agent`,
    risk: 'R1',
    source: 'Microsoft, Kerberos registry values: SpnCacheTimeout',
    finds: ['sign-in.remembered-failure'],
  },
  {
    ...READ_ONLY,
    id: 'C06',
    checks: say`Whether Windows lets this server sign in to itself by the name`,
    reads: say`BackConnectionHostNames and DisableLoopbackCheck in the registry, beside the refusal`,
    meaning: say`The loopback check refuses a server that calls itself by another name than its own. Other machines are not touched by it, so it is told as a note: named with its evidence, and nothing is asked of you that would change a sign-in of others.`,
    remedy: say`Add the name to BackConnectionHostNames where the server has to call itself; never switch the check off`,
    undo: say`Take the name off the list again`,
    risk: 'R2',
    source: 'Microsoft KB 896861',
    finds: ['sign-in.loopback-check'],
  },
];

export const SESSIONS: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C04',
    checks: say`Whether tickets are looked for in the session that holds them`,
    reads: say`klist and klist -li 0x3e7`,
    meaning: say`An elevated prompt is a logon session of its own with a cache of its own, and the agent’s tickets are in 0x3e7. "No tickets" there says nothing of the others. Where the sign-in works, this is told as a note: there is nothing to mend.`,
    remedy: say`Run klist in a normal prompt of the user, or klist -li 0x3e7 for services and the agent`,
    risk: 'R0',
    source: 'Microsoft, klist; Broadcom KB 434345',
    finds: ['sign-in.other-session'],
  },
];

export const FALLBACK: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C14',
    checks: say`Whether a policy leaves NTLM as the way out`,
    reads: say`RestrictReceivingNTLMTraffic and RestrictSendingNTLMTraffic in the registry`,
    meaning: say`Where NTLM is refused, whatever keeps Kerberos from working keeps the user out.`,
    remedy: say`Know it before changing names or keys; whoever keeps the policies decides`,
    risk: 'R0',
    source: 'Microsoft, Network security: Restrict NTLM',
    finds: ['sign-in.ntlm-refused'],
  },
];

export const EVENTS: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C11',
    checks: say`What Windows itself noted of failed tickets`,
    reads: say`the System log of seven days by number: 4 (Kerberos), 11 and 201-209 (key distribution center), 40970 (LSASRV)`,
    meaning: say`The numbers name the cause in every language: a ticket that the service could not read, a name with two owners, keys that go away, a fallback that was blocked.`,
    remedy: say`4 and 11: the step Service principal names. 201-209: AES keys for the account. 40970: the name, or an agent from ITMS 8.6 RU2 on`,
    risk: 'R0',
    source: 'Microsoft, Kerberos authentication troubleshooting guidance; KB 5011233; KB 5073381; Broadcom KB 232242',
    finds: ['sign-in.downgrade-blocked', 'sign-in.wrong-key-noted', 'sign-in.duplicate-noted', 'sign-in.old-keys-noted'],
  },
  {
    ...READ_ONLY,
    id: 'P09',
    checks: say`Whether Windows could not start a pool with the password that it keeps`,
    reads: say`the System log of seven days by number: 5021, 5057, 5059 of the process activation service`,
    meaning: say`A pool whose account cannot log on stops, and its applications answer 503.`,
    remedy: say`Enter the password anew in IIS Manager; Kerbwise never reads or sets one`,
    risk: 'R4',
    source: 'Microsoft, IIS application pool availability events',
    finds: ['sign-in.pool-could-not-start'],
  },
];
