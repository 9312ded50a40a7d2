import type { Command, Program } from '../model/command.ts';
import type { Edit } from '../model/edit.ts';
import { isParameterLike, PARAMETER_LIKE } from '../model/parameter-like.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { WINDOWS_SECTION } from '../probes/readings.ts';

/**
 * The one command that makes an edit.
 * In: the edit. Out: its command; `argument.refused` where a name could be read as something else than a name.
 * Source: iis-docs "Getting started with AppCmd.exe" (`set config`, collections, `/commit`); installers in public use for
 * `clear config PATH /section:X /attribute`, which drops a local value so that the one above holds again.
 * A locked section is no hindrance: `/commit:apphost` writes a location into applicationHost.config.
 */
export function editCommand(edit: Edit): Result<Command> {
  switch (edit.kind) {
    case 'switch':
      return edit.value === null
        ? appcmd('clear', edit.path, [`/${edit.name}`])
        : appcmd('set', edit.path, [`/${edit.name}:${edit.value}`]);
    case 'providers':
      return edit.value === null ? appcmd('clear', edit.path, ['/providers']) : writeProviders(edit.path, edit.present, edit.value);
    case 'spn.register':
      return setspn('-S', edit.spn, edit.account);
    case 'spn.remove':
      return setspn('-D', edit.spn, edit.account);
    default:
      return edit satisfies never;
  }
}

/** One command, so that the list is never empty in between: everything that is there goes, then the whole list comes in order. */
function writeProviders(path: string, present: readonly string[], value: readonly string[]): Result<Command> {
  const odd = [...present, ...value].find((provider) => !PROVIDER.test(provider));
  if (odd !== undefined) return fail({ code: 'argument.refused', argument: odd, why: 'it is not the name of an authentication provider' });
  return appcmd('set', path, [
    ...present.map((provider) => `/-providers.[value='${provider}']`),
    ...value.map((provider) => `/+providers.[value='${provider}']`),
  ]);
}

// Letters, digits and the colon of `Negotiate:Kerberos`: nothing that ends appcmd's own brackets or quotes.
const PROVIDER = /^[A-Za-z0-9][A-Za-z0-9:._-]*$/;

function appcmd(verb: 'set' | 'clear', path: string, parameters: readonly string[]): Result<Command> {
  if (path === '') return fail({ code: 'argument.refused', argument: path, why: 'Kerbwise does not change the whole server at once' });
  const refused = namesAParameter(path);
  if (refused !== undefined) return refused;
  return succeed(change('appcmd', [verb, 'config', path, `/section:${WINDOWS_SECTION}`, ...parameters, '/commit:apphost']));
}

function setspn(operation: '-S' | '-D', spn: string, account: string): Result<Command> {
  return namesAParameter(spn) ?? namesAParameter(account) ?? succeed(change('setspn', [operation, spn, account]));
}

function namesAParameter(name: string) {
  return isParameterLike(name) ? fail({ code: 'argument.refused', argument: name, why: PARAMETER_LIKE }) : undefined;
}

function change(program: Program, args: readonly string[]): Command {
  return { program, args, effect: 'change', timeoutMs: 120_000 };
}
