import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';
import { messageKey } from '../flows/language/message-key.ts';

/** Compiles the messages of a catalogue when it is built, so that no program carries a parser of them. */
export function catalogues(): Plugin {
  return {
    name: 'kerbwise-catalogues',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/flows\/language\/[a-z]{2}\/[a-z]+\.json$/.test(id.replaceAll('\\', '/'))) return undefined;
      const messages: Record<string, string> = JSON.parse(code);
      return JSON.stringify(keyed(messages));
    },
  };
}

/** What is not translated yet is left out. */
function keyed(messages: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const ids = new Map<string, string>();
  for (const id of Object.keys(messages)) {
    const other = ids.get(messageKey(id));
    if (other !== undefined) throw new Error(`Two messages have one key: ${JSON.stringify([other, id])}. Word one of them anew.`);
    ids.set(messageKey(id), id);
  }
  return Object.fromEntries([...ids].filter(([, id]) => messages[id] !== '').map(([key, id]) => [key, compiled(id, messages[id] ?? '')]));
}

function compiled(key: string, text: string): unknown {
  try {
    return compileMessage(text);
  } catch (error) {
    throw new Error(`The translation of ${JSON.stringify(key)} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
