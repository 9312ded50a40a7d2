import type { Translate } from '../language/translate.ts';
import { SPOKEN_FIELDS } from './spoken-fields.ts';

const AS_IT_IS: ReadonlySet<string> = new Set(
  Object.entries(SPOKEN_FIELDS).flatMap(([name, spoken]) => (spoken === 'as it is' ? [name] : [])),
);

/** In: a view, plain data. Out: the same with every text translated; data is left as it is. */
export function translateView<View>(view: View, translate: Translate): View {
  return translated(view, translate) as View;
}

function translated(value: unknown, translate: Translate): unknown {
  if (typeof value === 'string') return translate(value);
  if (Array.isArray(value)) return value.map((item) => translated(item, translate));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, AS_IT_IS.has(key) && isData(item) ? item : translated(item, translate)]),
  );
}

function isData(item: unknown): boolean {
  return typeof item === 'string' || (Array.isArray(item) && item.every((one) => typeof one === 'string'));
}
