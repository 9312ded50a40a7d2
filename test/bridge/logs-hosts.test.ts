import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BrowserWindow, openBrowserWindow } from './browser-window.ts';
import { type SampleBridge, sampleBridge } from './sample-bridge.ts';
import { type Message, moduleOf, type StandIn, standInElectron } from './stand-in-electron.ts';

const ROW = { table: 'clients', name: '10.0.0.1' };
let bridge: SampleBridge;
let refused: unknown[];
beforeEach(() => {
  bridge = sampleBridge();
  refused = [];
});

describe('logs in a browser', () => {
  let ask: BrowserWindow['ask'];
  let close: BrowserWindow['close'];
  beforeEach(async () => {
    ({ ask, close } = await openBrowserWindow(bridge, refused));
  });
  afterEach(() => close());

  test('come as views, and take events, typed paths and rows', async () => {
    const views = (await ask('/logs')).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await views?.read())?.value).toMatch(/^data: \{"kerbwise":1,"stage":"choosing"/);
    await views?.cancel();
    expect((await ask('/logs/send', { type: 'logs.stopped' })).status).toBe(204);
    expect((await ask('/logs/read', ['C:\\logs'])).status).toBe(204);
    expect(await (await ask('/logs/rows', ROW)).json()).toMatchObject({ rows: [{ text: 'Größe' }] });
    expect(await (await ask('/logs/table?as=clients')).json()).toEqual({ fileName: 'clients.csv', mediaType: 'text/csv', text: 'Größe' });
    expect(bridge.logsAsked).toEqual([{ type: 'logs.stopped' }, { read: ['C:\\logs'] }, ROW]);
    expect(refused).toEqual([]);
  });

  test.each([
    ['/logs/read', ['\\\\server\\share']],
    ['/logs/read', ['logs']],
    ['/logs/read', { paths: ['C:\\logs'] }],
    ['/logs/send', { type: 'paths.given', paths: ['C:\\logs'] }],
    ['/logs/send', { type: 'plan.confirmed', planId: 'p1' }],
    ['/logs/rows', { table: 'clients', name: 'x', path: 'C:\\secret' }],
    ['/logs/rows', { table: 'files', name: 'C:\\secret' }],
  ])('refuse %s with %j, and tell the session', async (path, body) => {
    expect((await ask(path, body)).status).toBe(400);
    expect(bridge.logsAsked).toEqual([]);
    expect(refused).toEqual([body]);
  });

  test.each(['/logs/table', '/logs/table?as=files', '/logs/read', '/logs/rows', '/logs/C:/secret'])(
    'give no file for GET %s',
    async (path) => {
      expect((await ask(path)).status).toBeGreaterThanOrEqual(400);
      expect(bridge.logsAsked).toEqual([]);
    },
  );
});

describe('logs in the desktop program', () => {
  let electron: StandIn;
  const OWN = { url: 'app://kerbwise/index.html', parent: null };
  const from = (senderFrame: Message['senderFrame'], got: unknown[] = []): Message => ({
    senderFrame,
    sender: { isDestroyed: () => false, send: (channel, value) => got.push([channel, value]), once: () => undefined },
  });
  beforeEach(async () => {
    electron = standInElectron();
    vi.resetModules();
    vi.doMock('electron', () => moduleOf(electron));
    const { serveLogs } = await import('../../src-main/electron/logs-ipc.ts');
    serveLogs({ bridge, recordRefusal: (raw) => refused.push(raw), close: async () => undefined });
  });

  test('are chosen in a dialog of the system, and nothing is read where it is closed', async () => {
    electron.ipcMain.emit('logs:choose', from(OWN), 'folder');
    await expect.poll(() => electron.dialogs.asked).toMatchObject([{ properties: ['openDirectory', 'multiSelections'] }]);
    electron.dialogs.chosen = ['C:\\a.log', 'C:\\b.zip'];
    electron.ipcMain.emit('logs:choose', from(OWN), 'files');
    await expect.poll(() => bridge.logsAsked).toEqual([{ read: ['C:\\a.log', 'C:\\b.zip'] }]);
  });

  test('come as views, and take events, dropped files and rows', async () => {
    const got: unknown[] = [];
    electron.ipcMain.emit('logs:subscribe', from(OWN, got));
    electron.ipcMain.emit('logs:send', from(OWN), { type: 'logs.left' });
    electron.ipcMain.emit('logs:dropped', from(OWN), ['C:\\a.log', '', 7]);
    expect(got).toMatchObject([['logs:view', { stage: 'choosing' }]]);
    expect(await electron.ipcMain.handlers.get('logs:rows')?.(from(OWN), ROW)).toMatchObject({ rows: [{ line: 7 }] });
    expect(await electron.ipcMain.handlers.get('logs:table')?.(from(OWN), 'paths')).toMatchObject({ fileName: 'paths.csv' });
    expect(bridge.logsAsked).toEqual([{ type: 'logs.left' }, { read: ['C:\\a.log'] }, ROW]);
    expect(refused).toEqual([]);
  });

  test.each([
    ['a frame in the page', { url: OWN.url, parent: {} }],
    ['another page', { url: 'https://example.com/', parent: null }],
    ['a page that is gone', null],
  ])('give nothing to %s', async (_, frame) => {
    const got: unknown[] = [];
    electron.ipcMain.emit('logs:subscribe', from(frame, got));
    electron.ipcMain.emit('logs:send', from(frame), { type: 'logs.left' });
    electron.ipcMain.emit('logs:choose', from(frame), 'files');
    electron.ipcMain.emit('logs:dropped', from(frame), ['C:\\a.log']);
    await expect(electron.ipcMain.handlers.get('logs:rows')?.(from(frame), ROW)).rejects.toThrow();
    await expect(electron.ipcMain.handlers.get('logs:table')?.(from(frame), 'paths')).rejects.toThrow();
    expect([got, bridge.logsAsked, electron.dialogs.asked]).toEqual([[], [], []]);
    expect(refused.length).toBeGreaterThanOrEqual(6);
  });

  test('cannot be named by the page', () => {
    electron.ipcMain.emit('logs:send', from(OWN), { type: 'logs.read', paths: ['C:\\secret'] });
    expect(bridge.logsAsked).toEqual([]);
    expect(refused).toEqual([{ type: 'logs.read', paths: ['C:\\secret'] }]);
  });
});
