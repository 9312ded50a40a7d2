import type { RuleCard } from '../../model/rule-card.ts';

const READS = 'the end of the newest log of each site in scope: sc-status, sc-substatus, sc-win32-status, cs-username, cs(User-Agent)';
const READ_ONLY = { undo: '', reviewedOn: '2026-11-22' } as const;

export const SIGN_INS_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C10',
    checks: 'Whether sign-ins end in a refusal, and with which codes',
    reads: READS,
    meaning: 'A 401 that a success follows is the normal handshake. One that none follows is a failure, and its Windows status says which.',
    remedy: 'What the code stands for; the other steps look at it',
    risk: 'R0',
    source: 'Microsoft, Troubleshoot Kerberos failures; Microsoft, HTTP status code overview (KB 943891); iis-docs, HTTP/2 on IIS',
    finds: [
      'sign-in-logs.refused',
      'sign-in-logs.refused-elsewhere',
      'sign-in-logs.ntlm-legs-split',
      'sign-in-logs.http2-refused',
      'sign-in-logs.not-read',
    ],
  },
  {
    ...READ_ONLY,
    id: 'C09',
    checks: 'Whether clients are asked to sign in for nearly every request',
    reads: READS,
    meaning:
      'The sign of authPersistNonNTLM off, or of clients that open a connection for each request. Wasteful; the task client of ITMS cannot do it.',
    remedy: 'The step authPersistNonNTLM',
    risk: 'R0',
    source: 'Broadcom KB 173598; iis-docs windowsAuthentication',
    finds: ['sign-in-logs.every-request-anew'],
  },
  {
    ...READ_ONLY,
    id: 'C13',
    checks: 'Whether a firewall that shows a service account means that ITMS signs in wrongly',
    reads: 'users of answered requests in the log of the site',
    meaning:
      'Where the log names the right user with an answer 200, the sign-in is right and the picture on the device is its own reading of the traffic.',
    remedy: 'Nothing on this server: the ignore list of the device',
    risk: 'R0',
    source: 'Broadcom KB 434345, scenario table',
    finds: [],
  },
];

export const BROWSERS_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C07',
    checks: 'Whether browsers send credentials to this server at all',
    reads: READS,
    meaning: 'A browser signs in by itself only to servers of the local intranet zone or of its policy. Elsewhere it asks for a password.',
    remedy: 'Whoever keeps the group policies: the zone, AuthServerAllowlist, or network.negotiate-auth.trusted-uris for Firefox',
    risk: 'R4',
    source: 'Chromium policy AuthServerAllowlist; Firefox policy Authentication',
    finds: ['sign-in-logs.browsers-send-nothing', 'sign-in-logs.firefox-sends-nothing'],
  },
];

export const NAMES_IN_THE_LOG: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'S09',
    checks: 'Whether clients call the server by an address',
    reads: 'cs-host in the log of the site, where IIS logs it',
    meaning: 'There is no service principal name for an address, so no ticket: NTLM is used, or nothing where it is off.',
    remedy: 'Use a name in bookmarks, links and the settings of ITMS',
    risk: 'R4',
    source: 'Microsoft, Troubleshoot Kerberos failures',
    finds: ['sign-in-logs.called-by-address'],
  },
];

export const TICKETS_FIT: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C08',
    checks: 'Whether requests are refused because their headers are too long',
    reads: 'reasons FieldLength and RequestLength in the newest HTTPERR log',
    meaning:
      'The ticket of a user in many groups can be longer than http.sys takes. IIS never sees the request, so its own log says nothing.',
    remedy: 'Fewer groups, or MaxFieldLength and MaxRequestBytes at 4/3 of the token; then the HTTP service is started anew',
    risk: 'R4',
    source: 'Microsoft, HTTP 400 Bad Request (Request header too long); KB 327825',
    finds: ['sign-in-logs.token-too-large'],
  },
];

export const ITMS_SAYS: readonly RuleCard[] = [
  {
    ...READ_ONLY,
    id: 'C12',
    checks: 'Whether the logs of ITMS on this server hold messages about the sign-in',
    reads: 'the end of the log of the SMP server, and of the agent on it',
    meaning: '0x80042D21 alone says only that some HTTP error occurred; the note beside it, or another code, names the cause.',
    remedy: 'What the message stands for; the other steps look at it',
    risk: 'R0',
    source: 'Broadcom KB 173598, KB 232242, KB 269815',
    finds: ['sign-in-logs.request-level-authentication', 'sign-in-logs.itms-message', 'sign-in-logs.itms-not-kerberos'],
  },
];
