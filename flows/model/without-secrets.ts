/** How a password looks in XML, appcmd's `/name:value` and `[name]: value`, PowerShell, JSON (also inside another text) and connection strings. */
const NAMED = new RegExp(
  [
    String.raw`((?:passwords?|passwd|passphrase|pwd)[\w.-]*(?:\\?["']|&quot;|&#3[49];)?\]?\s*[=:]\s*)`,
    String.raw`(?:\\"(?:[^"\\\r\n]|\\[^"\r\n])*(?:\\")?|"(?:[^"\r\n]|"")*"?|'(?:[^'\r\n]|'')*'?|&quot;.*?(?:&quot;|$)|&#34;.*?(?:&#34;|$)|[^\s<>"']+)`,
  ].join(''),
  'gim',
);
/** IIS writes an encrypted attribute as `[enc:Provider:base64:enc]`; a cut one runs to the next quote, bracket or blank. */
const ENCRYPTED = /\[enc:(?:[^\]]{0,4096}?:enc\]|[^\s"'<>\]]*\]?)/gi;
const ELEMENT = /(<([\w.:-]*password[\w.:-]*)(?:\s[^<>]*)?>)[^<]*/gi;
const AUTHORIZATION = /(authorization\s*:\s*[a-z-]+\s+)\S+/gi;

/** In: any text. Out: the same with whatever looks like a password, plain or encrypted, or a sign-in token, left out. */
function withoutSecretsIn(text: string): string {
  return text.replace(ENCRYPTED, '***').replace(NAMED, '$1***').replace(ELEMENT, '$1***').replace(AUTHORIZATION, '$1***');
}

/**
 * The last filter before something is shown, written or sent: every text in the value, and every key, goes through it.
 * It knows a password by the name beside it; one that stands alone looks like any other word.
 */
export function withoutSecrets<T>(value: T): T;
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecretsIn(value);
  if (Array.isArray(value)) return value.map((item: unknown) => withoutSecrets(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]: [string, unknown]) => [withoutSecretsIn(key), withoutSecrets(part)]));
}
