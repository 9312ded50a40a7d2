import { dialog, type IpcMainEvent, ipcMain } from 'electron';
import { say } from '../../flows/language/say.ts';
import type { OpenedSession } from './opened-session.ts';
import { isOwnTopFrame } from './window.ts';

/**
 * Opens what the administrator chooses. The page cannot name a path: a dialog of the system asks, and for what was dropped the preload
 * asks Electron, as for logs.
 */
export function serveFiles(session: OpenedSession): void {
  const isOwn = ({ senderFrame }: IpcMainEvent, raw: unknown): boolean => {
    if (isOwnTopFrame(senderFrame)) return true;
    session.recordRefusal(raw);
    return false;
  };

  ipcMain.on('files:choose', (event: IpcMainEvent, what: unknown) => {
    if (!isOwn(event, what)) return;
    askForPath(what === 'folder').then(
      (path) => path !== undefined && session.bridge.open(path),
      () =>
        dialog.showErrorBox(
          say`The dialog could not be opened`,
          say`Drop the file on the window, or name it with --target when Kerbwise starts.`,
        ),
    );
  });

  ipcMain.on('files:dropped', (event: IpcMainEvent, raw: unknown) => {
    if (!isOwn(event, 'files:dropped')) return;
    if (typeof raw === 'string' && raw !== '') session.bridge.open(raw);
    else session.recordRefusal(raw);
  });
}

async function askForPath(isFolder: boolean): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog({
    title: isFolder ? say`Choose a collected folder` : say`Choose a collected zip, an applicationHost.config, or a prescription`,
    properties: isFolder ? ['openDirectory'] : ['openFile'],
    ...(isFolder
      ? {}
      : {
          filters: [
            { name: say`What Kerbwise opens`, extensions: ['zip', 'config', 'json'] },
            { name: say`All files`, extensions: ['*'] },
          ],
        }),
  });
  return filePaths[0];
}
