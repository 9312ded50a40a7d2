import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BrowserWindow, openBrowserWindow } from './browser-window.ts';
import { SAMPLE_START, type SampleBridge, sampleBridge } from './sample-bridge.ts';
import { type Message, moduleOf, type StandIn, standInElectron } from './stand-in-electron.ts';

let bridge: SampleBridge;
let refused: unknown[];
beforeEach(() => {
  bridge = sampleBridge();
  refused = [];
});

describe('what a page of a browser has opened', () => {
  let ask: BrowserWindow['ask'];
  let close: BrowserWindow['close'];
  beforeEach(async () => {
    ({ ask, close } = await openBrowserWindow(bridge, refused));
  });
  afterEach(() => close());

  test('is a whole path of this computer, and the answer says nothing of it', async () => {
    for (const path of ['C:\\evidence\\smp01.zip', '/srv/evidence']) {
      const answer = await ask('/open', path);
      expect([answer.status, await answer.text()]).toEqual([204, '']);
    }
    expect(bridge.opened).toEqual(['C:\\evidence\\smp01.zip', '/srv/evidence']);
    expect(refused).toEqual([]);
  });

  test.each([
    ['another computer', '\\\\host\\share\\evidence.zip'],
    ['another computer with other slashes', '//host/share'],
    ['a device', '\\\\.\\pipe\\x'],
    ['a long device path', '\\\\?\\C:\\x'],
    ['a part of a path', 'evidence.zip'],
    ['a drive without a root', 'C:evidence'],
    ['a target', 'evidence:/srv/evidence'],
    ['an address', 'file:///srv/evidence'],
    ['a control character', '/srv/\u0000x'],
    ['a path that is too long', `/${'x'.repeat(1024)}`],
    ['a list', ['/srv/evidence']],
    ['an object', { path: '/srv/evidence' }],
    ['nothing', null],
  ])('is not %s', async (_, body) => {
    expect((await ask('/open', body)).status).toBe(400);
    expect([bridge.opened, refused]).toEqual([[], [body]]);
  });

  test('is nothing for a page of another site', async () => {
    expect((await ask('/open', '/srv/evidence', { origin: 'https://example.com' })).status).toBe(403);
    expect((await ask('/open', '/srv/evidence', { cookie: '' })).status).toBe(403);
    expect((await ask('/open')).status).toBe(404);
    expect(bridge.opened).toEqual([]);
  });

  test('is chosen on a screen that comes as a view like any other', async () => {
    bridge.publish(SAMPLE_START);
    const views = (await ask('/events')).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await views?.read())?.value).toMatch(/^data: \{"kerbwise":1,"version":"0.1.0","phase":"start"/);
    await views?.cancel();
    expect((await ask('/send', { type: 'recent.chosen', recentId: '0f' })).status).toBe(204);
    expect((await ask('/send', { type: 'recent.chosen', recentId: '0f', path: '/etc' })).status).toBe(400);
    expect(bridge.received).toEqual([{ type: 'recent.chosen', recentId: '0f' }]);
  });
});

describe('what the page of the desktop program has opened', () => {
  let electron: StandIn;
  const OWN = { url: 'app://kerbwise/index.html', parent: null };
  const from = (senderFrame: Message['senderFrame']): Message => ({
    senderFrame,
    sender: { isDestroyed: () => false, send: () => undefined, once: () => undefined },
  });
  beforeEach(async () => {
    electron = standInElectron();
    vi.resetModules();
    vi.doMock('electron', () => moduleOf(electron));
    const { serveFiles } = await import('../../src-main/electron/files-ipc.ts');
    serveFiles({ bridge, recordRefusal: (raw) => refused.push(raw), close: async () => undefined });
  });

  test('is chosen in a dialog of the system, and nothing is opened where it is closed', async () => {
    electron.ipcMain.emit('files:choose', from(OWN), 'folder');
    await expect.poll(() => electron.dialogs.asked).toMatchObject([{ properties: ['openDirectory'] }]);
    expect(bridge.opened).toEqual([]);
    electron.dialogs.chosen = ['C:\\smp01.zip'];
    electron.ipcMain.emit('files:choose', from(OWN), 'C:\\secret.zip');
    await expect.poll(() => bridge.opened).toEqual(['C:\\smp01.zip']);
    expect(electron.dialogs.asked).toMatchObject([{}, { properties: ['openFile'] }]);
    expect(JSON.stringify(electron.dialogs.asked)).not.toContain('secret');
  });

  test('is one dropped file, of which the preload knows where it lies', () => {
    electron.ipcMain.emit('files:dropped', from(OWN), 'C:\\smp01.zip');
    for (const odd of ['', ['C:\\a'], { path: 'C:\\a' }, 7]) electron.ipcMain.emit('files:dropped', from(OWN), odd);
    expect(bridge.opened).toEqual(['C:\\smp01.zip']);
    expect(refused).toEqual(['', ['C:\\a'], { path: 'C:\\a' }, 7]);
  });

  test.each([
    ['a frame in the page', { url: OWN.url, parent: {} }],
    ['another page', { url: 'https://example.com/', parent: null }],
    ['a page that is gone', null],
  ])('is nothing for %s', (_, frame) => {
    electron.ipcMain.emit('files:choose', from(frame), 'file');
    electron.ipcMain.emit('files:dropped', from(frame), 'C:\\smp01.zip');
    expect([bridge.opened, electron.dialogs.asked]).toEqual([[], []]);
    expect(refused).toEqual(['file', 'files:dropped']);
  });
});
