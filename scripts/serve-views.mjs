import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** A line as IIS writes it. */
const LINE =
  '2026-03-02 08:00:03 10.1.2.3 GET /Altiris/NS/Agent/GetClientPolicies.aspx - 80 - 10.20.30.41 Altiris+Agent - 401 1 2148074254 5';

/** What can be prescribed, what would be written, and the file. */
const PRESCRIBING = {
  '/prescriptions': {
    server: 'SMP01.contoso.com',
    steps: [
      {
        id: 'service-principal-names',
        title: 'Service principal names',
        changes: ['HTTP/smp01 is registered on CONTOSO\\svc-smp', 'HTTP/smp01.contoso.com is registered on CONTOSO\\svc-smp'],
      },
      { id: 'auth-persistence', title: 'authPersistNonNTLM', changes: ['authPersistNonNTLM = true at Default Web Site/Altiris'] },
    ],
    never: ['useAppPoolCredentials anywhere', 'everything of Default Web Site/Altiris/NS and below'].map((kept, at) => ({
      id: `${at}`,
      kept,
    })),
    failure: null,
  },
  '/prescriptions/draft': {
    draftId: '0123456789abcdef',
    lines: [
      'Prescribed by Ada Senior, 2026-03-02T21:00:00Z, valid until 2026-12-31T23:59:59Z',
      'Where something differs, ask Ada Senior, extension 4711',
      'For SMP01.contoso.com (a real server), scenario everything',
      'Service principal names:',
      '  | As planned.',
      '',
      'Prescribed changes: 1',
      '  HTTP/smp01 is registered on CONTOSO\\svc-smp  [service-principal-names]',
    ],
    failure: null,
  },
  '/prescriptions/write': {
    file: { fileName: 'kerbwise-prescription-SMP01.contoso.com-until-2026-12-31.json', mediaType: 'application/json', text: '{}' },
    failure: null,
  },
};

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
    const prescribing = PRESCRIBING[pathname];
    if (prescribing !== undefined) {
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(prescribing));
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
    // A window that is built anew takes its files away.
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
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
