import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { SCRIPTS } from '../../flows/scripts/all-scripts.ts';
import { scriptStandIn } from './wine.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DRIVER = fileURLToPath(new URL('argument-driver.ts', import.meta.url));
const start = promisify(execFile);

/**
 * Out: the text of the built terminal, built anew where its sources are newer, as for everyone who starts `npm run kerbwise`.
 * One thing is another: in the place of each script that asks a domain stands the call of a program that asks the lab.
 */
export async function terminalText(): Promise<string> {
  await start(process.execPath, ['scripts/kerbwise.mjs', '--version'], { cwd: ROOT });
  const text = await readFile(`${ROOT}/dist/main/terminal.js`, 'utf8');
  const scripts = /\b(const|let|var) SCRIPTS = /g;
  if (text.match(scripts)?.length !== 1) throw new Error('The scripts were not found in the built terminal');
  const calls = Object.keys(SCRIPTS).map((name) => [name, `{ & '${scriptStandIn(name)}' @args }`]);
  return text.replace(scripts, (_, word: string) => `${word} SCRIPTS = ${JSON.stringify(Object.fromEntries(calls))}, REAL_SCRIPTS = `);
}

/** Out: the text of the argument driver as one file, made as the terminal is made. */
export async function driverText(): Promise<string> {
  const made = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: DRIVER, write: false, target: 'node20', minify: false },
  });
  const chunks = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
  const code = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.code] : []));
  if (code.length !== 1 || code[0] === undefined) throw new Error(`The driver is ${code.length} files`);
  return code[0];
}
