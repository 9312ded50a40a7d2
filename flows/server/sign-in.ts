import { say } from '../language/say.ts';
import type { Fact } from '../model/fact.ts';
import { kerberosErrorOf, packageOf, readSignInHeader, type SignInToken } from '../wire/sign-in-token.ts';

/** What one request to the web server came to. `failed` is the name of a WebExceptionStatus or a SocketError: `Timeout`, `TrustFailure`. */
export type Tried =
  | { readonly reached: false; readonly failed: string }
  | {
      readonly reached: true;
      readonly status: number;
      /** The `WWW-Authenticate` headers, whole and in the order sent. */
      readonly challenges: readonly string[];
      /** The server's clock against this machine's, by Kerberos' limit of five minutes; `null` where the server sent no date. */
      readonly clock: 'same' | 'ahead' | 'behind' | null;
    };

/** One sign-in as the user of this session, made on this machine. */
export interface SignInProof {
  readonly url: string;
  /** `HTTP/smp01.contoso.com` */
  readonly spn: string;
  readonly anonymous: Tried;
  /** The first token that this session makes for the name: its package, or SSPI's status, `0x80090303`. */
  readonly client: { readonly sends: 'Kerberos' | 'NTLM' | null; readonly failed: string | null };
  readonly asUser: Tried;
}

/** The tickets of one logon session, by the services they are for: `HTTP/smp01.contoso.com`. */
export interface SessionTickets {
  /** `0:0x8d1f2`; `null` where klist did not say. */
  readonly session: string | null;
  readonly servers: readonly string[];
}

/** An event by its number; `about` is the service or account that it names, `null` where it names none. */
export interface SignInEvent {
  readonly source: 'Kerberos' | 'KDC' | 'LSA' | 'WAS';
  readonly id: number;
  readonly about: string | null;
}

/** What a sign-in at one application showed, and what Windows itself noted around it. */
export interface SignInFacts {
  /** `null` where there is nothing to sign in to: no application with Windows Authentication, or no usable name. */
  readonly at: { readonly application: string; readonly name: string; readonly url: string; readonly providers: readonly string[] } | null;
  readonly proof: Fact<SignInProof>;
  readonly ownTickets: Fact<SessionTickets>;
  /** Of SYSTEM (0x3e7), in which services and the agent run. */
  readonly systemTickets: Fact<SessionTickets>;
  /** Of the last seven days, each once. */
  readonly events: Fact<readonly SignInEvent[]>;
  /** The package of the newest network logon of this user in the Security log; `null` where there is none. */
  readonly logon: Fact<'Kerberos' | 'NTLM' | null>;
  /** Names for which Windows lets this machine sign in to itself; `isOff` where it lets it for all. */
  readonly loopback: Fact<{ readonly names: readonly string[]; readonly isOff: boolean }>;
  /** Whether a policy keeps NTLM from this server, or from this server's own sign-ins elsewhere. */
  readonly ntlm: Fact<{ readonly refusesIncoming: boolean; readonly refusesOutgoing: boolean }>;
}

/** What a sign-in shows. `unproven`: signed in, and nothing says by which package. */
export type SignInOutcome =
  | { readonly kind: 'signed in'; readonly by: 'Kerberos' | 'NTLM'; readonly says: string }
  | { readonly kind: 'unproven' }
  | { readonly kind: 'not asked'; readonly why: string }
  | { readonly kind: 'not made'; readonly why: string }
  | { readonly kind: 'refused'; readonly fault: RefusalFault; readonly says: string };

/**
 * Why a sign-in was refused, as far as the two sides say so: the session has no credentials of a domain; it gets no ticket for the name, or none can be encrypted for the account that holds it;
 * the server takes the ticket for too old or too new; it cannot read the ticket; or it said nothing.
 */
export type RefusalFault = 'no credentials' | 'no ticket' | 'no common key' | 'clock' | 'wrong key' | 'silent';

/** In: a proof. Out: what it shows and whose word that is. Source: windows-tools.md section 7; RFC 4120 7.5.9. */
export function outcomeOf(proof: SignInProof): SignInOutcome {
  const { anonymous, asUser } = proof;
  if (!anonymous.reached) return { kind: 'not made', why: whyNotReached(anonymous.failed) };
  if (anonymous.status !== 401)
    return { kind: 'not asked', why: say`a request without credentials was answered with ${anonymous.status}, not with 401` };
  const schemes = schemesOf(anonymous.challenges);
  if (!schemes.some((scheme) => WINDOWS.test(scheme)))
    return { kind: 'not asked', why: say`the server asks for no Windows Authentication` };
  if (!asUser.reached) return { kind: 'not made', why: whyNotReached(asUser.failed) };
  return asUser.status === 401 ? refusal(proof, asUser) : signedIn(proof, schemes, asUser.challenges);
}

function whyNotReached(failed: string): string {
  return failed === 'TrustFailure'
    ? say`no TLS connection came about (TrustFailure): this machine does not trust the certificate, or the two agree on no version`
    : say`the server was not reached: ${failed}`;
}

/** In: `WWW-Authenticate` headers. Out: their schemes in order, each once. */
export function schemesOf(challenges: readonly string[]): readonly string[] {
  return [...new Set(challenges.map((challenge) => readSignInHeader(challenge).scheme))];
}

const WINDOWS = /^(?:Negotiate|NTLM)$/i;

function signedIn({ client }: SignInProof, schemes: readonly string[], challenges: readonly string[]): SignInOutcome {
  const answered = tokensOf(challenges)
    .map(packageOf)
    .find((name) => name !== null);
  if (answered) return { kind: 'signed in', by: answered, says: say`the server’s own answer names ${answered}` };
  if (!schemes.some((scheme) => /^Negotiate$/i.test(scheme)))
    return { kind: 'signed in', by: 'NTLM', says: say`the server offers nothing but NTLM` };
  if (client.sends === 'NTLM')
    return { kind: 'signed in', by: 'NTLM', says: say`this session offers NTLM for the name, and the server took it` };
  return { kind: 'unproven' };
}

function refusal({ client, anonymous }: SignInProof, { challenges, clock }: Extract<Tried, { reached: true }>): SignInOutcome {
  const tokens = tokensOf(challenges);
  const error = tokens.map(kerberosErrorOf).find((one) => one !== null);
  const code = error ? `0x${error.code.toString(16)}` : undefined;
  const clocks = clock ?? (anonymous.reached ? anonymous.clock : null);
  const refused = (fault: RefusalFault, says: string): SignInOutcome => ({ kind: 'refused', fault, says });
  if (error?.code === CLOCK_SKEW) return refused('clock', say`the server answers with Kerberos error ${code}, a clock that is off`);
  if (clocks === 'ahead' || clocks === 'behind')
    return refused('clock', say`the server’s clock is more than five minutes ${clocks} of this machine’s`);
  if (error && WRONG_KEY.has(error.code)) {
    const named = error.service === null ? '' : say`, and names ${error.service}`;
    return refused('wrong key', say`the server answers with Kerberos error ${code}: it cannot read the ticket${named}`);
  }
  if (client.failed !== null && NO_CREDENTIALS.has(client.failed))
    return refused('no credentials', say`this session makes no token for the name: SSPI says ${client.failed}`);
  if (client.failed === UNKNOWN_ETYPE)
    return refused(
      'no common key',
      say`this session gets no ticket for the name: SSPI says ${client.failed}, an encryption type that is not supported`,
    );
  if (client.failed !== null) return refused('no ticket', say`this session gets no ticket for the name: SSPI says ${client.failed}`);
  const says = tokens.some((token) => token.kind === 'answer' && token.state === 'refused');
  if (says && client.sends === 'Kerberos') return refused('wrong key', say`the server refuses the ticket that this session sends`);
  return refused(
    'silent',
    code === undefined ? say`the server answers with 401 and gives no reason` : say`the server answers with Kerberos error ${code}`,
  );
}

function tokensOf(challenges: readonly string[]): readonly SignInToken[] {
  return challenges.map((challenge) => readSignInHeader(challenge).token);
}

/** SEC_E_KDC_UNKNOWN_ETYPE. */
const UNKNOWN_ETYPE = '0x80090342';
/** KRB_AP_ERR_SKEW. */
const CLOCK_SKEW = 0x25;
/** KRB_AP_ERR_BAD_INTEGRITY, KRB_AP_ERR_MODIFIED, KRB_AP_ERR_BADKEYVER, KRB_AP_ERR_NOKEY. */
const WRONG_KEY: ReadonlySet<number> = new Set([0x1f, 0x29, 0x2c, 0x2d]);
/** SEC_E_UNKNOWN_CREDENTIALS and SEC_E_NO_CREDENTIALS. */
const NO_CREDENTIALS: ReadonlySet<string> = new Set(['0x8009030D', '0x8009030E']);
