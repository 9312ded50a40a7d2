import type { Messages } from '@lingui/core';

/** The languages that Kerbwise speaks, each by its own name. English is that of the code and needs no catalogue. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

/** Whether it names a language that is there. */
export function isLanguage(named: unknown): named is Language {
  return typeof named === 'string' && Object.hasOwn(LANGUAGES, named);
}

/** In: what the system prefers, as BCP 47 names it, first the most. Out: the first that is there. */
export function preferredLanguage(preferred: readonly string[]): Language {
  for (const named of preferred) {
    const language = named.split('-', 1)[0]?.toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'en';
}

/** What a catalogue file is once it is built: its messages are compiled. */
export function asMessages(catalogue: Readonly<Record<string, unknown>>): Messages {
  return catalogue as Messages;
}
