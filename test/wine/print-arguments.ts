import { readFile } from 'node:fs/promises';
import type { CommandOutput } from '../../flows/model/command.ts';
import { type Command, type ProgramPaths, windowsPrograms } from '../../flows/model/command.ts';
import type { Result } from '../../flows/model/result.ts';
import type { Windows } from './windows.ts';
import { PRINTER_PATH } from './wine.ts';
import { readWord } from './words.ts';

/** What the printing program was given: its arguments, the command line before it was split, and what it said as text; or the shell's failure. */
export type Given = { readonly args: readonly string[]; readonly raw: string; readonly text: string } | Result<never>;

/** In: arguments. Out: what makes the product start the printing program with them, in the place of appcmd. */
export function printerCommand(args: readonly string[]): [Command, ProgramPaths] {
  return [
    { program: 'appcmd', args, effect: 'read', timeoutMs: 20_000 },
    { ...windowsPrograms('C:\\Windows'), appcmd: PRINTER_PATH },
  ];
}

/** Gives each list of arguments to the printing program, through the product's shell under Windows' Node and PowerShell on that Windows. */
export async function passArguments(
  windows: Windows,
  driver: string,
  lists: readonly (readonly string[])[],
  passing: 'Legacy' | 'Windows',
): Promise<readonly Given[]> {
  const [questions, answers] = ['C:\\questions.json', 'C:\\answers.json'];
  await windows.write(questions, JSON.stringify(lists));
  const ran = await windows.runNode(driver, [questions, answers], { KERBWISE_ARGUMENT_PASSING: passing });
  if (ran.exitCode !== 0 || ran.stderr !== '') throw new Error(`The driver ended with ${ran.exitCode}: ${ran.stderr}`);
  const given: readonly Result<CommandOutput>[] = JSON.parse(await readFile(await windows.path(answers), 'utf8'));
  return given.map((one) => (one.ok ? readPrinted(one.value) : one));
}

function readPrinted({ exitCode, stdout, stderr }: CommandOutput): Given {
  if (exitCode !== 0 || stderr !== '') throw new Error(`The printing program ended with ${exitCode}: ${stderr}`);
  const lines = stdout.split(/\r?\n/).slice(0, -1);
  const [raw = '', ...args] = lines.slice(0, -1).map(readWord);
  return { raw, args, text: lines.at(-1) ?? '' };
}
