import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';

const root = fileURLToPath(new URL('../..', import.meta.url));
const terminal = join(root, 'dist/main/terminal.js');

export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end. `input` goes to its standard input. */
export function kerbwise(args: readonly string[], input: string | Uint8Array = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [terminal, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.stdin.on('error', () => undefined); // a program that refuses its input closes it early
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
  });
}

/** A window served from the loopback address. */
export interface ServedWindow {
  readonly url: string;
  end(): Promise<void>;
}

/** Starts `kerbwise start --no-open`; its address is the only line on standard output. */
export async function serveWindow(args: readonly string[]): Promise<ServedWindow> {
  const child = spawn(process.execPath, [terminal, 'start', '--no-open', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await firstLine(child);
  return {
    url,
    end: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGINT');
      }),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (part: Buffer) => resolve(part.toString().trim()));
    child.once('exit', (code) => reject(new Error(`kerbwise start ended with ${code} before it said its address`)));
  });
}

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'];

/** The browser of this machine; `undefined` where there is none. */
export function browserProgram(): string | undefined {
  return PLACES.find(existsSync);
}

export function openChromium(executablePath: string): Promise<Browser> {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', ...quiet] });
}
