import { type Messages, setupI18n } from '@lingui/core';
import { messageKey } from './message-key.ts';
import { type Message, messageOf, type SayValue, upperFirst } from './say.ts';

/** In: an English text. Out: the same in another language; unchanged where it is nobody's text, or no translation is there. */
export type Translate = (text: string) => string;

/** Texts within texts are not deeper than this. */
const DEEPEST = 12;

/** In: the language as BCP 47 names it; its messages, compiled, each under its key. */
export function translator(language: string, messages: Messages): Translate {
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  const has = (id: string) => (messages[messageKey(id)]?.length ?? 0) > 0;

  const inside = (value: SayValue, depth: number): SayValue => (typeof value === 'string' ? translate(value, depth + 1) : value);

  const translate = (text: string, depth: number): string => {
    if (depth > DEEPEST) return text;
    const { id, values, isCapitalised }: Message = messageOf(text) ?? { id: text, values: [] };
    if (isCapitalised) return upperFirst(String(inside(values[0], depth)));
    if (!has(id) && !isPattern(id)) return text;
    const translated = Object.fromEntries(values.map((value, at) => [String(at), inside(value, depth)]));
    return has(id) ? i18n._(messageKey(id), translated) : filled(id, translated);
  };
  return (text) => translate(text, 0);
}

/** Whether a message says nothing by itself: `{0}, {1}`. */
function isPattern(id: string): boolean {
  return /\{\d+\}/.test(id) && !/\p{L}/u.test(id);
}

function filled(id: string, values: Readonly<Record<string, SayValue>>): string {
  return id.replace(/\{(\d+)\}|'([{}])'/g, (_, at: string | undefined, brace: string) => (at === undefined ? brace : String(values[at])));
}
