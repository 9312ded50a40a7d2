import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import type { Script } from './all-scripts.ts';

/** What a script asks, for people: its name is a word of Kerbwise, and nobody could run it. `undefined` for a program of Windows. */
export function scriptInWords({ program, args }: Command): string | undefined {
  const [first = '', , third = ''] = args;
  const words: Readonly<Record<Script, string>> = {
    'access-rights': say`Who may write what on the server`,
    'application-identity': say`The Application Identity in the registry`,
    directory: say`The directory (LDAP), asked for ${third}`,
    'log-tail': say`The newest log in ${first}`,
    ports: say`The TCP ports of ${first}`,
    resolve: say`Name resolution of ${first}`,
    'sign-in': say`A sign-in at ${first}`,
  };
  return Object.entries(words).find(([name]) => name === program)?.[1];
}
