import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LAB_FAULTS, labShell, openLab, parseFaults, resetLab, showLab } from '../../src-main/lab/lab.ts';
import { revealFaults } from '../../src-main/session/reveal.ts';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise-surprise-'));
  folders.push(folder);
  return folder;
}

async function opened(folder: string, named: string) {
  const faults = parseFaults(named);
  const lab = faults.ok ? await openLab(folder, faults.value) : faults;
  if (!lab.ok) throw new Error(JSON.stringify(lab.failure));
  return lab.value;
}

async function shown(folder: string): Promise<object> {
  const state = await showLab(folder);
  if (!state.ok) throw new Error(JSON.stringify(state.failure));
  return state.value;
}

test('chooses one fault without telling which, and keeps it until somebody is told', async () => {
  const folder = await newFolder();
  const first = await opened(folder, 'surprise');
  expect(first.isSurprise).toBe(true);
  expect(LAB_FAULTS.map(({ id }) => id)).toContain(first.faults[0]);
  expect(await shown(folder)).toMatchObject({ faults: ['surprise'] });
  expect((await opened(folder, 'surprise')).faults).toEqual(first.faults);
});

test('names its fault nowhere beside the server itself until it is told', async () => {
  const folder = await newFolder();
  const { faults } = await opened(folder, 'surprise');
  const marker = () => readFile(join(folder, 'kerbwise-lab.json'), 'utf8');
  for (const { id } of LAB_FAULTS) expect(await marker()).not.toContain(id);
  await revealFaults(folder);
  expect(await marker()).toContain(`"${faults[0]}"`);
});

test('reads a surprise of an earlier version, and goes on with one whose making was cut off', async () => {
  const folder = await newFolder();
  await opened(folder, 'ntlm-first');
  const marker = join(folder, 'kerbwise-lab.json');
  await writeFile(marker, JSON.stringify({ kerbwiseLab: 1, faults: ['ntlm-first'], stage: 'ready', isSurprise: true }));
  expect(await opened(folder, 'surprise')).toMatchObject({ isSurprise: true, faults: ['ntlm-first'] });
  const { faults } = await opened(await newFolder(), 'surprise');
  const cut = folders.at(-1) ?? '';
  const text = await readFile(join(cut, 'kerbwise-lab.json'), 'utf8');
  await writeFile(join(cut, 'kerbwise-lab.json'), text.replace('"ready"', '"making"'));
  expect((await opened(cut, 'surprise')).faults).toEqual(faults);
});

test('makes no practice server in order to reveal it', async () => {
  const folder = await newFolder();
  for (const none of [folder, join(folder, 'none')])
    expect(await revealFaults(none)).toMatchObject({ ok: false, failure: { what: 'There is nothing to reveal' } });
  expect(await readdir(folder)).toEqual([]);
});

test('takes no warning of what a change would do for what gave a fault away', async () => {
  const folder = await newFolder();
  await opened(folder, 'spn-missing');
  const revealed = await revealFaults(folder);
  const ids = revealed.ok ? revealed.value.gaveAway.map(({ id }) => id) : [];
  expect(ids[0]).toBe('service-principal-names.missing');
  expect(ids).not.toContain('service-principal-names.winrm-collision');
});

test('tells the fault, what people notice and what gave it away, and is no surprise from then on', async () => {
  const folder = await newFolder();
  const { faults } = await opened(folder, 'surprise');
  const revealed = await revealFaults(folder);
  const [told] = LAB_FAULTS.filter(({ id }) => id === faults[0]);
  expect(revealed).toMatchObject({ ok: true, value: { faults: [{ id: told?.id, title: told?.title, symptom: told?.symptom }] } });
  expect(revealed.ok && revealed.value.gaveAway.length).toBeGreaterThan(0);
  expect(await shown(folder)).toMatchObject({ faults });
  expect((await opened(folder, faults.join())).isSurprise).toBe(false);
});

test('tells what gave it away after it was mended, too', async () => {
  const folder = await newFolder();
  await opened(folder, 'ntlm-first');
  const path = 'Default Web Site/Altiris/TaskManagement';
  const args = [
    'clear',
    'config',
    path,
    '/section:system.webServer/security/authentication/windowsAuthentication',
    '/providers',
    '/commit:apphost',
  ];
  const ran = await labShell(folder).run({ program: 'appcmd', args, effect: 'change', timeoutMs: 1000 }, new AbortController().signal);
  expect(ran).toMatchObject({ ok: true, value: { exitCode: 0 } });
  expect(await revealFaults(folder)).toMatchObject({ value: { gaveAway: [{ id: 'windows-authentication.ntlm-first' }, {}] } });
});

test('a fault that is named is made anew where a surprise stands, even the same one', async () => {
  const folder = await newFolder();
  const { faults } = await opened(folder, 'surprise');
  expect((await opened(folder, faults.join())).isSurprise).toBe(false);
  expect(await resetLab(folder, ['surprise'])).toMatchObject({ ok: true, value: { isSurprise: true } });
});

test('chooses among all faults', async () => {
  const folder = await newFolder();
  const chosen = new Set<string>();
  for (let round = 0; round < 12; round++) {
    const lab = await resetLab(folder, ['surprise']);
    if (lab.ok) chosen.add(lab.value.faults.join());
  }
  expect(chosen.size).toBeGreaterThan(2);
});

test('refuses a surprise beside named faults', () => {
  expect(parseFaults('surprise,ntlm-first')).toMatchObject({ ok: false, failure: { what: 'A surprise stands alone' } });
});
