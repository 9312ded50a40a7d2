import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

const READS = say`the end of the newest log of each site in scope: sc-status, sc-substatus, sc-win32-status, cs-username, cs(User-Agent)`;
const READ_ONLY = { undo: '', reviewedOn: '2026-11-22' } as const;

export const SIGN_INS_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C10',
    checks: say`Whether sign-ins end in a refusal, and with which codes`,
    reads: READS,
    meaning: say`A 401 that a success follows is the normal handshake. One that none follows is a failure, and its Windows status says which.`,
    remedy: say`What the code stands for; the other steps look at it`,
    risk: 'R0',
    source: 'Microsoft, Troubleshoot Kerberos failures; Microsoft, HTTP status code overview (KB 943891)',
    finds: ['sign-in-logs.refused', 'sign-in-logs.refused-elsewhere', 'sign-in-logs.ntlm-legs-split', 'sign-in-logs.not-read'],
  },
  {
    ...READ_ONLY,
    id: 'C09',
    checks: say`Whether clients are asked to sign in for nearly every request`,
    reads: READS,
    meaning: say`The sign of authPersistNonNTLM off, or of clients that open a connection for each request. Wasteful; the task client of ITMS cannot do it.`,
    remedy: say`The step authPersistNonNTLM`,
    risk: 'R0',
    source: 'Broadcom KB 173598; iis-docs windowsAuthentication',
    finds: ['sign-in-logs.every-request-anew'],
  },
];

export const SERVICES_AMONG_USERS: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C13',
    checks: say`Whether a firewall that shows a service account means that ITMS signs in wrongly`,
    reads: say`users of answered requests in the log of the site; the Application Identity of the registry, the accounts of the pools in scope`,
    meaning: say`Where the log names the right user with an answer 200, the sign-in is right and the picture on the device is its own reading of the traffic. An account of a service that signs in from many computers is shown for them rightly. The firewall itself is not asked: its rows have to be held against these by hand.`,
    remedy: say`Nothing on this server: the ignore list of the device`,
    risk: 'R0',
    source: 'Broadcom KB 434345, scenario table; Palo Alto Networks, ignore user list',
    finds: ['sign-in-logs.service-account-signs-in'],
  },
];

export const HTTP2_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'I22',
    checks: say`Whether a client insists on HTTP/2`,
    reads: say`cs-version, sc-status and sc-substatus in the newest log of each site in scope`,
    meaning: say`IIS answers Windows sign-in over HTTP/1.1. Browsers step back by themselves; a program that does not is never signed in.`,
    remedy: say`Let the client use HTTP/1.1`,
    risk: 'R0',
    source: 'iis-docs, HTTP/2 on IIS',
    finds: ['sign-in-logs.http2-refused'],
  },
];

export const BROWSERS_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C07',
    checks: say`Whether browsers send credentials to this server at all`,
    reads: READS,
    meaning: say`A browser signs in by itself only to servers of the local intranet zone or of its policy. Elsewhere it asks for a password.`,
    remedy: say`Whoever keeps the group policies: the zone, AuthServerAllowlist, or network.negotiate-auth.trusted-uris for Firefox`,
    risk: 'R4',
    source: 'Chromium policy AuthServerAllowlist; Firefox policy Authentication',
    finds: ['sign-in-logs.browsers-send-nothing', 'sign-in-logs.firefox-sends-nothing'],
  },
];

export const NAMES_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'S09',
    checks: say`Whether clients call the server by an address`,
    reads: say`cs-host in the log of the site, where IIS logs it`,
    meaning: say`There is no service principal name for an address, so no ticket: NTLM is used, or nothing where it is off.`,
    remedy: say`Use a name in bookmarks, links and the settings of ITMS`,
    risk: 'R4',
    source: 'Microsoft, Troubleshoot Kerberos failures',
    finds: ['sign-in-logs.called-by-address'],
  },
];

export const TICKETS_FIT: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C08',
    checks: say`Whether requests are refused because their headers are too long`,
    reads: say`reasons FieldLength and RequestLength in the newest HTTPERR log; MaxFieldLength and MaxRequestBytes in the registry. MaxTokenSize holds where a user signs in, so that of this server is not read`,
    meaning: say`The ticket of a user in many groups can be longer than http.sys takes. IIS never sees the request, so its own log says nothing.`,
    remedy: say`Fewer groups, or MaxFieldLength and MaxRequestBytes at 4/3 of the token; then the HTTP service is started anew`,
    risk: 'R4',
    source: 'Microsoft, HTTP 400 Bad Request (Request header too long); Http.sys registry settings for Windows; KB 327825',
    finds: ['sign-in-logs.token-too-large'],
  },
];

export const ITMS_SAYS: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C12',
    checks: say`Whether the logs of ITMS on this server hold messages about the sign-in`,
    reads: say`the end of the log of the SMP server, and of the agent on it`,
    meaning: say`0x80042D21 alone says only that some HTTP error occurred; the note beside it, or another code, names the cause.`,
    remedy: say`What the message stands for; the other steps look at it`,
    risk: 'R0',
    source: 'Broadcom KB 173598, KB 232242, KB 269815',
    finds: ['sign-in-logs.request-level-authentication', 'sign-in-logs.itms-message', 'sign-in-logs.itms-not-kerberos'],
  },
];
