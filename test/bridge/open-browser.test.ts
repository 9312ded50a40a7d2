import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { browserArguments, findBrowser, hasDisplay, openBrowser } from '../../src-main/loopback/open-browser.ts';

describe('finding a browser', () => {
  const windows = {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local',
  };

  test.each([
    ['win32', windows, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['win32', windows, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
    ['win32', { ProgramFiles: 'D:\\P' }, 'D:\\P\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['linux', {}, '/usr/bin/chromium'],
  ] as const)('on %s with %j it is %s', (platform, environment, path) => {
    expect(findBrowser(platform, environment, (candidate) => candidate === path)).toBe(path);
  });

  test('prefers Edge, and says so where there is none', () => {
    expect(findBrowser('win32', windows, () => true)).toContain('msedge.exe');
    expect(findBrowser('linux', { PATH: '/tmp' }, () => false)).toBeUndefined();
  });

  test('knows that Linux needs a display', () => {
    expect([
      hasDisplay('linux', {}),
      hasDisplay('linux', { DISPLAY: ':0' }),
      hasDisplay('linux', { WAYLAND_DISPLAY: 'w' }),
      hasDisplay('win32', {}),
    ]).toEqual([false, true, true, true]);
  });

  test('leaves the sandbox out for root only', () => {
    expect(browserArguments('http://127.0.0.1:1/', '/p', false)).not.toContain('--no-sandbox');
    expect(browserArguments('http://127.0.0.1:1/', '/p', true)).toContain('--no-sandbox');
  });
});

describe('opening a window', () => {
  let folder: string;
  const display = process.env.DISPLAY;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kerbwise-browser-'));
    process.env.DISPLAY = ':7';
  });
  afterEach(async () => {
    if (display === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = display;
    await rm(folder, { recursive: true });
  });

  async function standIn(script: string): Promise<string> {
    const program = join(folder, 'browser');
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    return program;
  }

  test('starts it with a fresh profile, and removes that when the window is closed', async () => {
    const opened = await openBrowser('http://127.0.0.1:1/?token=x', await standIn(`echo "$@" > '${folder}/said'; sleep 2`));
    if (!opened.opened) throw new Error(opened.why);
    await opened.closed;
    const said = await readFile(join(folder, 'said'), 'utf8');
    expect(said).toMatch(/^--app=http:\/\/127\.0\.0\.1:1\/\?token=x --user-data-dir=\S+ /);
    expect(existsSync(/--user-data-dir=(\S+)/.exec(said)?.[1] ?? folder)).toBe(false);
  });

  test('can be ended from here', async () => {
    const opened = await openBrowser('http://127.0.0.1:1/', await standIn('exec sleep 60'));
    if (!opened.opened) throw new Error(opened.why);
    await opened.end();
  });

  test('does not take a browser that handed its window on for one that was closed', async () => {
    const opened = await openBrowser('http://127.0.0.1:1/', await standIn('exit 0'));
    if (!opened.opened) throw new Error(opened.why);
    expect(await Promise.race([opened.closed, new Promise((resolve) => setTimeout(() => resolve('open'), 300))])).toBe('open');
    await opened.end();
  });

  test('says why there is no window', async () => {
    expect(await openBrowser('http://127.0.0.1:1/', await standIn('exit 3'))).toMatchObject({
      opened: false,
      why: expect.stringContaining('(3)'),
    });
    expect(await openBrowser('http://127.0.0.1:1/', join(folder, 'none'))).toMatchObject({
      opened: false,
      why: expect.stringContaining('ENOENT'),
    });
    delete process.env.DISPLAY;
    delete process.env.WAYLAND_DISPLAY;
    if (process.platform === 'linux') {
      expect(await openBrowser('http://127.0.0.1:1/', '/bin/true')).toEqual({ opened: false, why: 'There is no display here' });
    }
  });
});
