import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrescriptionOrder } from '../../flows/bridge/prescriptions-contract.ts';
import { type BrowserWindow, openBrowserWindow } from './browser-window.ts';
import { type SampleBridge, sampleBridge } from './sample-bridge.ts';
import { type Message, moduleOf, type StandIn, standInElectron } from './stand-in-electron.ts';

const ORDER: PrescriptionOrder = {
  prescribedBy: 'Ada Senior',
  ask: 'Ada Senior, 4711',
  validUntil: '2099-12-31',
  server: 'this',
  introduction: null,
  steps: [{ id: 'service-principal-names', words: 'As planned.' }],
  never: [],
};
const DRAFT = '0123456789abcdef';
const ODD_ORDERS: readonly unknown[] = [
  null,
  [],
  {},
  { ...ORDER, command: 'format c:' },
  { ...ORDER, keyFile: 'C:\\keys\\ada.pem' },
  { ...ORDER, server: 'live' },
  { ...ORDER, steps: [{ id: 'service-principal-names', words: 'x', edit: { kind: 'spn.register' } }] },
  { ...ORDER, steps: [{ id: 'a b', words: 'x' }] },
  { ...ORDER, never: [{ what: 'step', step: 'x' }] },
  { ...ORDER, prescribedBy: 'x'.repeat(501) },
];
let bridge: SampleBridge;
let refused: unknown[];
beforeEach(() => {
  bridge = sampleBridge();
  refused = [];
});

describe('prescribing in a browser', () => {
  let ask: BrowserWindow['ask'];
  let close: BrowserWindow['close'];
  beforeEach(async () => {
    ({ ask, close } = await openBrowserWindow(bridge, refused));
  });
  afterEach(() => close());

  test('shows what can be prescribed and what would be written, and signs with a key whose place was typed', async () => {
    expect(await (await ask('/prescriptions')).json()).toMatchObject({ server: 'SMP01' });
    expect(await (await ask('/prescriptions/draft', ORDER)).json()).toMatchObject({ draftId: DRAFT, lines: ['Größe'] });
    const signed = await ask('/prescriptions/write', { draftId: DRAFT, keyFile: '/home/ada/ada.pem' });
    expect(await signed.json()).toMatchObject({ file: { fileName: 'x.json' } });
    expect((await ask('/prescriptions/write', { draftId: DRAFT, keyFile: null })).status).toBe(200);
    expect(bridge.prescriptionsAsked).toEqual([ORDER, { draftId: DRAFT, keyFile: '/home/ada/ada.pem' }, { draftId: DRAFT, keyFile: null }]);
    expect(refused).toEqual([]);
  });

  test.each([
    ...ODD_ORDERS.map((body) => ['/prescriptions/draft', body] as const),
    ['/prescriptions/write', { draftId: DRAFT }],
    ['/prescriptions/write', { draftId: 'x', keyFile: null }],
    ['/prescriptions/write', { draftId: DRAFT, keyFile: '\\\\host\\share\\ada.pem' }],
    ['/prescriptions/write', { draftId: DRAFT, keyFile: 'ada.pem' }],
    ['/prescriptions/write', { draftId: DRAFT, keyFile: '-----BEGIN PRIVATE KEY-----\nMC4C' }],
    ['/prescriptions/write', { draftId: DRAFT, keyFile: null, prescription: {} }],
  ] as const)('refuses %s with %j, and tells the session', async (path, body) => {
    expect((await ask(path, body)).status).toBe(400);
    expect([bridge.prescriptionsAsked, refused]).toEqual([[], [body]]);
  });
});

describe('prescribing in the desktop program', () => {
  let electron: StandIn;
  const OWN = { url: 'app://kerbwise/index.html', parent: null };
  const from = (senderFrame: Message['senderFrame']): Message => ({
    senderFrame,
    sender: { isDestroyed: () => false, send: () => undefined, once: () => undefined },
  });
  const ask = (channel: string, value: unknown, frame: Message['senderFrame'] = OWN) =>
    electron.ipcMain.handlers.get(channel)?.(from(frame), value);
  beforeEach(async () => {
    electron = standInElectron();
    vi.resetModules();
    vi.doMock('electron', () => moduleOf(electron));
    const { servePrescriptions } = await import('../../src-main/electron/prescriptions-ipc.ts');
    servePrescriptions({ bridge, recordRefusal: (raw) => refused.push(raw), close: async () => undefined });
  });

  test('asks for the key in a dialog of the system each time, and writes nothing where it is closed', async () => {
    expect(await ask('prescriptions:offer', undefined)).toMatchObject({ server: 'SMP01' });
    expect(await ask('prescriptions:draft', ORDER)).toMatchObject({ draftId: DRAFT });
    expect(await ask('prescriptions:sign', DRAFT)).toEqual({ file: null, failure: null });
    electron.dialogs.chosen = ['C:\\keys\\ada.pem'];
    expect(await ask('prescriptions:sign', DRAFT)).toMatchObject({ file: { fileName: 'x.json' } });
    expect(await ask('prescriptions:write', DRAFT)).toMatchObject({ file: { fileName: 'x.json' } });
    expect(electron.dialogs.asked).toHaveLength(2);
    expect(bridge.prescriptionsAsked).toEqual([ORDER, { draftId: DRAFT, keyFile: 'C:\\keys\\ada.pem' }, { draftId: DRAFT, keyFile: null }]);
  });

  test.each([
    ...ODD_ORDERS.map((body) => ['prescriptions:draft', body] as const),
    ['prescriptions:offer', 'everything'],
    ['prescriptions:write', { draftId: DRAFT, keyFile: 'C:\\keys\\ada.pem' }],
    ['prescriptions:sign', 'C:\\keys\\ada.pem'],
  ] as const)('refuses %s with %j', async (channel, value) => {
    await expect(ask(channel, value)).rejects.toThrow();
    expect([bridge.prescriptionsAsked, electron.dialogs.asked, refused]).toEqual([[], [], [value]]);
  });

  test.each([
    ['a frame in the page', { url: OWN.url, parent: {} }],
    ['another page', { url: 'https://example.com/', parent: null }],
    ['a page that is gone', null],
  ])('gives nothing to %s', async (_, frame) => {
    for (const [channel, value] of [
      ['prescriptions:offer', undefined],
      ['prescriptions:draft', ORDER],
      ['prescriptions:write', DRAFT],
      ['prescriptions:sign', DRAFT],
    ] as const)
      await expect(ask(channel, value, frame)).rejects.toThrow();
    expect([bridge.prescriptionsAsked, electron.dialogs.asked, refused.length]).toEqual([[], [], 4]);
  });
});
