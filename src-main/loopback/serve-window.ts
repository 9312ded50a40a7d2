import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import sirv from 'sirv';
import { refuse } from './refuse.ts';

/**
 * In: the folder of the built window. Out: what answers with one of its files, by the path that was asked for.
 * A window that is built anew takes files away while it is served: then they are not here, and the host goes on.
 */
export function windowFiles(folder: string): (path: string, request: IncomingMessage, response: ServerResponse) => void {
  const send = sirv(folder, { etag: true });
  return (path, request, response) => {
    if (!existsSync(join(folder, path === '/' ? 'index.html' : path))) return refuse(response, 404, 'Not here');
    // The head is written by then, so all that can be said of a file that cannot be read is that its answer is broken off.
    response.once('pipe', (file: Readable) => file.once('error', () => response.destroy()));
    send(request, response, () => refuse(response, 404, 'Not here'));
  };
}
