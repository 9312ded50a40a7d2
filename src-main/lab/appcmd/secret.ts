/**
 * What appcmd prints where a password is kept encrypted: the password itself. It is planted here so that a test can look for it
 * in everything that Kerbwise shows or writes. It opens nothing.
 */
export const PLANTED_PASSWORD = 'Lab-only!Pa55word-nobody-may-ask-for';

export function shownValue(value: string): string {
  return value.startsWith('[enc:') ? PLANTED_PASSWORD : value;
}
