import { visibleLine, visibleLines } from './visible-text.ts';

/** Text that is HTML already. Only `html` makes it, so what is not written in this folder is always escaped. */
export interface Markup {
  readonly markup: string;
}

export type Slot = string | number | Markup | readonly Slot[];

/** Puts values into HTML: texts are escaped and shown on one line with everything invisible named, markup stays, lists are joined. */
export function html(parts: TemplateStringsArray, ...slots: readonly Slot[]): Markup {
  return { markup: parts.map((part, at) => part + rendered(slots[at] ?? '')).join('') };
}

/** In: a program's output or a command. Out: markup in which its lines stay lines. */
export function lines(text: string): Markup {
  return { markup: escaped(visibleLines(text)) };
}

/** In: a path or a name. Out: markup that a narrow column breaks behind a separator first. */
export function breakable(text: string): Markup {
  return {
    markup: visibleLine(text)
      .split(/(?<=[/\\,])/)
      .map(escaped)
      .join('<wbr>'),
  };
}

export const NOTHING: Markup = { markup: '' };

function rendered(slot: Slot): string {
  if (typeof slot === 'number') return String(slot);
  if (typeof slot === 'string') return escaped(visibleLine(slot));
  return 'markup' in slot ? slot.markup : slot.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
