import type { ServerResponse } from 'node:http';
import type { Bridge, WizardView } from '../../flows/bridge/contract.ts';

const HEARTBEAT_MS = 15_000;

/**
 * Sends every view as a server-sent event until the browser goes or the bridge is lost.
 * A browser that is slower than the wizard gets the newest view next, not all that it missed.
 */
export function sendViews(bridge: Bridge, response: ServerResponse): void {
  let waiting: WizardView | undefined;
  const send = (view: WizardView): void => {
    if (response.writableNeedDrain) waiting = view;
    else response.write(`data: ${JSON.stringify(view)}\n\n`);
  };
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  response.on('drain', () => {
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) send(next);
  });
  const heartbeat = setInterval(() => !response.writableNeedDrain && response.write(': here\n\n'), HEARTBEAT_MS);
  const leave = bridge.subscribe(send, () => response.end());
  response.on('close', () => {
    clearInterval(heartbeat);
    leave();
  });
}
