import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { DeskBridge } from '../../flows/bridge/bridge.ts';
import type { View } from '../../flows/bridge/contract.ts';
import { isReportFormat, parseAdminEvent } from '../../flows/bridge/parse-admin-event.ts';
import { parseTypedPath } from '../../flows/bridge/parse-logs.ts';
import { hasMore, viewWriter } from '../../flows/bridge/sent-view.ts';
import { WINDOW_HEADERS } from '../core/window-policy.ts';
import { type Gate, openGate } from './gate.ts';
import { readJson } from './read-json.ts';
import { refuse, refuseAddress } from './refuse.ts';
import { sendJson } from './send-json.ts';
import { sendViews } from './send-views.ts';
import { serveLogs } from './serve-logs.ts';
import { servePrescriptions } from './serve-prescriptions.ts';
import { windowFiles } from './serve-window.ts';

export interface LoopbackOptions {
  readonly bridge: DeskBridge;
  /** The built window: a folder with `index.html`. */
  readonly rendererFolder: string;
  readonly host: '127.0.0.1';
  /** Told of what a window sent that is no event of the contract. */
  readonly recordRefusal?: (raw: unknown) => void;
}

export interface LoopbackHost {
  /** The address with the token that works once. */
  readonly url: string;
  /** Ends the server and every connection. Calling it twice does no harm. */
  close(): Promise<void>;
}

/**
 * Serves the window and one desk to one browser on this machine, on a port that the system picks.
 * For the lab and for evidence: a page in a browser never gets a live server.
 */
export async function serveLoopback(options: LoopbackOptions): Promise<LoopbackHost> {
  if (!existsSync(join(options.rendererFolder, 'index.html'))) throw new Error(`The window is not built: no ${options.rendererFolder}`);
  const server = createServer();
  const origin = `http://${options.host}:${await listen(server, options.host)}`;
  const gate = openGate(origin);
  const files = windowFiles(options.rendererFolder);
  server.on('request', (request, response) => {
    answer({ ...options, gate, files }, request, response).catch((error: unknown) => {
      console.error(error);
      refuse(response, 500, 'Kerbwise has a bug here; its console says more');
    });
  });
  return {
    url: `${origin}/?token=${gate.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The system gave no port'));
    });
  });
}

interface Serving extends LoopbackOptions {
  readonly gate: Gate;
  readonly files: ReturnType<typeof windowFiles>;
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(WINDOW_HEADERS)) response.setHeader(name, value);
  const { gate } = serving;
  const refusal = gate.refusal(request);
  if (refusal !== undefined) return refuse(response, 403, refusal);
  const { path, query } = addressOf(request);
  const token = request.method === 'GET' && path === '/' ? query.get('token') : null;
  const cookie = token === null ? undefined : gate.exchange(token);
  if (cookie !== undefined) response.setHeader('Set-Cookie', cookie);
  else if (!gate.hasCookie(request)) return refuseAddress(request, response);
  if (token !== null) return void response.writeHead(303, { Location: '/' }).end();
  return route(serving, `${request.method} ${path}`, query, request, response);
}

async function route(
  serving: Serving,
  what: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (what) {
    case 'GET /events':
      return sendViews((listener, lost) => serving.bridge.subscribe(listener, lost), response, inParts());
    case 'POST /send':
      return takeEvent(serving, request, response);
    case 'POST /open':
      return takePath(serving, request, response);
    case 'GET /report':
      return sendReport(serving.bridge, query.get('as'), response);
    case 'GET /prescriptions':
    case 'POST /prescriptions/draft':
    case 'POST /prescriptions/write':
      return servePrescriptions(serving, what, request, response);
    case 'GET /logs':
    case 'POST /logs/send':
    case 'POST /logs/read':
    case 'POST /logs/rows':
    case 'GET /logs/table':
      return serveLogs(serving, what, query, request, response);
    default:
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Not so');
      return serving.files(addressOf(request).path, request, response);
  }
}

function inParts() {
  const write = viewWriter();
  return (view: View) => {
    const message = write(view);
    return { message, hasMore: hasMore(message) };
  };
}

async function takeEvent({ bridge, recordRefusal }: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (body.status !== undefined) return refuse(response, body.status, 'Not an event');
  const event = parseAdminEvent(body.json);
  if (event === undefined) {
    recordRefusal?.(body.json);
    return refuse(response, 400, 'Not an event');
  }
  bridge.send(event);
  response.writeHead(204).end();
}

/** A path that the administrator typed. What is opened by it is told in the next view; the answer says nothing of any file. */
async function takePath({ bridge, recordRefusal }: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (body.status !== undefined) return refuse(response, body.status, 'Not a path');
  const path = parseTypedPath(body.json);
  if (path === undefined) {
    recordRefusal?.(body.json);
    return refuse(response, 400, 'Not a path of this computer');
  }
  bridge.open(path);
  response.writeHead(204).end();
}

async function sendReport(bridge: DeskBridge, format: string | null, response: ServerResponse): Promise<void> {
  if (!isReportFormat(format)) return refuse(response, 400, 'Not a form of the report');
  sendJson(response, await bridge.report(format));
}

function addressOf({ url = '/' }: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '/', query] = url.split('?', 2);
  return { path, query: new URLSearchParams(query) };
}
