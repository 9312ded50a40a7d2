/** An attribute of XML or of `/text:*` whose name speaks of a password, with its value: `password="…"`, `password:"…"`. */
const PASSWORD = /(password[\w.]*\s*[=:]\s*)(?:"[^"\r\n]*"?|'[^'\r\n]*'?|[^\s,<>"'()]+)/gi;

/** In: what a program printed. Out: the same with every password left out, to be kept or shown. */
export function withoutPasswords(text: string): string {
  return text.replace(PASSWORD, '$1***');
}

export function isPasswordName(name: string): boolean {
  return /password/i.test(name);
}
