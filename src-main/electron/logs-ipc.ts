import { dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { isLogTable, parseLogsEvent, parseRowsOrder } from '../../flows/bridge/parse-logs.ts';
import type { OpenedSession } from './opened-session.ts';
import { isOwnTopFrame } from './window.ts';

/** No drop holds more. */
const MOST_DROPPED = 1000;

/**
 * Hands the session's logs to the window. The page cannot name a path: a dialog of the system asks the administrator, and for what was
 * dropped the preload asks Electron, which knows where a dropped file lies and gives nothing for one that a page made up.
 */
export function serveLogs(session: OpenedSession): void {
  const { logs } = session.bridge;
  let leave: () => void = () => undefined;
  const isOwn = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent, raw: unknown): boolean => {
    if (isOwnTopFrame(senderFrame)) return true;
    session.recordRefusal(raw);
    return false;
  };

  ipcMain.on('logs:subscribe', (event: IpcMainEvent) => {
    if (!isOwn(event, 'logs:subscribe')) return;
    const { sender } = event;
    leave();
    leave = logs.subscribe((view) => !sender.isDestroyed() && sender.send('logs:view', view));
    sender.once('destroyed', leave);
  });

  ipcMain.on('logs:send', (event: IpcMainEvent, raw: unknown) => {
    const asked = isOwn(event, raw) ? parseLogsEvent(raw) : undefined;
    if (asked !== undefined) logs.send(asked);
    else session.recordRefusal(raw);
  });

  ipcMain.on('logs:choose', (event: IpcMainEvent, what: unknown) => {
    if (!isOwn(event, what)) return;
    askForPaths(what === 'folder').then(
      (paths) => paths.length > 0 && logs.read(paths),
      () =>
        dialog.showErrorBox('The dialog could not be opened', 'Drop the files on the window, or use kerbwise logs on the command line.'),
    );
  });

  ipcMain.on('logs:dropped', (event: IpcMainEvent, raw: unknown) => {
    const paths = isOwn(event, 'logs:dropped') && Array.isArray(raw) ? raw.filter((path) => typeof path === 'string' && path !== '') : [];
    if (paths.length > 0 && paths.length <= MOST_DROPPED) logs.read(paths);
  });

  ipcMain.handle('logs:rows', async (event, raw: unknown) => {
    const order = isOwn(event, raw) ? parseRowsOrder(raw) : undefined;
    if (order !== undefined) return logs.rows(order);
    throw new Error('Not a row of a table');
  });

  ipcMain.handle('logs:table', async (event, raw: unknown) => {
    if (isOwn(event, raw) && isLogTable(raw)) return logs.table(raw);
    throw new Error('Not a table');
  });
}

async function askForPaths(isFolder: boolean): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog({
    title: isFolder ? 'Choose a folder with logs' : 'Choose logs',
    properties: isFolder ? ['openDirectory', 'multiSelections'] : ['openFile', 'multiSelections'],
    ...(isFolder ? {} : { filters: [LOGS, { name: 'All files', extensions: ['*'] }] }),
  });
  return filePaths;
}

const LOGS = { name: 'Logs and archives with them', extensions: ['log', 'gz', 'zip', 'txt'] };
