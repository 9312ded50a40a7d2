import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackHost, serveLoopback } from '../../src-main/loopback/host.ts';
import { type SampleBridge, sampleBridge, sampleView } from './sample-bridge.ts';

let folder: string;
let bridge: SampleBridge;
let refused: unknown[];
let host: LoopbackHost;
let origin: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-window-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Kerbwise</title>');
  await writeFile(join(folder, '.hidden'), 'secret');
  await writeFile(join(folder, 'main.js'), 'void 0;');
  bridge = sampleBridge();
  refused = [];
  host = await serveLoopback({ bridge, rendererFolder: folder, host: '127.0.0.1', recordRefusal: (raw) => refused.push(raw) });
  origin = new URL(host.url).origin;
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** A request as any program can make it: every header as given, the path unchanged. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(origin, { path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function signIn(): Promise<string> {
  const { headers } = await ask(new URL(host.url).pathname + new URL(host.url).search);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const JSON_BODY = { 'content-type': 'application/json' };

describe('who may ask', () => {
  test('the token gives a cookie that no script reads and no other site sends, once', async () => {
    const { pathname, search, port } = new URL(host.url);
    const first = await ask(pathname + search);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(first.headers['set-cookie']?.[0]).toMatch(new RegExp(`^kerbwise-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
    expect(await ask(pathname + search)).toMatchObject({ status: 403 });
    expect(first.headers['set-cookie']?.[0]).not.toContain(new URL(host.url).searchParams.get('token'));
  });

  test('whoever opens the address a second time reads how to get a new one, in the language of the browser', async () => {
    await signIn();
    const { pathname, search } = new URL(host.url);
    const refusal = await ask(pathname + search, { 'accept-language': 'fr;q=0.9, en' });
    expect(refusal).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(refusal.text).toContain('works once');
    expect(refusal.text).toMatch(/Ctrl\+C .* npm start, or kerbwise start/);
    const german = await ask(pathname + search, { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' });
    expect(german.text).toMatch(/Strg\+C .* npm start oder kerbwise start/);
  });

  test.each(['/', '/main.js', '/events', '/report?as=html', '/?token=', '/?token=x', '/send', '/nothing'])(
    'without the cookie %s is refused',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 403 });
      expect(await ask(path, { cookie: `kerbwise-${new URL(origin).port}=x` })).toMatchObject({ status: 403 });
    },
  );

  test.each([
    ['a name pointed at 127.0.0.1', { host: 'evil.example' }],
    ['a page of another site', { origin: 'http://evil.example' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['a link of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page without an origin', { origin: 'null' }],
  ])('%s is refused even with the cookie', async (_, headers) => {
    const cookie = await signIn();
    expect(await ask('/', { cookie, ...headers })).toMatchObject({ status: 403 });
    expect(await ask('/send', { cookie, ...JSON_BODY, origin, ...headers }, 'POST', '{"type":"step.next"}')).toMatchObject({ status: 403 });
    expect(bridge.received).toEqual([]);
  });

  test('the server listens on 127.0.0.1 alone', () => {
    expect(new URL(host.url).hostname).toBe('127.0.0.1');
  });
});

describe('the window', () => {
  test('comes from its folder with headers that let it load nothing else', async () => {
    const cookie = await signIn();
    const page = await ask('/', { cookie });
    expect(page).toMatchObject({ status: 200, text: '<!doctype html><title>Kerbwise</title>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(await ask('/main.js', { cookie })).toMatchObject({ status: 200, text: 'void 0;' });
  });

  test.each(['/../package.json', '/..%2f..%2fpackage.json', '/.hidden', '/%2e%2e/etc/passwd', '/%', '//etc/passwd', '/index.html%00'])(
    'never from elsewhere: %s',
    async (path) => {
      expect((await ask(path, { cookie: await signIn() })).status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('a window that is built anew while it is served', () => {
  test('has files no more, and the host says so and goes on', async () => {
    const cookie = await signIn();
    await rm(join(folder, 'main.js'));
    expect(await ask('/main.js', { cookie })).toMatchObject({ status: 404 });
    expect(await ask('/', { cookie })).toMatchObject({ status: 200 });
  });

  test('has a file that cannot be read any more, and the host goes on', async () => {
    const cookie = await signIn();
    await rm(join(folder, 'main.js'));
    await mkdir(join(folder, 'main.js'));
    await expect(ask('/main.js', { cookie })).rejects.toThrow();
    expect(await ask('/', { cookie })).toMatchObject({ status: 200 });
  });
});

describe('events of the administrator', () => {
  test('reach the bridge', async () => {
    const cookie = await signIn();
    const sent = await ask('/send', { cookie, origin, ...JSON_BODY }, 'POST', '{"type":"plan.confirmed","planId":"p1"}');
    expect(sent).toMatchObject({ status: 204, text: '' });
    expect(bridge.received).toEqual([{ type: 'plan.confirmed', planId: 'p1' }]);
  });

  test.each([
    ['no event', JSON_BODY, '{"type":"run","command":"x"}', 400],
    ['no JSON', JSON_BODY, '{', 400],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'type=step.next', 415],
    ['plain text', { 'content-type': 'text/plain' }, '{"type":"step.next"}', 415],
    ['no type', {}, '{"type":"step.next"}', 415],
    ['too much', JSON_BODY, `{"type":"step.next"${' '.repeat(70_000)}}`, 413],
  ] as const)('are refused where they are %s', async (_, headers, body, status) => {
    const cookie = await signIn();
    expect(await ask('/send', { cookie, origin, ...headers }, 'POST', body)).toMatchObject({ status });
    expect(bridge.received).toEqual([]);
  });

  test('that are none are told to the session', async () => {
    await ask('/send', { cookie: await signIn(), origin, ...JSON_BODY }, 'POST', '{"type":"run"}');
    expect(refused).toEqual([{ type: 'run' }]);
  });

  test('come by POST with an origin only', async () => {
    const cookie = await signIn();
    expect(await ask('/send', { cookie, ...JSON_BODY }, 'POST', '{"type":"step.next"}')).toMatchObject({ status: 403 });
    expect(await ask('/send', { cookie, origin, ...JSON_BODY }, 'PUT', '{"type":"step.next"}')).toMatchObject({ status: 405 });
    expect(bridge.received).toEqual([]);
  });
});

describe('views', () => {
  test('come as they are published, until the window goes', async () => {
    const cookie = await signIn();
    const stop = new AbortController();
    const answer = await fetch(`${origin}/events`, { headers: { cookie }, signal: stop.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(`data: ${JSON.stringify(sampleView('triage'))}\n\n`);
    const next = sampleView('discovery', 'two\nlines');
    bridge.publish(next);
    expect((await reader?.read())?.value).toBe(`data: ${JSON.stringify(next)}\n\n`);
    stop.abort();
    await expect.poll(() => bridge.listeners).toBe(0);
  });

  test('end when the session behind them is lost', async () => {
    const answer = await fetch(`${origin}/events`, { headers: { cookie: await signIn() } });
    bridge.lose('over');
    expect(await answer.text()).toContain('data: ');
  });

  test('do not pile up for a window that does not read', async () => {
    const cookie = await signIn();
    const stuck = connect(Number(new URL(origin).port), '127.0.0.1');
    stuck.write(`GET /events HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nCookie: ${cookie}\r\n\r\n`);
    stuck.pause();
    await expect.poll(() => bridge.listeners).toBe(1);
    const before = process.memoryUsage().external + process.memoryUsage().heapUsed;
    for (let index = 0; index < 500; index++) bridge.publish(sampleView('discovery', 'x'.repeat(1_000_000)));
    expect(process.memoryUsage().external + process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
    stuck.destroy();
    await expect.poll(() => bridge.listeners).toBe(0);
  });
});

test('a report comes in the form that was asked for', async () => {
  const cookie = await signIn();
  const answer = await ask('/report?as=markdown', { cookie });
  expect(JSON.parse(answer.text)).toEqual({ fileName: 'report.markdown', mediaType: 'text/plain', text: 'Größe' });
  expect(await ask('/report?as=exe', { cookie })).toMatchObject({ status: 400 });
});

test('closing ends what is open and leaves nobody listening', async () => {
  const answer = await fetch(`${origin}/events`, { headers: { cookie: await signIn() } });
  await host.close();
  await host.close();
  await expect(answer.text()).rejects.toThrow();
  await expect(ask('/')).rejects.toThrow();
  await expect.poll(() => bridge.listeners).toBe(0);
});

test('says that the window is not built', async () => {
  await expect(serveLoopback({ bridge, rendererFolder: join(folder, 'none'), host: '127.0.0.1' })).rejects.toThrow('not built');
});
