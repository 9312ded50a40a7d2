import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The window that was opened, or why there is none. */
export type OpenedBrowser =
  | {
      readonly opened: true;
      readonly program: string;
      /** Fulfilled when the administrator closes the window. */
      readonly closed: Promise<void>;
      /** Closes the window and removes its profile. */
      end(): Promise<void>;
    }
  | { readonly opened: false; readonly why: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Opens an address as a window of its own in an Edge, Chrome or Chromium that is installed here, with a fresh profile:
 * no extension and no other page of the administrator's sees it.
 */
export async function openBrowser(url: string, program = findBrowser(process.platform, process.env)): Promise<OpenedBrowser> {
  if (!hasDisplay(process.platform, process.env)) return { opened: false, why: 'There is no display here' };
  if (program === undefined) return { opened: false, why: 'No Edge, Chrome or Chromium is installed at its usual place' };
  const profile = await mkdtemp(join(tmpdir(), 'kerbwise-window-'));
  const forget = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const child = spawn(program, browserArguments(url, profile, isRoot), { stdio: 'ignore' });
  const gone = new Promise<string | number>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
    child.once('error', ({ message }) => resolve(message));
  });
  const early = await Promise.race([gone, wait(EARLY_MS, undefined, { ref: false })]);
  if (early !== undefined && early !== 0) {
    await forget();
    return { opened: false, why: `${program} ended at once (${early})` };
  }
  // One that was started as an administrator hands the window to an ordinary process and ends: when that is closed is not known.
  const closed = early === 0 ? new Promise<void>(() => undefined) : gone.then(forget);
  return {
    opened: true,
    program,
    closed,
    end() {
      child.kill();
      return gone.then(forget);
    },
  };
}

/** A browser that cannot show a window ends within this time. */
const EARLY_MS = 1_500;

/** In: whether root runs it: Chromium's sandbox refuses to work for root. */
export function browserArguments(url: string, profile: string, isRoot: boolean): readonly string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--window-size=1280,800',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

/** Whether a window can be shown: on Linux a variable names the display, elsewhere there always is one. */
export function hasDisplay(platform: NodeJS.Platform, { DISPLAY, WAYLAND_DISPLAY }: Environment): boolean {
  return platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** Full path of the first browser that is there; never one that only `PATH` names. */
export function findBrowser(
  platform: NodeJS.Platform,
  environment: Environment,
  isThere: (path: string) => boolean = existsSync,
): string | undefined {
  return browserPaths(platform, environment).find(isThere);
}

function browserPaths(platform: NodeJS.Platform, environment: Environment): readonly string[] {
  if (platform === 'win32') {
    const folders = [environment['ProgramFiles(x86)'], environment.ProgramFiles, environment.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return WINDOWS_BROWSERS.flatMap((browser) => folders.map((folder) => win32.join(folder, browser)));
  }
  if (platform === 'darwin') return MAC_BROWSERS.map((name) => posix.join('/Applications', `${name}.app`, 'Contents/MacOS', name));
  return LINUX_BROWSERS;
}

const WINDOWS_BROWSERS = [
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
];
const MAC_BROWSERS = ['Microsoft Edge', 'Google Chrome', 'Chromium'];
const LINUX_BROWSERS = [
  '/usr/bin/microsoft-edge',
  '/usr/bin/microsoft-edge-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
];
