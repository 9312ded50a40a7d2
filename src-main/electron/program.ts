import { parseArgs } from 'node:util';
import { app, type BrowserWindow, dialog } from 'electron';
import { describeFailure } from '../../flows/model/failure.ts';
import { serveFiles } from './files-ipc.ts';
import { serveSession } from './ipc.ts';
import { serveLogs } from './logs-ipc.ts';
import type { OpenedSession, OpenSession, SessionOptions } from './opened-session.ts';
import { servePrescriptions } from './prescriptions-ipc.ts';
import { announceOwnScheme, guardContents, openWindow, serveOwnFiles } from './window.ts';

/**
 * The desktop program: one window, one session, once on this machine for this user.
 * In: how a session is opened; it may work on the live server, for no page of a browser ever comes near this window.
 */
export function startProgram(openSession: OpenSession): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  announceOwnScheme();
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app
    .whenReady()
    .then(() => open(openSession))
    .catch((error: unknown) => {
      dialog.showErrorBox('Kerbwise has a bug', error instanceof Error ? (error.stack ?? error.message) : String(error));
      app.exit(1);
    });
}

async function open(openSession: OpenSession): Promise<void> {
  const opened = await openSession({ ...readOptions(process.argv), allowLive: true });
  if (!opened.ok) {
    const { what, why, next } = describeFailure(opened.failure);
    dialog.showErrorBox(what, `${why}\n\n${next}`);
    return app.exit(1);
  }
  serveOwnFiles();
  serveSession(opened.value);
  serveLogs(opened.value);
  serveFiles(opened.value);
  servePrescriptions(opened.value);
  endWithWindow(opened.value);
  const window = await openWindow();
  app.on('second-instance', () => show(window));
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** The session ends what it has started before the program does. */
function endWithWindow(session: OpenedSession): void {
  app.on('window-all-closed', () => {
    session.close().then(
      () => app.quit(),
      () => app.exit(1),
    );
  });
}

/** In: the whole command line; switches of Chromium stand there too and are none of ours. */
function readOptions(argv: readonly string[]): Pick<SessionOptions, 'target' | 'state' | 'prescription'> {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { target: { type: 'string' }, state: { type: 'string' }, prescription: { type: 'string' } },
    strict: false,
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return { target: text(values.target), state: text(values.state), prescription: text(values.prescription) };
}
