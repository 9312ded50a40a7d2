import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { Bridge, FilesBridge } from '../../flows/bridge/bridge.ts';
import type { AdminEvent, ReportFormat, View } from '../../flows/bridge/contract.ts';
import type { LogRows, LogsBridge, LogsView, LogTable, LogTableFile, RowsOrder } from '../../flows/bridge/logs-contract.ts';
import type { PrescriptionOrder, PrescriptionsBridge } from '../../flows/bridge/prescriptions-contract.ts';

/** What the page can do with logs. It never names a path: Electron alone knows where a dropped file lies. */
const logs: LogsBridge = {
  subscribe(listener) {
    const show = (_event: IpcRendererEvent, view: LogsView) => listener(view);
    ipcRenderer.on('logs:view', show);
    ipcRenderer.send('logs:subscribe');
    return () => ipcRenderer.off('logs:view', show);
  },
  send: (event) => ipcRenderer.send('logs:send', event),
  rows: (order: RowsOrder): Promise<LogRows> => ipcRenderer.invoke('logs:rows', order),
  table: (table: LogTable): Promise<LogTableFile> => ipcRenderer.invoke('logs:table', table),
  choose: (what) => ipcRenderer.send('logs:choose', what),
  drop: (files) => ipcRenderer.send('logs:dropped', files.flatMap(pathOf)),
};

/** How the page has something opened, in the same way. */
const files: FilesBridge = {
  choose: (what) => ipcRenderer.send('files:choose', what),
  drop: (dropped) => {
    const [path] = dropped.flatMap(pathOf);
    if (path !== undefined) ipcRenderer.send('files:dropped', path);
  },
};

/** How the page prescribes; a dialog of the system asks for the key. */
const prescriptions: PrescriptionsBridge = {
  offer: () => ipcRenderer.invoke('prescriptions:offer'),
  draft: (order: PrescriptionOrder) => ipcRenderer.invoke('prescriptions:draft', order),
  write: (draftId: string) => ipcRenderer.invoke('prescriptions:write', draftId),
  sign: (draftId: string) => ipcRenderer.invoke('prescriptions:sign', draftId),
  hasKeyDialog: true,
};

/** A file that a page made up has no path. */
function pathOf(file: unknown): readonly string[] {
  const path = file instanceof File ? webUtils.getPathForFile(file) : '';
  return path === '' ? [] : [path];
}

/** The one thing that the page gets: functions, none of which can name a channel. */
const bridge: Bridge = {
  subscribe(listener, lost) {
    const showView = (_event: IpcRendererEvent, view: View) => listener(view);
    const showLost = (_event: IpcRendererEvent, why: string) => lost(why);
    ipcRenderer.on('wizard:view', showView);
    ipcRenderer.on('wizard:lost', showLost);
    ipcRenderer.send('wizard:subscribe');
    return () => {
      ipcRenderer.off('wizard:view', showView);
      ipcRenderer.off('wizard:lost', showLost);
    };
  },
  send: (event: AdminEvent) => ipcRenderer.send('wizard:send', event),
  report: (format: ReportFormat) => ipcRenderer.invoke('wizard:report', format),
  logs,
  files,
  prescriptions,
};

contextBridge.exposeInMainWorld('kerbwise', bridge);
