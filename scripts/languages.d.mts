export const LANGUAGES: readonly string[];
export const CATALOGUE_NAMES: readonly string[];
export function messagesInCode(): ReadonlyMap<string, ReadonlySet<string>>;
export function messagesOf(path: string, text: string): readonly string[];
export function readCatalogue(language: string, name: string): Readonly<Record<string, string>>;
export function unsaidIn(path: string, text: string): readonly string[];
export function unsaidInWindow(): ReadonlyMap<string, readonly string[]>;
