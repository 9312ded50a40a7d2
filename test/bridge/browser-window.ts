import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveLoopback } from '../../src-main/loopback/host.ts';
import type { SampleBridge } from './sample-bridge.ts';

/** A page of a browser that was let in, with what it can ask. */
export interface BrowserWindow {
  /** In: a path, and what is posted there; nothing is posted where it is missing. Headers given here replace those of the page. */
  ask(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

/** Serves an empty page on the loopback address and lets it in. What the host refuses goes into `refused`. */
export async function openBrowserWindow(bridge: SampleBridge, refused: unknown[]): Promise<BrowserWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise-window-'));
  await writeFile(join(folder, 'index.html'), '');
  const host = await serveLoopback({ bridge, rendererFolder: folder, host: '127.0.0.1', recordRefusal: (raw) => refused.push(raw) });
  const { origin } = new URL(host.url);
  const cookie = (await fetch(host.url, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    ask: (path, body, headers = {}) =>
      fetch(`${origin}${path}`, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: { cookie, ...(body === undefined ? {} : { origin, 'content-type': 'application/json' }), ...headers },
      }),
    close: async () => {
      await host.close();
      await rm(folder, { recursive: true });
    },
  };
}
