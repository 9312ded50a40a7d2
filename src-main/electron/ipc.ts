import { type IpcMainEvent, ipcMain } from 'electron';
import type { ReportFile } from '../../flows/bridge/contract.ts';
import { isReportFormat, parseAdminEvent } from '../../flows/bridge/parse-admin-event.ts';
import { hasMore, viewWriter } from '../../flows/bridge/sent-view.ts';
import type { OpenedSession } from './opened-session.ts';
import { isOwnTopFrame } from './window.ts';

/** Hands one session to the window. What does not come from its own page, or is no event of the contract, is recorded and dropped. */
export function serveSession(session: OpenedSession): void {
  const { bridge } = session;
  let leave: () => void = () => undefined;

  ipcMain.on('wizard:subscribe', ({ sender, senderFrame }: IpcMainEvent) => {
    if (!isOwnTopFrame(senderFrame)) return session.recordRefusal('wizard:subscribe');
    leave(); // a page that was loaded again asks again, and gets the present view first
    const write = viewWriter();
    leave = bridge.subscribe(
      (view) => {
        for (let goesOn = true; goesOn && !sender.isDestroyed(); ) {
          const sent = write(view);
          sender.send('wizard:view', sent);
          goesOn = hasMore(sent);
        }
      },
      (why) => !sender.isDestroyed() && sender.send('wizard:lost', why),
    );
    sender.once('destroyed', leave);
  });

  ipcMain.on('wizard:send', ({ senderFrame }: IpcMainEvent, raw: unknown) => {
    const event = isOwnTopFrame(senderFrame) ? parseAdminEvent(raw) : undefined;
    if (event === undefined) session.recordRefusal(raw);
    else bridge.send(event);
  });

  ipcMain.handle('wizard:report', ({ senderFrame }, format: unknown): Promise<ReportFile> => {
    if (isOwnTopFrame(senderFrame) && isReportFormat(format)) return bridge.report(format);
    session.recordRefusal(format);
    return Promise.reject(new Error('Not a form of the report'));
  });
}
