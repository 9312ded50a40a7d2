import type { Indexer, Position } from '../iis/edit.ts';

/** One `/name:value`; `sign` is the mark between the slash and the name: `/+providers.[…]`; `/!name` is plain. */
export interface Parameter {
  readonly sign: '' | '+' | '-' | '~';
  readonly name: string;
  /** `null` where there is no colon. */
  readonly value: string | null;
}

export interface AppcmdCall {
  readonly verb: string;
  readonly object: string;
  readonly identifier: string | null;
  readonly parameters: readonly Parameter[];
}

/** The words of a property: `providers.[value='NTLM']`, `extendedProtection.tokenChecking`, `enabled`. */
interface PropertyPath {
  /** The names before the bracket or the last dot. */
  readonly inner: readonly string[];
  readonly indexer: Indexer | null;
  /** What stands last without a bracket behind it; `null` for a collection. */
  readonly attribute: string | null;
}

/** Reads the words of a call. Parameters may start with a slash or a dash; words without are verb, object and identifier. */
export function readCall(args: readonly string[]): AppcmdCall {
  const words = args.filter((arg) => !isParameter(arg));
  const [verb = '', object = '', identifier = null] = words;
  return { verb: verb.toLowerCase(), object: object.toLowerCase(), identifier, parameters: args.filter(isParameter).map(readParameter) };
}

/** The value of the parameter of that name; undefined where there is none, `''` where it has no value. */
export function parameterValue(call: AppcmdCall, name: string): string | undefined {
  const found = call.parameters.find((parameter) => parameter.sign === '' && parameter.name.toLowerCase() === name);
  return found && (found.value ?? '');
}

/** Out: the parts; undefined where the bracket is not as appcmd wants it. */
export function readProperty(name: string): PropertyPath | undefined {
  const open = name.indexOf('[');
  if (open === -1) {
    const parts = name.split('.');
    return { inner: parts.slice(0, -1), indexer: null, attribute: parts.at(-1) ?? '' };
  }
  const close = name.lastIndexOf(']');
  const indexer = close < open ? undefined : readIndexer(name.slice(open + 1, close));
  if (indexer === undefined) return undefined;
  const inner = name
    .slice(0, open)
    .split('.')
    .filter((part) => part !== '');
  const rest = name.slice(close + 1);
  return { inner, indexer, attribute: rest.startsWith('.') ? rest.slice(1) : null };
}

function isParameter(arg: string): boolean {
  return arg.startsWith('/') || arg.startsWith('-');
}

function readParameter(arg: string): Parameter {
  const body = arg.slice(1);
  const sign = /^[+\-~!]/.exec(body)?.[0];
  const word = sign === undefined ? body : body.slice(1);
  const colon = colonOutsideBrackets(word);
  const [name, value] = colon === -1 ? [word, null] : [word.slice(0, colon), word.slice(colon + 1)];
  return { sign: sign === '+' || sign === '-' || sign === '~' ? sign : '', name, value };
}

/** A provider such as `Negotiate:Kerberos` has a colon of its own, inside the bracket. */
function colonOutsideBrackets(word: string): number {
  let depth = 0;
  for (const [index, letter] of [...word].entries()) {
    if (letter === '[') depth++;
    else if (letter === ']') depth--;
    else if (letter === ':' && depth === 0) return index;
  }
  return -1;
}

const KEY = /^([A-Za-z][\w.]*)='((?:[^']|'')*)'(?:,|$)/;

function readIndexer(text: string): Indexer | undefined {
  const position = /^@(start|end|\d+)(?:,|$)/.exec(text);
  const keys: Record<string, string> = {};
  let rest = position === null ? text : text.slice(position[0].length);
  while (rest !== '') {
    const found = KEY.exec(rest);
    if (found === null) return undefined;
    const [whole, name = '', value = ''] = found;
    keys[name] = value.replaceAll("''", "'");
    rest = rest.slice(whole.length);
  }
  if (position === null && Object.keys(keys).length === 0) return undefined;
  return { position: position === null ? null : readPosition(position[1] ?? ''), keys };
}

function readPosition(word: string): Position {
  return word === 'start' || word === 'end' ? word : Number(word);
}
