import type { ServerResponse } from 'node:http';

/** Answers with a value as JSON. */
export function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
