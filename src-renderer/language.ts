import { asMessages, type Language } from '../flows/language/languages.ts';
import { type Translate, translator } from '../flows/language/translate.ts';

const asItIs: Translate = (text) => text;
let translate: Translate = asItIs;

/** Loads what a language needs, and speaks it from now on: what is shown already has to be drawn anew. */
export async function speak(language: Language): Promise<void> {
  translate = language === 'en' ? asItIs : translator(language, asMessages((await import('../flows/language/de/window.json')).default));
  document.documentElement.lang = language;
}

/** In: texts, as they are or as functions of their values, at any depth. Out: the same, in the language that is spoken when they are read. */
export function spoken<Texts extends object>(texts: Texts): Texts {
  return new Proxy(texts, {
    get: (target, key, receiver) => inLanguage(Reflect.get(target, key, receiver)),
    apply: (target, _self, values) => inLanguage(Reflect.apply(target as never, undefined, values)),
  });
}

function inLanguage(value: unknown): unknown {
  if (typeof value === 'string') return translate(value);
  if (Array.isArray(value)) return value.map(inLanguage);
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? spoken(value) : value;
}
