import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Serves the built window with a view that the caller sets, over the protocol of the loopback host.
 * Out: its address, `show(view)`, `cut()` which drops the connections, the events that the window sent, and `close()`.
 */
export async function serveViews(folder, first) {
  let view = first;
  const streams = new Set();
  const sent = [];
  const write = (stream) => stream.write(`data: ${JSON.stringify(view)}\n\n`);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      streams.add(response);
      response.on('close', () => streams.delete(response));
      write(response);
      return;
    }
    if (pathname === '/send') {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        sent.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        response.writeHead(204).end();
      });
      return;
    }
    if (pathname === '/report') {
      const format = searchParams.get('as');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ fileName: `kerbwise-SMP01.${format}`, mediaType: 'text/plain', text: 'a report' }));
      return;
    }
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    sent,
    show(next) {
      view = next;
      for (const stream of streams) write(stream);
    },
    cut() {
      for (const stream of streams) stream.destroy();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
