/**
 * Texts that people read. English is the text that travels: it is shown, saved, journaled and hashed as it is. So that it can be shown in
 * another language too, a text remembers the message and the values that it was made of for as long as it is in use.
 */

/** A message as translators see it: `{0}`, `{1}` … stand for the values, in the syntax of ICU MessageFormat. */
export interface Message {
  readonly id: string;
  readonly values: readonly SayValue[];
  /** Whether it begins a sentence, whatever it begins with. */
  readonly isCapitalised?: true;
}

export type SayValue = string | number | bigint | boolean | null | undefined;

/** Texts with values that are kept; what was said longest ago is forgotten first, and then stays English. */
const KEPT = 20_000;

const remembered = new Map<string, Message>();

/** Tag of a text. In: a template whose values are data or texts. Out: the English text. */
export function say(parts: TemplateStringsArray, ...values: readonly SayValue[]): string {
  const text = String.raw({ raw: parts }, ...values);
  return values.length === 0 ? text : remember(text, { id: messageId(parts), values });
}

/** In: a number, and what it counts. Out: `1 name`, `2 names`. */
export function counted(number: number, one: string, many: string): string {
  return remember(`${number} ${number === 1 ? one : many}`, { id: countedId(one, many), values: [number] });
}

/** In: texts or data; what stands between them, a mark or a word. Out: one text, each part of which is translated by itself. */
export function listed(items: readonly string[], separator = ', '): string {
  const [first = '', ...others] = items;
  if (others.length === 0) return first;
  if (!/\p{L}/u.test(separator))
    return remember(items.join(separator), { id: items.map((_, at) => `{${at}}`).join(separator), values: items });
  return others.reduce((text, item) => remember(`${text}${separator}${item}`, { id: listedId(separator), values: [text, item] }), first);
}

function listedId(separator: string): string {
  return `{0}${separator}{1}`;
}

/** In: a text that begins in lower case. Out: the same as the beginning of a sentence. */
export function capitalised(text: string): string {
  const begun = upperFirst(text);
  return begun === text ? text : remember(begun, { id: '{0}', values: [text], isCapitalised: true });
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The message that a text was made of; `undefined` where it has no values, or is nobody's text. */
export function messageOf(text: string): Message | undefined {
  return remembered.get(text);
}

/** The message of a template, with what ICU would take for syntax quoted. */
function messageId(parts: readonly string[]): string {
  const last = parts.length - 1;
  return parts
    .map((part, at) => {
      const quoted = part.replace(at === last ? /'(?=[{}])/g : /'(?=[{}]|$)/g, "''").replace(/[{}]/g, "'$&'");
      return `${at === 0 ? '' : `{${at - 1}}`}${quoted}`;
    })
    .join('');
}

function countedId(one: string, many: string): string {
  return `{0, plural, one {# ${one}} other {# ${many}}}`;
}

/** A text that is nothing but one of its values is that value, and keeps the message that it has. */
function remember(text: string, message: Message): string {
  if (message.values.includes(text)) return text;
  remembered.delete(text);
  remembered.set(text, message);
  if (remembered.size > KEPT) for (const oldest of remembered.keys()) return forget(oldest, text);
  return text;
}

function forget(oldest: string, text: string): string {
  remembered.delete(oldest);
  return text;
}
