import { say } from '../language/say.ts';
import { hasTlsContext, httpStatusOf } from './altiris-block.ts';

/** What the body of an event says, looked at once for all signatures. */
interface Said {
  readonly body: string;
  /** Its codes of eight digits, `8009030C`. */
  readonly codes: ReadonlySet<string>;
  /** The HTTP status that it names, as a code or in words. */
  readonly status: number | undefined;
}

/** Something that an Altiris log says and that is known. */
export interface AltirisSignature {
  readonly id: string;
  /**
   * Texts of which one stands in every event that means this, in any letter case, three letters of each in brackets: the reader looks for
   * these three letters first, so they are ones that are rare.
   */
  readonly anchors: readonly string[];
  readonly matches: (said: Said) => boolean;
  readonly meaning: string;
  /** Whether it has to do with Kerberos or the sign-in. What is not, is named because it is easily taken for it. */
  readonly kerberos: boolean;
  readonly next: string;
  /** The same failure told again by a later event: not to be counted twice with this one. */
  readonly endOf?: string;
  /** Says something only where nothing else was recognised in the event. */
  readonly alone?: boolean;
}

const SIGN_IN_STEPS = say`Run kerbwise check: the steps "Service principal names" and "Windows Authentication and providers"`;
const REGISTRATION = /failed to refresh server list or register/i;
const ENCRYPTION = say`Look at the encryption types of the account that decrypts; setting its password anew makes missing keys`;

/**
 * The messages of itms.md section 3. Texts were seen in articles of the vendor unless the entry says otherwise; codes decide, for texts
 * around them may be translated.
 */
export const ALTIRIS_SIGNATURES: readonly AltirisSignature[] = [
  {
    id: 'altiris.request-level-authentication',
    anchors: ['request le[vel] authentication is not supported', 'aut[hPe]rsistNonNTLM'],
    matches: ({ body }) => /request level authentication is not supported|IIS setting 'authPersistNonNTLM'/i.test(body),
    meaning: say`the server authenticates every request anew, which the agent cannot do: authPersistNonNTLM is off on the host named in the event`,
    kerberos: true,
    next: say`Run kerbwise check on that host, site servers too: the step "authPersistNonNTLM" (KB 173598)`,
  },
  {
    id: 'altiris.logon-denied',
    anchors: ['[0x8]009030C'],
    matches: ({ codes }) => codes.has('8009030C'),
    meaning: say`the logon was denied: the fallback from Kerberos is blocked for names of three parts, or the account is locked, expired or has another password, or the clocks differ`,
    kerberos: true,
    next: say`Look for LSASRV event 40970 on the client; if all endpoints fail at once, at the account; else run kerbwise check (KB 232242)`,
  },
  {
    id: 'altiris.registration-unauthorized',
    anchors: ['refr[esh] server list or register'],
    matches: (said) => REGISTRATION.test(said.body) && isUnauthorized(said),
    meaning: say`the agent could not register with a task server: the end of the chain that begins with status 401`,
    kerberos: true,
    next: SIGN_IN_STEPS,
    endOf: 'altiris.unauthorized',
  },
  {
    id: 'altiris.unauthorized',
    anchors: ['[0x8]FA10191', 'HTTP status [401]', 'HTTP status: [401]', '([401]) Unauthorized'],
    matches: (said) => !REGISTRATION.test(said.body) && isUnauthorized(said),
    meaning: say`the server asked for a sign-in (status 401) and the agent did not get past it`,
    kerberos: true,
    next: SIGN_IN_STEPS,
  },
  {
    id: 'altiris.wrong-principal',
    anchors: ['[0x8]0090322'],
    matches: ({ body, codes }) => codes.has('80090322') && !hasTlsContext(body),
    meaning: say`the service principal name belongs to another account than the one that decrypts`,
    kerberos: true,
    next: say`Run kerbwise check: the step "Service principal names"`,
  },
  {
    id: 'altiris.target-unknown',
    anchors: ['[0x8]0090303'],
    matches: ({ codes }) => codes.has('80090303'),
    meaning: say`no account has the service principal name`,
    kerberos: true,
    next: say`Run kerbwise check: the step "Service principal names"`,
  },
  {
    id: 'altiris.package-not-found',
    anchors: ['[0x8]0090305'],
    matches: ({ codes }) => codes.has('80090305'),
    meaning: say`the security package asked for is not there: how Microsoft shows Kerberos that fails`,
    kerberos: true,
    next: SIGN_IN_STEPS,
  },
  {
    id: 'altiris.invalid-token',
    anchors: ['[0x8]0090308'],
    matches: ({ codes }) => codes.has('80090308'),
    meaning: say`the token was invalid: legs split over connections by a load balancer, or a token cut off`,
    kerberos: true,
    next: say`Look for a load balancer or proxy without persistence, and at HTTPERR for tokens that were too large`,
  },
  {
    id: 'altiris.time-skew',
    anchors: ['[0x8]0090324'],
    matches: ({ codes }) => codes.has('80090324'),
    meaning: say`the clocks of client and server differ too much`,
    kerberos: true,
    next: say`Compare the clocks: w32tm /query /status on both`,
  },
  {
    id: 'altiris.no-domain-controller',
    anchors: ['[0x8]0090311'],
    matches: ({ codes }) => codes.has('80090311'),
    meaning: say`no domain controller could be reached`,
    kerberos: true,
    next: say`Look at the network and DNS between the client and its domain controllers`,
  },
  {
    id: 'altiris.encryption-types',
    anchors: ['[0x8]0090342', '[0x8]0090348'],
    matches: ({ codes }) => codes.has('80090342') || codes.has('80090348'),
    meaning: say`domain controller and account have no encryption type in common`,
    kerberos: true,
    next: ENCRYPTION,
  },
  {
    id: 'altiris.channel-binding',
    anchors: ['[0x8]0090346'],
    matches: ({ codes }) => codes.has('80090346'),
    meaning: say`Extended Protection: the channel binding does not fit`,
    kerberos: true,
    next: say`Look for TLS inspection or offload on the way, and at tokenChecking`,
  },
  {
    id: 'altiris.downgrade-blocked',
    anchors: ['[0x8]0090350'],
    matches: ({ codes }) => codes.has('80090350'),
    meaning: say`the fallback from Kerberos to NTLM was blocked`,
    kerberos: true,
    next: say`Look for LSASRV event 40970 on the client; SMA 8.6 RU2 or newer falls back by itself (KB 232242)`,
  },

  {
    id: 'altiris.no-credentials',
    anchors: ['[0x8]009030E'],
    matches: ({ codes }) => codes.has('8009030E'),
    meaning: say`no credentials yet: by itself the ordinary middle of a handshake`,
    kerberos: false,
    next: say`Nothing, unless a refusal follows`,
  },
  {
    id: 'altiris.account-refused',
    anchors: ['[0x8]007052E', '[0x8]0070775'],
    matches: ({ codes }) => codes.has('8007052E') || codes.has('80070775'),
    meaning: say`the password of the account is wrong, or the account is locked: not Kerberos`,
    kerberos: false,
    next: say`Look at the account (agent connectivity credential, application identity); no service principal name mends this`,
  },
  {
    id: 'altiris.agent-revoked',
    anchors: ['[0x8]0077003'],
    matches: ({ codes }) => codes.has('80077003'),
    meaning: say`the registration of the agent is revoked; the connection itself works: not Kerberos`,
    kerberos: false,
    next: say`Look at the agent registration in the console (KB 269815)`,
  },
  {
    id: 'altiris.server-busy',
    anchors: ['[0x8]0056007'],
    matches: ({ codes }) => codes.has('80056007'),
    meaning: say`the queues of the server are full and it turns clients away: not Kerberos`,
    kerberos: false,
    next: say`Look at the event queues of the server (KB 179877)`,
  },
  {
    id: 'altiris.file-access-denied',
    anchors: ['[0x8]0070005', '[-21]47024891'],
    matches: ({ body, codes }) => codes.has('80070005') || /-2147024891\b/.test(body),
    meaning: say`rights on a file or folder are missing (NTFS): not Kerberos`,
    kerberos: false,
    next: say`Look at the rights on the folder that the event names (KB 179719)`,
  },
  {
    id: 'altiris.server-list-kept',
    anchors: ['getting ne[w s]erver list because we have'],
    matches: ({ body }) => /not getting new server list because we have/i.test(body),
    meaning: say`the agent kept its task server and asked for no other: information, not Kerberos`,
    kerberos: false,
    next: say`Reset the agent before you conclude anything from it (KB 177014)`,
  },
  {
    id: 'altiris.client-limit',
    anchors: ['achieved the ma[xim]um limit'],
    matches: ({ body }) => /count of registered clients has achieved the maximum limit/i.test(body),
    meaning: say`a task server has as many clients as it may have: capacity, not Kerberos`,
    kerberos: false,
    next: say`Add a task server or move clients (KB 426743)`,
  },
  {
    id: 'altiris.tickle-decryption',
    anchors: ['ti[ckl]e connection', 'failed to de[cry]pt data'],
    matches: ({ body }) => /failed to process incoming tickle connection|failed to decrypt data/i.test(body),
    meaning: say`two computers share a communication profile, so the server cannot decrypt what one sends: not Kerberos`,
    kerberos: false,
    next: say`Look for duplicate communication profiles (KB 281242)`,
  },
  {
    id: 'altiris.certificate',
    anchors: ['secure chan[nel]', '[0x8]00B01', '[0x8]0090325', '[0x8]0090328', '[0x8]0072F8F', '[0x8]0090322'],
    matches: ({ body, codes }) =>
      /SSL\/TLS secure channel|0x800B01[0-9A-F]{2}\b|0x8009032[58]\b|0x80072F8F\b/i.test(body) ||
      (codes.has('80090322') && hasTlsContext(body)),
    meaning: say`the TLS certificate is not trusted, expired, or names another host: not Kerberos (texts inferred)`,
    kerberos: false,
    next: say`Look at the certificate of the binding (KB 430121)`,
  },
  {
    id: 'altiris.client-certificate',
    anchors: ['e[phe]meral certificate', 'client ce[rti]ficate'],
    matches: ({ body }) =>
      /(ephemeral|client) certificate/i.test(body) && /denied|reject|expired|invalid|not valid|revoked|fail/i.test(body),
    meaning: say`the gateway refused a client certificate (cloud-enabled management): not Kerberos (texts inferred)`,
    kerberos: false,
    next: say`Look at the certificates of the gateway, and at the clocks (KB 440752)`,
  },
  {
    id: 'altiris.network',
    anchors: ['[0x8]00706BA', '[-21]47023174'],
    matches: ({ body, codes }) => codes.has('800706BA') || /-2147023174\b/.test(body),
    meaning: say`the server could not be reached by RPC: network or firewall, not Kerberos`,
    kerberos: false,
    next: say`Look at the network and the firewalls between the two`,
  },
  {
    id: 'altiris.not-found',
    anchors: ['HTTP error: [404]', 'HTTP status [404]', 'HTTP status: [404]', '[0x8]FA10194'],
    matches: ({ body, status }) => /HTTP error: 404\b/i.test(body) || status === 404,
    meaning: say`the server does not hand out the file (status 404), often request filtering: not Kerberos`,
    kerberos: false,
    next: say`Look at request filtering for the path that the event names (TECH174201)`,
  },
  {
    id: 'altiris.http-status',
    anchors: ['[0x8]FA1'],
    matches: ({ status }) => ![undefined, 401, 404].includes(status),
    meaning: say`the server answered with another HTTP status, which the low half of the code names (inferred): not Kerberos`,
    kerberos: false,
    next: say`Look at the status, and at HTTPERR for 400 and 503`,
    alone: true,
  },
  {
    id: 'altiris.http-error',
    anchors: ['[0x8]0042D21', '[-21]47209951'],
    matches: ({ body, codes }) => codes.has('80042D21') || /-2147209951\b/.test(body),
    meaning: say`some HTTP request failed: the code alone does not say why, and does not mean Kerberos`,
    kerberos: false,
    next: say`Read the line "Error note" of the event, then the HTTP status`,
    alone: true,
  },
];

/** In: the body of an event. Out: what is recognised in it, each once. */
export function recogniseAltiris(body: string): readonly AltirisSignature[] {
  const codes = new Set([...body.matchAll(/0x([0-9a-f]{8})(?![0-9a-f])/gi)].map(([, code = '']) => code.toUpperCase()));
  const said: Said = { body, codes, status: httpStatusOf(body) };
  const found = ALTIRIS_SIGNATURES.filter(({ matches }) => matches(said));
  const telling = found.filter(({ alone }) => alone !== true);
  return telling.length > 0 ? telling : found.slice(0, 1);
}

/** Status 401 by its code, by the words of the agent or by those of .NET. */
function isUnauthorized({ body, status }: Said): boolean {
  return status === 401 || /\(401\) Unauthorized/i.test(body);
}
