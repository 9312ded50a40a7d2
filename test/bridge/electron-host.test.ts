import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { OpenSession } from '../../src-main/electron/opened-session.ts';
import { type SampleBridge, sampleBridge, sampleView } from './sample-bridge.ts';
import { type Message, moduleOf, type StandIn, standInElectron } from './stand-in-electron.ts';

let electron: StandIn;
let bridge: SampleBridge;
let refused: unknown[];
let asked: unknown[];
let isClosed: boolean;

const openSession: OpenSession = async (options) => {
  asked.push(options);
  return {
    ok: true,
    value: {
      bridge,
      recordRefusal: (raw) => refused.push(raw),
      close: async () => {
        isClosed = true;
      },
    },
  };
};

async function start(open: OpenSession = openSession): Promise<void> {
  vi.resetModules();
  vi.doMock('electron', () => moduleOf(electron));
  const { startProgram } = await import('../../src-main/electron/program.ts');
  startProgram(open);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

beforeEach(() => {
  electron = standInElectron();
  bridge = sampleBridge();
  [refused, asked, isClosed] = [[], [], false];
});

const OWN = { url: 'app://kerbwise/index.html', parent: null };
function from(senderFrame: Message['senderFrame'], got: unknown[] = []): Message {
  return { senderFrame, sender: { isDestroyed: () => false, send: (channel, value) => got.push([channel, value]), once: () => undefined } };
}

describe('the window of the program', () => {
  test('is sandboxed, isolated and loads its own page', async () => {
    await start();
    expect(electron.app.isSandboxed).toBe(true);
    expect(electron.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    expect(electron.windows.map(({ address }) => address)).toEqual(['app://kerbwise/index.html']);
    expect(electron.windows[0]?.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
  });

  test('gets no permission and reaches nothing outside', async () => {
    await start();
    expect(electron.session.permissions.map((isGiven) => isGiven())).toEqual([false, false, false]);
    const reached = (url: string): boolean => electron.session.decide({ url });
    expect(['app://kerbwise/main.js', 'blob:app://kerbwise/1', 'data:image/png;base64,'].map(reached)).toEqual([true, true, true]);
    expect(
      ['https://example.com/', 'http://127.0.0.1/', 'file:///C:/', 'app://other/x', 'devtools://x', 'blob:https://x/1'].map(reached),
    ).toEqual(Array(6).fill(false));
  });

  test('never goes elsewhere and opens nothing', async () => {
    await start();
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
    electron.app.emit('web-contents-created', {}, contents);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const preventDefault = vi.fn();
      contents.emit(name, { preventDefault });
      expect(preventDefault).toHaveBeenCalled();
    }
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
  });

  test.each([
    'app://kerbwise/../package.json',
    'app://kerbwise/%2e%2e/%2e%2e/package.json',
    'app://kerbwise/..%5c..%5cpackage.json',
    'app://kerbwise/.env',
    'app://other/index.html',
    'app://kerbwise/',
    'app://kerbwise/nothing.html',
  ])('is not given %s', async (url) => {
    await start();
    expect((await electron.serve({ url })).status).toBe(404);
  });
});

describe('messages', () => {
  test('of the own page reach the session', async () => {
    await start();
    electron.ipcMain.emit('wizard:send', from(OWN), { type: 'plan.confirmed', planId: 'p1' });
    expect(bridge.received).toEqual([{ type: 'plan.confirmed', planId: 'p1' }]);
    const report = electron.ipcMain.handlers.get('wizard:report');
    expect(await report?.(from(OWN), 'html')).toMatchObject({ fileName: 'report.html' });
    expect(refused).toEqual([]);
  });

  test.each([
    ['a frame in the page', { url: OWN.url, parent: {} }],
    ['another page', { url: 'https://example.com/', parent: null }],
    ['a page with a similar name', { url: 'app://kerbwise.example.com/', parent: null }],
    ['a page that is gone', null],
  ])('of %s are recorded and dropped', async (_, frame) => {
    await start();
    electron.ipcMain.emit('wizard:send', from(frame), { type: 'plan.confirmed', planId: 'p1' });
    electron.ipcMain.emit('wizard:subscribe', from(frame));
    await expect(electron.ipcMain.handlers.get('wizard:report')?.(from(frame), 'html')).rejects.toThrow();
    expect(bridge.received).toEqual([]);
    expect(bridge.listeners).toBe(0);
    expect(refused).toEqual([{ type: 'plan.confirmed', planId: 'p1' }, 'wizard:subscribe', 'html']);
  });

  test('that are no event are recorded and dropped', async () => {
    await start();
    electron.ipcMain.emit('wizard:send', from(OWN), { type: 'run', command: 'x' });
    await expect(electron.ipcMain.handlers.get('wizard:report')?.(from(OWN), 'exe')).rejects.toThrow();
    expect(refused).toEqual([{ type: 'run', command: 'x' }, 'exe']);
  });

  test('bring every view, and a page that was loaded again the present one', async () => {
    await start();
    const [first, second]: [unknown[], unknown[]] = [[], []];
    electron.ipcMain.emit('wizard:subscribe', from(OWN, first));
    bridge.publish(sampleView('discovery'));
    electron.ipcMain.emit('wizard:subscribe', from(OWN, second));
    bridge.publish(sampleView('report'));
    bridge.lose('over');
    expect(first).toEqual([
      ['wizard:view', sampleView('triage')],
      ['wizard:view', sampleView('discovery')],
    ]);
    expect(second).toEqual([
      ['wizard:view', sampleView('discovery')],
      ['wizard:view', sampleView('report')],
      ['wizard:lost', 'over'],
    ]);
  });
});

describe('starting and ending', () => {
  test('asks for a session that may be live, with the target of the command line', async () => {
    const before = process.argv;
    process.argv = ['electron', '--no-sandbox', '.', '--target', 'lab:x', '--state=/s', '--enable-features=x'];
    await start();
    process.argv = before;
    expect(asked).toEqual([{ target: 'lab:x', state: '/s', allowLive: true }]);
  });

  test('ends the session when the window is closed, then the program', async () => {
    await start();
    electron.app.emit('window-all-closed');
    await expect.poll(() => electron.app.ended).toEqual(['quit']);
    expect(isClosed).toBe(true);
  });

  test('leaves at once where it is already running', async () => {
    electron.app.hasLock = false;
    await start();
    expect(electron.app.ended).toEqual(['quit']);
    expect([electron.windows, asked]).toEqual([[], []]);
  });

  test('says why there is no session', async () => {
    await start(async () => ({ ok: false, failure: { code: 'file.missing', path: 'C:\\x', why: 'no such folder' } }));
    expect(electron.errors).toEqual(['C:\\x is not there: no such folder\n\nName an existing file or folder']);
    expect(electron.app.ended).toEqual(['exit 1']);
  });
});

test('the page gets functions and no channel, and of logs no way to name a file', async () => {
  vi.resetModules();
  const exposed = new Map<string, Record<string, (...args: unknown[]) => unknown>>();
  const sent: unknown[] = [];
  const ipcRenderer = Object.assign(new EventEmitter(), {
    send: (...message: unknown[]) => sent.push(message),
    invoke: async (...message: unknown[]) => message,
  });
  vi.doMock('electron', () => ({
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, api: never) => exposed.set(name, api) },
    webUtils: { getPathForFile: ({ name }: File) => (name === 'real.log' ? `C:\\${name}` : '') },
  }));
  await import('../../src-main/electron/preload.ts');
  expect([...exposed.keys()]).toEqual(['kerbwise']);
  const kerbwise = exposed.get('kerbwise') ?? {};
  expect(Object.keys(kerbwise).sort()).toEqual(['files', 'logs', 'prescriptions', 'report', 'send', 'subscribe']);
  expect(Object.keys(kerbwise.files ?? {}).sort()).toEqual(['choose', 'drop']);
  expect(Object.keys(kerbwise.logs ?? {}).sort()).toEqual(['choose', 'drop', 'rows', 'send', 'subscribe', 'table']);
  const got: unknown[] = [];
  const leave = kerbwise.subscribe?.(
    (view: unknown) => got.push(view),
    (why: unknown) => got.push(why),
  );
  ipcRenderer.emit('wizard:view', {}, 'view');
  ipcRenderer.emit('wizard:lost', {}, 'why');
  if (typeof leave === 'function') leave();
  ipcRenderer.emit('wizard:view', {}, 'later');
  kerbwise.send?.({ type: 'step.next' });
  expect(got).toEqual(['view', 'why']);
  expect(sent).toEqual([['wizard:subscribe'], ['wizard:send', { type: 'step.next' }]]);
  expect(await kerbwise.report?.('html')).toEqual(['wizard:report', 'html']);
  const drop: unknown = Reflect.get(kerbwise.logs ?? {}, 'drop');
  if (typeof drop === 'function') drop([new File([''], 'real.log'), new File([''], 'made-up.log'), 'C:\\secret', { path: 'C:\\secret' }]);
  expect(sent.at(-1)).toEqual(['logs:dropped', ['C:\\real.log']]);
  const dropToOpen: unknown = Reflect.get(kerbwise.files ?? {}, 'drop');
  if (typeof dropToOpen !== 'function') throw new Error('The page cannot have anything opened');
  dropToOpen(['C:\\secret', { path: 'C:\\secret' }, new File([''], 'made-up.log'), new File([''], 'real.log')]);
  expect(sent.at(-1)).toEqual(['files:dropped', 'C:\\real.log']);
  const before = sent.length;
  dropToOpen(['C:\\secret']);
  expect(sent).toHaveLength(before);
});
