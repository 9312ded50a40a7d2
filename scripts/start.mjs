// npm start: opens the window from a clone. The desktop program where it is there or can be had soon,
// else the same window from this machine's own browser, else its address.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { becomeTerminal, makeReady, root, tell } from './ready.mjs';

const FETCH_MS = 20_000;
const electronFolder = join(root, 'node_modules/electron');

if (await makeReady()) {
  const electron = hasDisplay() ? await findElectron() : undefined;
  const args = process.argv.slice(2);
  if (electron === undefined) await becomeTerminal(['start', ...args]);
  else follow(electron, [...(isRootOnLinux() ? ['--no-sandbox'] : []), root, ...args]);
}

/** The desktop program, fetched by its own installer where it is not there yet; `undefined` where that does not succeed in time. */
async function findElectron() {
  const present = electronProgram();
  if (present !== undefined || process.env.KERBWISE_BROWSER !== undefined) return present;
  tell('fetching the desktop program, once');
  const why = await fetchElectron();
  if (why !== undefined) tell(`${why}; the window opens in a browser instead, with the practice lab or evidence`);
  return electronProgram();
}

function electronProgram() {
  const name = join(electronFolder, 'path.txt');
  const program = existsSync(name) ? join(electronFolder, 'dist', readFileSync(name, 'utf8').trim()) : undefined;
  return program !== undefined && existsSync(program) ? program : undefined;
}

/** @returns {Promise<string | undefined>} why it could not be fetched */
function fetchElectron() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
      stdio: 'ignore',
      timeout: FETCH_MS,
      killSignal: 'SIGKILL',
    });
    child.once('error', ({ message }) => resolve(`the desktop program could not be fetched: ${message}`));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(signal ? `the desktop program was not there after ${FETCH_MS / 1000} s` : 'the desktop program could not be fetched');
    });
  });
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Chromium's sandbox refuses to work for root, and only there is it left out. */
function isRootOnLinux() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function follow(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  // A terminal sends Ctrl+C to both; a program that started this one sends it here alone.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', ({ message }) => {
    tell(`${program} could not be started: ${message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
