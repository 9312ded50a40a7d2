// Makes a clone ready to run: packages installed, programs built. Plain Node, for nothing is installed yet.
// What it says goes to standard error: standard output belongs to the program that is started.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const TERMINAL = join(root, 'dist/main/terminal.js');

const SOURCES = ['flows', 'src-main', 'src-renderer', 'package.json', 'vite.config.ts', 'vite.main.config.ts'];
const OUTPUTS = ['dist/main/terminal.js', 'dist/electron/main.js', 'dist/electron/preload.cjs', 'dist/renderer/index.html'];
const BUILDS = [['build'], ['build', '--app', '--config', 'vite.main.config.ts']];
const OLDEST_LOCK_MS = 5 * 60_000;

/** @param {string} text */
export function tell(text) {
  process.stderr.write(`kerbwise: ${text}\n`);
}

/** @returns {Promise<boolean>} whether Kerbwise can run now; where not, why was said and the exit code is set */
export async function makeReady() {
  try {
    await ensureInstalled();
    await ensureBuilt();
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
    return false;
  }
}

/**
 * Runs the terminal program in this process: its streams, signals and exit code are this one's.
 * @param {readonly string[]} args
 */
export async function becomeTerminal(args) {
  process.argv = [process.argv[0] ?? process.execPath, TERMINAL, ...args];
  await import(pathToFileURL(TERMINAL).href);
}

/** Installs the packages of the lock file where they are missing or others than it names. */
async function ensureInstalled() {
  if (!isInstalled()) {
    tell('installing packages (npm ci), once; this takes a minute or two');
    const [program, ...args] = npm();
    await run(program, [...args, 'ci', '--no-audit', '--no-fund'], 'npm ci');
  }
}

/** Builds what is older than its sources. Two that start at once do not build over each other. */
async function ensureBuilt() {
  if (isBuilt()) return;
  const lock = join(root, 'node_modules/.cache/kerbwise/build.lock');
  await takeLock(lock);
  try {
    if (isBuilt()) return;
    tell('building, for the sources are newer than what was built');
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    for (const args of BUILDS) await run(process.execPath, [vite, ...args, '--logLevel', 'warn'], `vite ${args.join(' ')}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Every package of the lock file that this platform needs is there in its version. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (present[path] === undefined ? optional === true : present[path].version === version),
  );
}

/**
 * @param {string} file
 * @returns {Record<string, {version: string, optional?: boolean}>}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}

function isBuilt() {
  const outputs = OUTPUTS.map((file) => join(root, file));
  if (!outputs.every(existsSync)) return false;
  const built = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  return SOURCES.every((source) => newest(join(root, source)) <= built);
}

/**
 * @param {string} path
 * @returns {number} when the file, or the newest file below the folder, was changed; tests do not count
 */
function newest(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** npm is a script of Node's: started as such, no command interpreter is needed, on Windows neither. */
function npm() {
  const beside = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath ?? '',
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const script = scripts.find((file) => file.endsWith('npm-cli.js') && existsSync(file));
  return script === undefined ? ['npm'] : [process.execPath, script];
}

/** @param {string} lock */
async function takeLock(lock) {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      return mkdirSync(lock);
    } catch {
      const since = existsSync(lock) ? statSync(lock).mtimeMs : Date.now();
      if (Date.now() - since > OLDEST_LOCK_MS) rmSync(lock, { recursive: true, force: true });
      await wait(200);
    }
  }
}

/**
 * Runs a program quietly; what it said is shown where it fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} name
 */
function run(program, args, name) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: root,
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said = (said + part).slice(-20_000)));
      child.once('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`)));
      child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${name} failed (${code}):\n${said.trim()}`))));
    })
  );
}
