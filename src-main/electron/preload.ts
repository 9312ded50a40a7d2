import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { AdminEvent, Bridge, ReportFormat, WizardView } from '../../flows/bridge/contract.ts';

/** The one thing that the page gets: three functions, none of which can name a channel. */
const bridge: Bridge = {
  subscribe(listener, lost) {
    const showView = (_event: IpcRendererEvent, view: WizardView) => listener(view);
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
};

contextBridge.exposeInMainWorld('kerbwise', bridge);
