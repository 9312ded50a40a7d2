/** Why IIS would not load or change its configuration. */
export type ConfigError =
  | { readonly kind: 'malformed'; readonly file: string; readonly line: number }
  | { readonly kind: 'sectionLocked'; readonly file: string; readonly line: number }
  | {
      readonly kind: 'duplicate';
      readonly tag: string;
      readonly key: string;
      readonly value: string;
      readonly file: string;
      readonly line: number;
    }
  | { readonly kind: 'lockViolation' }
  | { readonly kind: 'absentItem' }
  | { readonly kind: 'duplicateItem'; readonly tag: string; readonly key: string; readonly value: string }
  | { readonly kind: 'missingKey' }
  | { readonly kind: 'badIndexer' }
  | { readonly kind: 'unknownAttribute'; readonly name: string }
  | { readonly kind: 'badValue'; readonly kindOfValue: string; readonly words: readonly string[] };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ConfigError };

export function good<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function bad(error: ConfigError): { readonly ok: false; readonly error: ConfigError } {
  return { ok: false, error };
}
