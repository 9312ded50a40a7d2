import { SCRIPTS } from '../scripts/all-scripts.ts';
import type { Command, ProgramPaths } from './command.ts';
import { fail, type Result, succeed } from './result.ts';

/**
 * The one place that makes the text of a command: what the preview shows, the shell runs and the journal keeps.
 * In: a command and the full paths of the programs on its target.
 * Out: one PowerShell command of constants, which calls a program or a script block of ours; `argument.refused` where an argument cannot be passed to a program unchanged.
 * Source: PowerShell's about_Quoting_Rules and about_Parsing; Windows PowerShell 5.1 loses empty arguments and embedded double quotes.
 */
export function commandText(command: Command, programs: ProgramPaths): Result<string> {
  const program = programs[command.program];
  const isScript = SCRIPT_TEXTS.has(program);
  const refused = [...(isScript ? [] : [program]), ...command.args].map(whyRefused).find((failure) => failure !== undefined);
  if (refused !== undefined) return fail({ code: 'argument.refused', ...refused });
  const call = isScript ? `& ${program}` : PLAIN_PROGRAM.test(program) ? program : `& ${quoted(program)}`;
  return succeed([call, ...command.args.map((arg) => (PLAIN_ARGUMENT.test(arg) ? arg : quoted(arg)))].join(' '));
}

/** Texts of the project itself: the only ones that are no constant in a command. */
const SCRIPT_TEXTS: ReadonlySet<string> = new Set(Object.values(SCRIPTS));

/** Windows takes 32,767 characters for a whole command line; no name of IIS or the directory comes near this. */
const LONGEST_ARGUMENT = 4096;
// A word that PowerShell reads as a constant without quotes: no leading dash (a parameter), no digit (a number), nothing it expands.
const PLAIN_ARGUMENT = /^[A-Za-z/][A-Za-z0-9/\\:._-]*$/;
const PLAIN_PROGRAM = /^(?:[A-Za-z]:\\|\/)[A-Za-z0-9/\\._-]*$/;
// PowerShell ends a single-quoted text at the typographic quotes too; each is doubled to stand for itself.
const SINGLE_QUOTES = /['\u2018\u2019\u201a\u201b]/g;
const UNPASSABLE = [
  { test: /^--%$/, why: 'PowerShell takes it for a sign of its own, quoted or not, and does not pass it on' },
  { test: /[\p{Cc}\u2028\u2029]/u, why: 'it holds a control character or a line break' },
  { test: /"/, why: 'it holds a double quote, which Windows PowerShell 5.1 does not pass on unchanged' },
  {
    test: /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/,
    why: 'it holds an invisible mark that changes the direction of the text on the screen',
  },
  { test: /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/, why: 'it holds half a character' },
  { test: /\\$/, why: 'it ends with a backslash, which would swallow the closing quote' },
] as const;

function whyRefused(argument: string): { readonly argument: string; readonly why: string } | undefined {
  if (argument === '') return { argument, why: 'it is empty, and Windows PowerShell 5.1 drops empty arguments' };
  if (argument.length > LONGEST_ARGUMENT) {
    return { argument: `${argument.slice(0, 80)}…`, why: `it is ${argument.length} characters long, more than ${LONGEST_ARGUMENT}` };
  }
  const found = UNPASSABLE.find(({ test }) => test.test(argument));
  return found && { argument, why: found.why };
}

/** In: any text. Out: a constant of PowerShell that is exactly this text. */
export function quoted(text: string): string {
  return `'${text.replace(SINGLE_QUOTES, '$&$&')}'`;
}
