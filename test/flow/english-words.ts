const WORDS = /\b(?:the|is|are|and|of|that|which|with|from|has|have|could|only|for|by|this|it|to|on|nobody|without|where|read|reads)\b/i;

/** What is quoted, and what is a path, a command or a name, is shown as it is. */
const AS_IT_IS = /"[^"]*"|„[^“]*“|“[^”]*”|`[^`]*`|\S*[\\/=:@$]\S*|\bKB \d+\b/g;

const NOT_SHOWN: ReadonlySet<string> = new Set([
  'id',
  'planId',
  'command',
  'undo',
  'source',
  'fixes',
  'step',
  'severity',
  'risk',
  'runBy',
  'kind',
  'state',
  'stage',
  'text',
  'output',
  'rule',
]);

/** In: what is shown in another language; words that do not count. Out: its texts in which English words are left, with where they stand. */
export function englishIn(shown: unknown, but = /$^/g, at = ''): readonly string[] {
  if (typeof shown === 'string') return WORDS.test(shown.replace(AS_IT_IS, ' ').replace(but, '')) ? [`${at}: ${shown}`] : [];
  if (Array.isArray(shown)) return shown.flatMap((item, index) => englishIn(item, but, `${at}.${index}`));
  if (shown === null || typeof shown !== 'object') return [];
  return Object.entries(shown).flatMap(([key, item]) => (NOT_SHOWN.has(key) ? [] : englishIn(item, but, `${at}.${key}`)));
}
