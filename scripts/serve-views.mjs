import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** A line as IIS writes it. */
const LINE =
  '2026-03-02 08:00:03 10.1.2.3 GET /Altiris/NS/Agent/GetClientPolicies.aspx - 80 - 10.20.30.41 Altiris+Agent - 401 1 2148074254 5';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Serves the built window with a view that the caller sets, over the protocol of the loopback host.
 * Out: its address, `show(view)`, `showLogs(view)`, `cut()` which drops the connections and takes none until a view is shown, the events
 * that the window sent, and `close()`. A view that is `null` is not sent.
 */
export async function serveViews(folder, first) {
  let view = first;
  let logs = null;
  let isCut = false;
  const streams = new Map();
  const sent = [];
  const tell = (path) => {
    const shown = path === '/events' ? view : logs;
    if (shown !== null) for (const [stream, of] of streams) if (of === path) stream.write(`data: ${JSON.stringify(shown)}\n\n`);
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/events' || pathname === '/logs') {
      if (isCut) {
        response.destroy();
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.flushHeaders();
      response.on('close', () => streams.delete(response));
      streams.set(response, pathname);
      tell(pathname);
      return;
    }
    if (pathname === '/logs/rows') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ rows: [{ log: 'u_ex260302.log', line: 4711, text: LINE }], hasMore: true, note: '' }));
      return;
    }
    if (pathname === '/send' || pathname === '/logs/send' || pathname === '/logs/read') {
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
      isCut = false;
      tell('/events');
    },
    showLogs(next) {
      logs = next;
      tell('/logs');
    },
    cut() {
      isCut = true;
      for (const stream of streams.keys()) stream.destroy();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
