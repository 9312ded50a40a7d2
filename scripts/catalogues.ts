import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

/** Compiles the messages of a catalogue when it is built, so that no program carries a parser of them. */
export function catalogues(): Plugin {
  return {
    name: 'kerbwise-catalogues',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/flows\/language\/[a-z]{2}\/[a-z]+\.json$/.test(id.replaceAll('\\', '/'))) return undefined;
      const messages: Record<string, string> = JSON.parse(code);
      return JSON.stringify(Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, compiled(key, text)])));
    },
  };
}

function compiled(key: string, text: string): unknown {
  try {
    return compileMessage(text);
  } catch (error) {
    throw new Error(`The translation of ${JSON.stringify(key)} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
