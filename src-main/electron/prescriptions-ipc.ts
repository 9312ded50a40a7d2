import { dialog, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { parseDraftId, parsePrescriptionOrder } from '../../flows/bridge/parse-prescription-order.ts';
import type { WrittenPrescription } from '../../flows/bridge/prescriptions-contract.ts';
import { say } from '../../flows/language/say.ts';
import type { OpenedSession } from './opened-session.ts';
import { isOwnTopFrame } from './window.ts';

/** Hands prescribing to the window. The page names a draft that it was shown; the key is asked for by a dialog of the system each time. */
export function servePrescriptions(session: OpenedSession): void {
  const { prescriptions } = session.bridge;
  const handle = <T>(channel: string, answer: (raw: unknown) => Promise<T> | undefined) => {
    ipcMain.handle(channel, async ({ senderFrame }: IpcMainInvokeEvent, raw: unknown) => {
      const answered = isOwnTopFrame(senderFrame) ? answer(raw) : undefined;
      if (answered !== undefined) return answered;
      session.recordRefusal(raw);
      throw new Error('Not what may be asked of prescriptions');
    });
  };
  handle('prescriptions:offer', (raw) => (raw === undefined ? prescriptions.offer() : undefined));
  handle('prescriptions:draft', (raw) => {
    const order = parsePrescriptionOrder(raw);
    return order === undefined ? undefined : prescriptions.draft(order);
  });
  handle('prescriptions:write', (raw) => {
    const draftId = parseDraftId(raw);
    return draftId === undefined ? undefined : prescriptions.write(draftId, null);
  });
  handle('prescriptions:sign', (raw) => {
    const draftId = parseDraftId(raw);
    return draftId === undefined ? undefined : sign(session, draftId);
  });
}

async function sign({ bridge }: OpenedSession, draftId: string): Promise<WrittenPrescription> {
  const { filePaths } = await dialog.showOpenDialog({
    title: say`Choose your private key to sign this prescription with`,
    properties: ['openFile'],
    filters: [
      { name: say`Keys`, extensions: ['pem'] },
      { name: say`All files`, extensions: ['*'] },
    ],
  });
  const [keyFile] = filePaths;
  return keyFile === undefined ? { file: null, failure: null } : bridge.prescriptions.write(draftId, keyFile);
}
