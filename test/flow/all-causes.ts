/** One cause of itms.md, section 4, as the practice lab shows it. */
export interface Cause {
  readonly number: number;
  readonly what: string;
  /** The fault of the lab that shows it. */
  readonly fault: string;
  /** The id of the first finding that asks for action. */
  readonly first: string;
  /** Whether Kerbwise mends it; then nothing is left to say after it has. */
  readonly mended: boolean;
}

/** The one table of causes. A fault that Kerbwise does not mend has to stand here with `mended: false`. */
export const CAUSES: readonly Cause[] = [
  cause(4, 'useAppPoolCredentials is off', 'credentials-off', 'app-pool-credentials.off', true),
  cause(7, 'NTLM comes first', 'ntlm-first', 'windows-authentication.ntlm-first', true),
  cause(8, 'Negotiate:Kerberos alone', 'kerberos-only', 'windows-authentication.kerberos-only-provider', true),
  cause(9, 'authPersistNonNTLM is off', 'persistence-off', 'auth-persistence.off', true),
  cause(10, 'a name is an alias', 'name-is-alias', 'client-names.alias', false),
  cause(11, 'a name with a port is on another account', 'port-on-another-account', 'client-names.port-on-another-account', false),
  cause(12, 'the server is called by its address', 'called-by-address', 'sign-in-logs.called-by-address', false),
  cause(14, 'zone or policy of browsers', 'browser-zone', 'sign-in-logs.browsers-send-nothing', false),
  cause(15, 'Firefox does not trust the server', 'firefox-trust', 'sign-in-logs.firefox-sends-nothing', false),
  cause(16, 'Extended Protection behind TLS inspection', 'extended-protection', 'sign-in-settings.extended-protection', false),
  cause(18, 'a ticket too large for a header', 'token-too-large', 'sign-in-logs.token-too-large', false),
  cause(19, 'the clock is wrong', 'clock-skew', 'ground.clock-skew', false),
  cause(22, 'a load balancer splits NTLM', 'balancer-splits-ntlm', 'sign-in-logs.ntlm-legs-split', false),
  cause(23, 'a client insists on HTTP/2', 'http2-client', 'sign-in-logs.http2-refused', false),
];

function cause(number: number, what: string, fault: string, first: string, mended: boolean): Cause {
  return { number, what, fault, first, mended };
}
