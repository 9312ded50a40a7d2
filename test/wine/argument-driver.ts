import { readFile, writeFile } from 'node:fs/promises';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { printerCommand } from './print-arguments.ts';

/**
 * Runs under Windows' Node: driver QUESTIONS ANSWERS. Gives each list of arguments in QUESTIONS to the printing program, through the
 * product's own shell and the PowerShell of that Windows; what `Shell.run` gave back goes to ANSWERS.
 */
const [questions = '', answers = ''] = process.argv.slice(2);
const lists: readonly (readonly string[])[] = JSON.parse(await readFile(questions, 'utf8'));
const [, programs] = printerCommand([]);
const shell = powershellShell({ programs });
const given: object[] = [];
for (const args of lists) given.push(await shell.run(printerCommand(args)[0], new AbortController().signal));
await shell.close();
await writeFile(answers, JSON.stringify(given));
