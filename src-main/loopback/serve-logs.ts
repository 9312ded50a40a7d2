import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogsDesk } from '../../flows/bridge/logs-contract.ts';
import { isLogTable, parseLogsEvent, parseRowsOrder, parseTypedPaths } from '../../flows/bridge/parse-logs.ts';
import { readJson } from './read-json.ts';
import { refuse } from './refuse.ts';
import { sendJson } from './send-json.ts';
import { sendViews } from './send-views.ts';

interface ServingLogs {
  readonly bridge: { readonly logs: LogsDesk };
  readonly recordRefusal?: (raw: unknown) => void;
}

/**
 * The screen of logs in a browser. The page says which paths the administrator typed; what comes back is what the analysis says of them,
 * and lines of files that are logs. There is no request that is answered with a file.
 */
export async function serveLogs(
  serving: ServingLogs,
  what: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { logs } = serving.bridge;
  if (what === 'GET /logs') return sendViews((listener) => logs.subscribe(listener), response);
  if (what === 'GET /logs/table') return sendTable(logs, query.get('as'), response);
  const body = await readJson(request);
  if (body.status !== undefined) return refuse(response, body.status, 'Not so');
  const isTaken = await takeBody(logs, what, body.json, response);
  if (isTaken) return;
  serving.recordRefusal?.(body.json);
  refuse(response, 400, 'Not what may be asked of logs');
}

/** Out: whether the body was what the request is for; then it is answered. */
async function takeBody(logs: LogsDesk, what: string, raw: unknown, response: ServerResponse): Promise<boolean> {
  if (what === 'POST /logs/rows') {
    const order = parseRowsOrder(raw);
    if (order !== undefined) sendJson(response, await logs.rows(order));
    return order !== undefined;
  }
  const event = what === 'POST /logs/send' ? parseLogsEvent(raw) : undefined;
  const paths = what === 'POST /logs/read' ? parseTypedPaths(raw) : undefined;
  if (event === undefined && paths === undefined) return false;
  if (event !== undefined) logs.send(event);
  if (paths !== undefined) logs.read(paths);
  response.writeHead(204).end();
  return true;
}

async function sendTable(logs: LogsDesk, table: string | null, response: ServerResponse): Promise<void> {
  if (!isLogTable(table)) return refuse(response, 400, 'Not a table');
  sendJson(response, await logs.table(table));
}
