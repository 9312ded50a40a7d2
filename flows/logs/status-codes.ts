import { say } from '../language/say.ts';

/** What one 401 of IIS says by itself. */
export interface Unauthorized {
  /**
   * `challenge`: the ordinary first answer. `middle`: the ordinary second one of NTLM. `gone`: the client went away.
   * `failure`: an attempt to sign in was refused.
   */
  readonly kind: 'challenge' | 'middle' | 'gone' | 'failure';
  readonly meaning: string;
  /** Whether it has to do with Kerberos; `null` where this row alone cannot tell. */
  readonly kerberos: boolean | null;
  readonly next: string;
}

interface Code {
  readonly name: string;
  readonly reading: string;
  readonly kerberos: boolean | null;
  readonly next: string;
}

const LOOK = say`Look at the security log of the server for the same moment: it names the account and the package`;
const ACCOUNT = say`Look at the account itself; no service principal name mends this`;

/**
 * Windows and SSPI codes as IIS prints them, in decimal.
 * Source: windows-tools.md 6.2 and itms.md 3; values from winerror.h, readings of the less common ones inferred from their names.
 */
const CODES: ReadonlyMap<number, Code> = new Map<number, Code>([
  [0, { name: say`no error`, reading: say`the driver http.sys had already sent the challenge`, kerberos: null, next: LOOK }],
  [
    5,
    { name: 'ERROR_ACCESS_DENIED', reading: say`access was denied`, kerberos: false, next: say`Look at the rights on the file or folder` },
  ],
  [
    1311,
    {
      name: 'ERROR_NO_LOGON_SERVERS',
      reading: say`no domain controller could be reached`,
      kerberos: true,
      next: say`Look at the network and DNS between the server and its domain controllers`,
    },
  ],
  [1326, { name: 'ERROR_LOGON_FAILURE', reading: say`the user name or password is wrong`, kerberos: false, next: ACCOUNT }],
  [1330, { name: 'ERROR_PASSWORD_EXPIRED', reading: say`the password has expired`, kerberos: false, next: ACCOUNT }],
  [1331, { name: 'ERROR_ACCOUNT_DISABLED', reading: say`the account is disabled`, kerberos: false, next: ACCOUNT }],
  [
    1385,
    {
      name: 'ERROR_LOGON_TYPE_NOT_GRANTED',
      reading: say`the account may not sign in to this server over the network`,
      kerberos: false,
      next: say`Look at the user rights "Access this computer from the network" and its counterpart "Deny"`,
    },
  ],
  [1907, { name: 'ERROR_PASSWORD_MUST_CHANGE', reading: say`the password must be changed first`, kerberos: false, next: ACCOUNT }],
  [1909, { name: 'ERROR_ACCOUNT_LOCKED_OUT', reading: say`the account is locked`, kerberos: false, next: ACCOUNT }],
  [
    2147942405,
    { name: 'E_ACCESSDENIED', reading: say`access was denied`, kerberos: false, next: say`Look at the rights on the file or folder` },
  ],
  [
    2147942433,
    {
      name: 'ERROR_LOCK_VIOLATION',
      reading: say`a locked section of the configuration`,
      kerberos: false,
      next: say`Look at the configuration: a web.config sets what a higher level has locked`,
    },
  ],
  [
    2148074243,
    {
      name: 'SEC_E_TARGET_UNKNOWN',
      reading: say`the service principal name was not found`,
      kerberos: true,
      next: say`Run kerbwise check: the step "Service principal names"`,
    },
  ],
  [
    2148074245,
    {
      name: 'SEC_E_SECPKG_NOT_FOUND',
      reading: say`the package that the client asked for is not there; the example of Microsoft for Kerberos that fails`,
      kerberos: true,
      next: say`Run kerbwise check: the steps "Service principal names" and "Windows Authentication and providers"`,
    },
  ],
  [
    2148074248,
    {
      name: 'SEC_E_INVALID_TOKEN',
      reading: say`the token was invalid: legs of NTLM split over connections or servers by a load balancer, or a token cut off`,
      kerberos: null,
      next: say`Look for a load balancer or proxy without persistence; look at HTTPERR for tokens that were too large`,
    },
  ],
  [
    2148074252,
    {
      name: 'SEC_E_LOGON_DENIED',
      reading: say`the logon was denied: wrong key or password, or the loopback check`,
      kerberos: true,
      next: say`Run kerbwise check; from the server itself think of the loopback check, for one account alone of its password`,
    },
  ],
  [2148074254, { name: 'SEC_E_NO_CREDENTIALS', reading: say`no credentials yet`, kerberos: null, next: LOOK }],
  [
    2148074257,
    {
      name: 'SEC_E_NO_AUTHENTICATING_AUTHORITY',
      reading: say`no domain controller could be reached`,
      kerberos: true,
      next: say`Look at the network and DNS between the server and its domain controllers`,
    },
  ],
  [
    2148074274,
    {
      name: 'SEC_E_WRONG_PRINCIPAL',
      reading: say`the service principal name belongs to another account than the one that decrypts`,
      kerberos: true,
      next: say`Run kerbwise check: the step "Service principal names"`,
    },
  ],
  [
    2148074276,
    {
      name: 'SEC_E_TIME_SKEW',
      reading: say`the clocks of client and server differ too much`,
      kerberos: true,
      next: say`Compare the clocks: w32tm /query /status on both`,
    },
  ],
  [
    2148074306,
    {
      name: 'SEC_E_KDC_UNKNOWN_ETYPE',
      reading: say`the domain controller does not support the encryption asked for`,
      kerberos: true,
      next: say`Look at the encryption types of the account that decrypts`,
    },
  ],
  [
    2148074310,
    {
      name: 'SEC_E_BAD_BINDINGS',
      reading: say`Extended Protection: the channel binding does not fit`,
      kerberos: true,
      next: say`Look for TLS inspection or offload on the way, and at tokenChecking`,
    },
  ],
  [
    2148074312,
    {
      name: 'SEC_E_NO_KERB_KEY',
      reading: say`there is no key for the encryption asked for`,
      kerberos: true,
      next: say`Look at the encryption types of the account that decrypts; setting its password anew makes the missing keys`,
    },
  ],
  [
    2148074320,
    {
      name: 'SEC_E_DOWNGRADE_DETECTED',
      reading: say`the fallback from Kerberos to NTLM was blocked`,
      kerberos: true,
      next: say`Look for LSASRV event 40970 on the client; SMA 8.6 RU2 or newer falls back by itself`,
    },
  ],
]);

const SUBSTATUSES: ReadonlyMap<number, string> = new Map([
  [1, say`the sign-in failed`],
  [2, say`denied by the configuration of the server`],
  [3, say`the user was signed in but has no right to the file or folder (ACL)`],
  [4, say`an ISAPI filter refused it`],
  [5, say`an ISAPI or CGI application refused it`],
  [501, say`too many requests from this address (dynamic IP restrictions)`],
  [502, say`too many requests at once from this address (dynamic IP restrictions)`],
  [503, say`this address is on the deny list`],
  [504, say`this host name is on the deny list`],
]);

const GONE: ReadonlySet<number> = new Set([64, 995, 1236]);
const DENIED: ReadonlySet<number> = new Set([5, 0x80070005]);
const NO_CREDENTIALS = 0x8009030e;

/** In: substatus and Win32 status of a row with status 401, −1 where the log has none. Out: what the row says by itself. */
export function explainUnauthorized(substatus: number, win32: number): Unauthorized {
  if (GONE.has(win32)) {
    return { kind: 'gone', meaning: say`the client closed the connection`, kerberos: false, next: say`Nothing, unless it happens often` };
  }
  if (isChallenge(substatus, win32)) {
    return {
      kind: 'challenge',
      meaning: say`the ordinary first challenge: the request came without credentials`,
      kerberos: null,
      next: '',
    };
  }
  if (isMiddle(substatus, win32)) {
    return { kind: 'middle', meaning: say`the ordinary middle of an NTLM handshake`, kerberos: null, next: '' };
  }
  return refused(substatus, win32);
}

/** The first request comes without credentials; under kernel mode http.sys answers it, with 0 or SEC_E_NO_CREDENTIALS. */
function isChallenge(substatus: number, win32: number): boolean {
  if (substatus === 2) return DENIED.has(win32) || win32 === 0 || win32 === NO_CREDENTIALS || win32 < 0;
  return substatus < 0 && (DENIED.has(win32) || win32 < 0);
}

function isMiddle(substatus: number, win32: number): boolean {
  return (substatus === 1 && (win32 === NO_CREDENTIALS || win32 === 0)) || (substatus < 0 && win32 === NO_CREDENTIALS);
}

function refused(substatus: number, win32: number): Unauthorized {
  const code = CODES.get(win32);
  const where =
    SUBSTATUSES.get(substatus) ?? (substatus === 0 ? say`the application itself refused it` : say`substatus ${numbered(substatus)}`);
  const why =
    win32 === 0 || win32 < 0 ? '' : say`; ${code === undefined ? say`Windows code ${inHex(win32)}` : say`${code.reading} (${code.name})`}`;
  if (substatus > 2) {
    return {
      kind: 'failure',
      meaning: say`${where}${why}`,
      kerberos: false,
      next: say`Look at the rights, filters and restrictions of the application`,
    };
  }
  return {
    kind: 'failure',
    meaning: say`${where}${why}`,
    kerberos: code === undefined ? null : code.kerberos,
    next: code?.next ?? LOOK,
  };
}

/** `0x8009030C` for codes that are written so, decimal for the small ones. */
function inHex(code: number): string {
  return code > 0xffff ? `0x${code.toString(16).toUpperCase()}` : String(code);
}

function numbered(value: number): string {
  return value < 0 ? say`not logged` : String(value);
}

/** `401.1/2148074252`; a part that the log does not have is a hyphen. */
export function unauthorizedKey(substatus: number, win32: number): string {
  return `401.${substatus < 0 ? '-' : substatus}/${win32 < 0 ? '-' : win32}`;
}
