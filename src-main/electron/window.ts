import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, protocol, session, type WebContents, type WebFrameMain } from 'electron';
import { WINDOW_HEADERS } from '../core/window-policy.ts';

const SCHEME = 'app';
const ORIGIN = `${SCHEME}://kerbwise`;
/** Relative to the built program, `dist/electron/main.js`. */
const RENDERER = fileURLToPath(new URL('../renderer', import.meta.url));
const PRELOAD = fileURLToPath(new URL('preload.cjs', import.meta.url));
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before the program is ready: pages of our own scheme are a secure origin, without the powers of `file:`. */
export function announceOwnScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** The window's own files, and nothing else from anywhere: no request leaves this machine, no permission is given. */
export function serveOwnFiles(): void {
  protocol.handle(SCHEME, ({ url }) => answer(url));
  const { webRequest } = session.defaultSession;
  webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOwnAddress(url) }));
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
}

/** A page of ours never goes anywhere and opens nothing; what would is stopped, whoever asked. */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export async function openWindow(): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 320,
    minHeight: 480,
    show: false,
    title: 'Kerbwise',
    autoHideMenuBar: true,
    webPreferences: {
      preload: PRELOAD,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${ORIGIN}/index.html`);
  return window;
}

/** Whether a message comes from the page that this program loaded, not from a frame in it or a page that took its place. */
export function isOwnTopFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

function isOwnPage(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`);
}

/** A report that is saved is a `blob:` of the page. */
function isOwnAddress(url: string): boolean {
  return isOwnPage(url) || url.startsWith(`blob:${ORIGIN}/`) || url.startsWith('data:') || (!app.isPackaged && url.startsWith('devtools:'));
}

/** In: an address of our scheme. Out: the file; only names of letters, digits, `.`, `_` and `-` in folders of such, never `..`. */
async function answer(url: string): Promise<Response> {
  const { host, pathname } = new URL(url);
  const type = MEDIA_TYPES[extname(pathname)];
  if (host !== 'kerbwise' || type === undefined || !/^(?:\/[\w-][\w.-]*)+$/.test(pathname)) return missing();
  try {
    const bytes = await readFile(join(RENDERER, pathname));
    return new Response(new Uint8Array(bytes), { headers: { ...WINDOW_HEADERS, 'Content-Type': type } });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return missing();
    throw error;
  }
}

function missing(): Response {
  return new Response('Not here', { status: 404, headers: WINDOW_HEADERS });
}
