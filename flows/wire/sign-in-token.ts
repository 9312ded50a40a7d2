import { readBase64 } from './base64.ts';
import { contentOf, identifierText, inside, readElements, smallInteger } from './der.ts';

export type Mechanism = 'Kerberos' | 'NTLM' | 'NEGOEX' | 'SPNEGO';

/** What a KDC or a server says of a ticket that it does not take. Source: RFC 4120 5.9.1 and 7.5.9. */
export interface KerberosError {
  /** `0x29` is KRB_AP_ERR_MODIFIED. */
  readonly code: number;
  readonly realm: string | null;
  /** `HTTP/smp01.contoso.com`, or the account whose key the server has. */
  readonly service: string | null;
}

/** The token of one `WWW-Authenticate` or `Authorization` header, by its bytes. A first token of a client may be cut off behind its beginning. */
export type SignInToken =
  | { readonly kind: 'none' }
  | { readonly kind: 'ntlm'; readonly message: 1 | 2 | 3 | null }
  | { readonly kind: 'kerberos'; readonly message: 'request' | 'reply' | 'error' | null; readonly error: KerberosError | null }
  | {
      readonly kind: 'offer';
      /** Object identifiers as numbers where they have no name here. */
      readonly mechanisms: readonly string[];
      readonly inner: SignInToken;
    }
  | {
      readonly kind: 'answer';
      readonly state: 'accepted' | 'goes on' | 'refused' | 'wants a signature' | null;
      readonly mechanism: string | null;
      readonly inner: SignInToken;
      /** Whose signature closes the negotiation. */
      readonly signedBy: 'Kerberos' | 'NTLM' | null;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

/** One challenge or credential: `Negotiate oRQw…`. */
export interface SignInHeader {
  readonly scheme: string;
  readonly token: SignInToken;
}

/** In: the value of a `WWW-Authenticate` or `Authorization` header. Out: its scheme and what its token is; never throws, whatever the bytes. */
export function readSignInHeader(value: string): SignInHeader {
  const [, scheme = '', text = ''] = /^\s*([^\s,]*)\s*([\s\S]*)$/.exec(value) ?? [];
  const isOurs = /^(?:Negotiate|NTLM|Kerberos)$/i.test(scheme);
  return { scheme, token: isOurs && text.trim() !== '' ? readSignInToken(text) : { kind: 'none' } };
}

/**
 * In: a token as base64. Out: what it is.
 * Source: RFC 2743 3.1 (frame), RFC 4178 4.2 (SPNEGO), RFC 4121 4.1 and 4.2.6 (Kerberos), [MS-NLMP] 2.2.1 and 2.2.2.9 (NTLM and its signature);
 * windows-tools.md section 7.
 */
export function readSignInToken(base64: string): SignInToken {
  const bytes = readBase64(base64);
  if (bytes === undefined) return unreadable('it is not base64');
  return bytes.length === 0 ? { kind: 'none' } : readToken(bytes, true);
}

/** The package that a token belongs to, as far as it says so itself. */
export function packageOf(token: SignInToken): 'Kerberos' | 'NTLM' | null {
  switch (token.kind) {
    case 'ntlm':
      return 'NTLM';
    case 'kerberos':
      return 'Kerberos';
    case 'offer':
      return packageOf(token.inner) ?? known(token.mechanisms[0] ?? null);
    case 'answer':
      return packageOf(token.inner) ?? known(token.mechanism) ?? token.signedBy;
    case 'none':
    case 'unreadable':
      return null;
    default:
      return token satisfies never;
  }
}

/** The Kerberos error that a token carries, itself or inside SPNEGO. */
export function kerberosErrorOf(token: SignInToken): KerberosError | null {
  if (token.kind === 'kerberos') return token.error;
  return token.kind === 'answer' || token.kind === 'offer' ? kerberosErrorOf(token.inner) : null;
}

const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;
const OCTETS = 0x04;
const ENUMERATED = 0x0a;
const INTEGER = 0x02;
/** Explicit tags `[n]` in a constructed value. */
const field = (number: number): number => 0xa0 + number;

/** Windows writes Kerberos' identifier in an old form too, whose second number was cut to 16 bits. */
const MECHANISMS: Readonly<Record<string, Mechanism>> = {
  '1.2.840.113554.1.2.2': 'Kerberos',
  '1.2.840.48018.1.2.2': 'Kerberos',
  '1.3.6.1.4.1.311.2.2.10': 'NTLM',
  '1.3.6.1.4.1.311.2.2.30': 'NEGOEX',
  '1.3.6.1.5.5.2': 'SPNEGO',
};

function known(mechanism: string | null): 'Kerberos' | 'NTLM' | null {
  return mechanism === 'Kerberos' || mechanism === 'NTLM' ? mechanism : null;
}

function unreadable(why: string): SignInToken {
  return { kind: 'unreadable', why };
}

/** `mayNegotiate`: inside a negotiation there is no other one. */
function readToken(bytes: Uint8Array, mayNegotiate: boolean): SignInToken {
  if (isNtlm(bytes)) return { kind: 'ntlm', message: ntlmMessage(bytes[8]) };
  const [outer] = readElements(bytes);
  if (outer === undefined) return unreadable('its first bytes are of no known kind');
  if (outer.tag === 0x60) return readFramed(outer.content, mayNegotiate);
  if (outer.tag === field(1) && mayNegotiate) return readAnswer(outer.content);
  return unreadable('its first bytes are of no known kind');
}

const NTLM_SIGNATURE = [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00];

function isNtlm(bytes: Uint8Array): boolean {
  return NTLM_SIGNATURE.every((byte, index) => bytes[index] === byte);
}

function ntlmMessage(type: number | undefined): 1 | 2 | 3 | null {
  return type === 1 || type === 2 || type === 3 ? type : null;
}

/** GSS-API's frame: an identifier, and what that mechanism says. */
function readFramed(content: Uint8Array, mayNegotiate: boolean): SignInToken {
  const [identifier] = readElements(content);
  if (identifier?.tag !== OBJECT_IDENTIFIER || identifier.isCut) return unreadable('its mechanism is missing');
  const mechanism = MECHANISMS[identifierText(identifier.content)];
  const rest = content.slice(identifier.content.length + 2);
  if (mechanism === 'Kerberos') return readKerberos(rest);
  if (mechanism === 'SPNEGO' && mayNegotiate) return readOffer(rest);
  return unreadable(`its mechanism is ${identifierText(identifier.content)}`);
}

function readOffer(bytes: Uint8Array): SignInToken {
  const fields = fieldsOf(contentOf(readElements(bytes), field(0)));
  const list = inside(contentOf(fields, field(0)), SEQUENCE);
  if (list === undefined) return unreadable('its list of mechanisms is missing');
  return { kind: 'offer', mechanisms: readElements(list).map(({ content }) => mechanismName(content)), inner: innerToken(fields) };
}

function readAnswer(content: Uint8Array): SignInToken {
  const fields = fieldsOf(content);
  if (fields.length === 0) return unreadable('it answers nothing');
  const mechanism = inside(contentOf(fields, field(1)), OBJECT_IDENTIFIER);
  const state = smallInteger(inside(contentOf(fields, field(0)), ENUMERATED));
  return {
    kind: 'answer',
    state: state === undefined ? null : (STATES[state] ?? null),
    mechanism: mechanism === undefined ? null : mechanismName(mechanism),
    inner: innerToken(fields),
    signedBy: signerOf(inside(contentOf(fields, field(3)), OCTETS)),
  };
}

const STATES = ['accepted', 'goes on', 'refused', 'wants a signature'] as const;

function fieldsOf(content: Uint8Array | undefined) {
  const sequence = inside(content, SEQUENCE);
  return sequence === undefined ? [] : readElements(sequence);
}

/** `[2]`: mechToken of an offer, responseToken of an answer. */
function innerToken(fields: ReturnType<typeof readElements>): SignInToken {
  const token = inside(contentOf(fields, field(2)), OCTETS);
  return token === undefined || token.length === 0 ? { kind: 'none' } : readToken(token, false);
}

function mechanismName(content: Uint8Array): string {
  const identifier = identifierText(content);
  return MECHANISMS[identifier] ?? identifier;
}

/** NTLM's signature begins with its version 1 in four bytes, Kerberos' with 04 04 (or 01 01 in its first form). */
function signerOf(signature: Uint8Array | undefined): 'Kerberos' | 'NTLM' | null {
  if (signature === undefined) return null;
  const [first, second, third, fourth] = signature;
  if (signature.length === 16 && first === 1 && second === 0 && third === 0 && fourth === 0) return 'NTLM';
  return (first === 4 && second === 4) || first === 0x60 ? 'Kerberos' : null;
}

function readKerberos(bytes: Uint8Array): SignInToken {
  const [kind, zero] = bytes;
  const message = zero === 0 && kind !== undefined ? (MESSAGES[kind] ?? null) : null;
  return { kind: 'kerberos', message, error: message === 'error' ? readError(bytes.slice(2)) : null };
}

const MESSAGES: Readonly<Record<number, 'request' | 'reply' | 'error'>> = { 1: 'request', 2: 'reply', 3: 'error' };

function readError(bytes: Uint8Array): KerberosError | null {
  const fields = fieldsOf(contentOf(readElements(bytes), 0x7e));
  const code = smallInteger(inside(contentOf(fields, field(6)), INTEGER));
  if (code === undefined) return null;
  const name = fieldsOf(contentOf(fields, field(10)));
  const parts = inside(contentOf(name, field(1)), SEQUENCE);
  const service =
    parts === undefined
      ? ''
      : readElements(parts)
          .map(({ content }) => plainText(content))
          .join('/');
  const realm = inside(contentOf(fields, field(9)), GENERAL_STRING);
  return { code, realm: realm === undefined ? null : plainText(realm), service: service === '' ? null : service };
}

const GENERAL_STRING = 0x1b;

/** Bytes outside printable ASCII are no part of a name that is shown. */
function plainText(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?')).join('');
}
