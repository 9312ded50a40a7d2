import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 15_000;

/** Calls the listener with the present view and every later one, until the returned function is called. */
type Subscribe<View> = (listener: (view: View) => void, lost: () => void) => () => void;

interface Ready {
  readonly message: unknown;
  readonly hasMore: boolean;
}

/**
 * Sends every view as a server-sent event until the browser goes or the bridge is lost.
 * A browser that is slower than the wizard gets the newest view next, not all that it missed. `ready` makes
 * what is written of a view; where it has more of it, the rest goes when the browser has taken that.
 */
export function sendViews<View>(
  subscribe: Subscribe<View>,
  response: ServerResponse,
  ready: (view: View) => Ready = (message) => ({ message, hasMore: false }),
): void {
  let waiting: View | undefined;
  const send = (view: View): void => {
    waiting = view;
    while (waiting !== undefined && !response.writableNeedDrain) {
      const { message, hasMore } = ready(waiting);
      if (!hasMore) waiting = undefined;
      response.write(`data: ${JSON.stringify(message)}\n\n`);
    }
  };
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  response.on('drain', () => {
    if (waiting !== undefined) send(waiting);
  });
  const heartbeat = setInterval(() => !response.writableNeedDrain && response.write(': here\n\n'), HEARTBEAT_MS);
  const leave = subscribe(send, () => response.end());
  response.on('close', () => {
    clearInterval(heartbeat);
    leave();
  });
}
