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
  cause(1, 'no name is registered', 'spn-missing', 'service-principal-names.missing', true),
  cause(2, 'a name is on two accounts', 'spn-duplicate', 'service-principal-names.duplicate', true),
  cause(
    2,
    'a name is on an account of another domain of the forest',
    'spn-in-other-domain',
    'service-principal-names.wrong-account',
    false,
  ),
  cause(3, 'the names are on the computer', 'spn-on-computer', 'service-principal-names.wrong-account', true),
  cause(3, 'the names are on a user who is not the pool’s', 'spn-on-user', 'service-principal-names.wrong-account', true),
  cause(4, 'useAppPoolCredentials is off', 'credentials-off', 'app-pool-credentials.off', true),
  cause(
    5,
    'the pool’s credentials, and the pool is the machine',
    'credentials-on-machine',
    'app-pool-credentials.on-without-account',
    true,
  ),
  cause(5, 'the names are on the Application Identity', 'spn-on-application-identity', 'service-principal-names.wrong-account', true),
  cause(6, 'two accounts behind one name', 'two-accounts', 'app-pool-identity.several-accounts', false),
  cause(7, 'NTLM comes first', 'ntlm-first', 'windows-authentication.ntlm-first', true),
  cause(8, 'Negotiate:Kerberos alone', 'kerberos-only', 'windows-authentication.kerberos-only-provider', true),
  cause(9, 'authPersistNonNTLM is off', 'persistence-off', 'auth-persistence.off', true),
  cause(10, 'a name is an alias', 'name-is-alias', 'client-names.alias', false),
  cause(11, 'a name with a port is on another account', 'port-on-another-account', 'client-names.port-on-another-account', false),
  cause(12, 'the server is called by its address', 'called-by-address', 'sign-in-logs.called-by-address', false),
  cause(13, 'the loopback check', 'loopback-check', 'sign-in.loopback-check', false),
  cause(14, 'zone or policy of browsers', 'browser-zone', 'sign-in-logs.browsers-send-nothing', false),
  cause(15, 'Firefox does not trust the server', 'firefox-trust', 'sign-in-logs.firefox-sends-nothing', false),
  cause(16, 'Extended Protection behind TLS inspection', 'extended-protection', 'sign-in-settings.extended-protection', false),
  cause(17, 'an account without AES', 'account-without-aes', 'app-pool-identity.no-aes', false),
  cause(18, 'a ticket too large for a header', 'token-too-large', 'sign-in-logs.token-too-large', false),
  cause(19, 'the clock is wrong', 'clock-skew', 'ground.clock-skew', false),
  cause(20, 'the controllers do not agree yet', 'spn-replicating', 'service-principal-names.replicating', false),
  cause(21, 'a fallback that Windows blocks', 'downgrade-blocked', 'sign-in.downgrade-blocked', false),
  cause(22, 'a load balancer splits NTLM', 'balancer-splits-ntlm', 'sign-in-logs.ntlm-legs-split', false),
  cause(23, 'a client insists on HTTP/2', 'http2-client', 'sign-in-logs.http2-refused', false),
  cause(24, 'the Application Identity is locked', 'account-locked', 'app-pool-identity.application-identity-unusable', false),
  cause(25, 'klist in another session', 'tickets-elsewhere', 'sign-in.other-session', false),
];

function cause(number: number, what: string, fault: string, first: string, mended: boolean): Cause {
  return { number, what, fault, first, mended };
}
