import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseAdminEvent } from '../../flows/bridge/parse-admin-event.ts';
import { type Desk, openDesk } from '../../src-main/session/desk.ts';
import { watch } from './watch-view.ts';

const STEP = 'client-names';
const ends: (() => Promise<unknown>)[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-names-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A window on the lab, at the step of the names or where it goes on by itself. */
async function window(target: string | undefined) {
  const opened = await openDesk({ target, state: folder, allowLive: false });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const desk: Desk = opened.value;
  ends.push(desk.close);
  const { until } = watch(desk.bridge);
  const step = async (isSo: (given: readonly string[], refused: string | null) => boolean) => {
    const view = await until(
      (one) =>
        one.phase === 'step' &&
        one.step?.id === STEP &&
        one.step.names !== undefined &&
        isSo(one.step.names.given, one.step.names.refused?.why ?? null),
    );
    if (view.phase === 'start' || view.step === null) throw new Error('It is not at the step');
    return { step: view.step, commands: view.commands.map(({ text }) => text).join('\n') };
  };
  return { desk, send: desk.bridge.send, step };
}

async function atNames(target: string) {
  const opened = await window(target);
  opened.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  opened.send({ type: 'discovery.started' });
  await watch(opened.desk.bridge).until((view) => view.phase === 'step' && view.step?.stage !== 'probing');
  opened.send({ type: 'step.opened', stepId: STEP });
  return opened;
}

test('a name that is given is looked at like one of the command line, and kept for the next start', async () => {
  const first = await atNames('lab:healthy');
  const before = await first.step(() => true);
  expect(before.step.names).toEqual({ given: [], refused: null });
  expect(before.commands).not.toContain('itms.contoso.com');
  first.send({ type: 'name.given', name: ' itms.contoso.com ' });
  const after = await first.step((given) => given.length > 0);
  expect(after.step.names).toEqual({ given: ['itms.contoso.com'], refused: null });
  expect(after.commands).toContain('HTTP/itms.contoso.com');
  await first.desk.close();
  const again = await window('lab');
  expect((await again.step(() => true)).step.names?.given).toEqual(['itms.contoso.com']);
});

test.each([
  ['http://smp.contoso.com/Altiris', 'whole address of the web'],
  ['10.1.2.3', 'it is an address'],
  ['localhost', 'the very computer'],
  ['smp" & calc', ''],
])('what is no name is refused with what the terminal says: %s', async (name, why) => {
  const { send, step } = await atNames('lab:healthy');
  await step(() => true);
  send({ type: 'name.given', name });
  const { step: told, commands } = await step((_, refused) => refused !== null);
  expect(told.names?.given).toEqual([]);
  expect(told.names?.refused?.why).toContain(why);
  expect(told.names?.refused?.next).toMatch(/^Type /);
  expect(commands).not.toContain(name);
});

test('what a window sends as a name has a length and no control character', () => {
  expect(parseAdminEvent({ type: 'name.given', name: 'smp' })).toBeDefined();
  for (const name of ['', 'a\nb', 'a'.repeat(301), 1, null]) expect(parseAdminEvent({ type: 'name.given', name })).toBeUndefined();
  expect(parseAdminEvent({ type: 'name.given', name: 'smp', more: 1 })).toBeUndefined();
});
