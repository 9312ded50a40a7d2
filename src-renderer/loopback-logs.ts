import type { LogRows, LogsBridge, LogsEvent, LogsView, LogTable, LogTableFile, RowsOrder } from '../flows/bridge/logs-contract.ts';

/**
 * `GET /logs` (server-sent events), `POST /logs/send`, `POST /logs/read` (paths as typed), `POST /logs/rows`, `GET /logs/table?as=`.
 * A page of a browser does not know where a file lies, so it has neither a dialog nor a drop.
 */
export function loopbackLogs(failed: (reason: unknown) => void): LogsBridge {
  return {
    subscribe(listener) {
      const source = new EventSource('/logs');
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const view: unknown = JSON.parse(data);
        if (isLogsView(view)) listener(view);
      };
      return () => source.close();
    },
    send: (event: LogsEvent) => void post('/logs/send', event).catch(failed),
    name: (paths) => void post('/logs/read', paths).catch(failed),
    rows: async (order: RowsOrder) => {
      const raw: unknown = await (await post('/logs/rows', order)).json();
      if (!isLogRows(raw)) throw new Error('The host sent something that is not lines of logs.');
      return raw;
    },
    table: async (table: LogTable) => {
      const answer = await fetch(`/logs/table?as=${table}`);
      const raw: unknown = answer.ok ? await answer.json() : undefined;
      if (!isTableFile(raw)) throw new Error(`The host refused the table (${answer.status}).`);
      return raw;
    },
  };
}

async function post(path: string, body: unknown): Promise<Response> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The host refused the request (${answer.status}).`);
  return answer;
}

function isLogsView(raw: unknown): raw is LogsView {
  return isObject(raw) && raw.kerbwise === 1 && typeof raw.stage === 'string' && Array.isArray(raw.places);
}

function isLogRows(raw: unknown): raw is LogRows {
  return isObject(raw) && Array.isArray(raw.rows) && typeof raw.note === 'string';
}

function isTableFile(raw: unknown): raw is LogTableFile {
  return isObject(raw) && [raw.fileName, raw.mediaType, raw.text].every((member) => typeof member === 'string');
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}
