import type { Bridge } from '../flows/bridge/bridge.ts';
import type { View } from '../flows/bridge/contract.ts';
import { asMessages, type Language, preferredLanguage } from '../flows/language/languages.ts';
import { type Translate, translator } from '../flows/language/translate.ts';
import type { Watch } from './use-wizard-view.ts';

const asItIs: Translate = (text) => text;
let spokenNow: Language = 'en';
let translate: Translate = asItIs;

export function spokenLanguage(): Language {
  return spokenNow;
}

/** Loads what a language needs, and speaks it from now on: what is shown already has to be drawn anew. */
export async function speak(language: Language): Promise<void> {
  translate = language === 'en' ? asItIs : translator(language, asMessages((await import('../flows/language/de/window.json')).default));
  spokenNow = language;
  document.documentElement.lang = language;
}

/** In: what the system prefers. Speaks it, as far as it can be loaded, and says in it what stands in the window before there is a view. */
export async function speakBefore(preferred: readonly string[]): Promise<void> {
  const language = preferredLanguage(preferred);
  for (const part of document.querySelectorAll<HTMLElement>('.shell-main')) part.hidden = part.lang !== language;
  document.documentElement.lang = language;
  await speak(language).catch(() => speak('en'));
}

/** Speaks what was chosen before, else what the system prefers; settles once the host speaks it too, or does not answer. */
export async function speakAtFirst(bridge: Bridge, watch: Watch): Promise<void> {
  const { view } = watch.now();
  if (view === null) return agreeLater(bridge, watch);
  const language = view.language ?? spokenNow;
  if (language !== spokenNow) await speak(language);
  if (view.language !== null || language === 'en') return;
  const heard = firstView(watch, (next) => next.language === language);
  bridge.send({ type: 'language.chosen', language, keep: false });
  await heard;
}

/** The host did not answer yet: it is asked for the language of the window once it is there. */
function agreeLater(bridge: Bridge, watch: Watch): void {
  const leave = watch.onChange(() => {
    const { view } = watch.now();
    if (view === null) return;
    leave();
    if (view.language === null && spokenNow !== 'en') bridge.send({ type: 'language.chosen', language: spokenNow, keep: false });
  });
}

function firstView(watch: Watch, isIt: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const leave = watch.onChange(() => {
      const { view, lost } = watch.now();
      if (lost === null && view !== null && !isIt(view)) return;
      leave();
      resolve();
    });
  });
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
