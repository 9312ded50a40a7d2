import type { Translate } from '../language/translate.ts';
import { visibleLine, visibleLines } from './visible-text.ts';

/** Text that is HTML already, in whichever language it is asked for. Only `html` makes it, so what is not written in this folder is always escaped. */
export interface Markup {
  readonly markup: (translate: Translate) => string;
}

export type Slot = string | number | Markup | readonly Slot[];

/**
 * Puts values into HTML: texts are translated, escaped and shown on one line with everything invisible named, markup stays, lists are joined.
 * What the template itself says between two tags is a text too.
 */
export function html(parts: TemplateStringsArray, ...slots: readonly Slot[]): Markup {
  return { markup: (translate) => parts.map((part, at) => said(part, translate) + rendered(slots[at] ?? '', translate)).join('') };
}

/** In: a program's output or a command. Out: markup in which its lines stay lines. */
export function lines(text: string): Markup {
  return { markup: () => escaped(visibleLines(text)) };
}

/** In: a path or a name. Out: markup that a narrow column breaks behind a separator first. */
export function breakable(text: string): Markup {
  return {
    markup: (translate) =>
      visibleLine(translate(text))
        .split(/(?<=[/\\,])/)
        .map(escaped)
        .join('<wbr>'),
  };
}

export const NOTHING: Markup = { markup: () => '' };

/** A text of the template stands whole between two tags. */
function said(part: string, translate: Translate): string {
  return part.replace(/(?<=>)[^<>]*\p{L}[^<>]*(?=<)/gu, (text) => translate(text));
}

function rendered(slot: Slot, translate: Translate): string {
  if (typeof slot === 'number') return String(slot);
  if (typeof slot === 'string') return escaped(visibleLine(translate(slot)));
  return 'markup' in slot ? slot.markup(translate) : slot.map((one) => rendered(one, translate)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
