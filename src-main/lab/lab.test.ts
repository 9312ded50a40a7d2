import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLANTED_PASSWORD } from './appcmd/secret.ts';
import { DEFAULT_FAULTS, LAB_FAULTS, labShell, openLab, resetLab, runLabTool, showLab } from './lab.ts';

const ALTIRIS = 'Default Web Site/Altiris';
const SECTION = '/section:windowsAuthentication';
const HOST_FILE = 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config';
const signal = new AbortController().signal;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-lab-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Every file of the folder with its text. */
async function everyFile(): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])));
}

async function shown(): Promise<string> {
  const view = await showLab(folder);
  return JSON.stringify(view.ok ? view.value : view.failure);
}

async function setOff(path: string): Promise<number> {
  return (await runLabTool(folder, 'appcmd', ['set', 'config', path, SECTION, '/enabled:false', '/commit:apphost'])).exitCode;
}

test('is made with the usual faults where there is none, and stays as it is afterwards', async () => {
  const made = await openLab(folder);
  expect(made.ok && [made.value.faults, made.value.serverName]).toEqual([DEFAULT_FAULTS, 'SMP01']);
  await setOff(ALTIRIS);
  const before = await shown();
  const again = await openLab(folder);
  expect([again.ok, await shown()]).toEqual([true, before]);
});

test('is made anew only where it has other faults than those named', async () => {
  await openLab(folder, ['ntlm-first', 'spn-missing']);
  await setOff(ALTIRIS);
  const changed = await shown();
  await openLab(folder, ['spn-missing', 'ntlm-first']);
  expect(await shown()).toBe(changed);
  await openLab(folder, ['healthy']);
  expect(JSON.parse(await shown())).toMatchObject({ faults: [] });
});

test('has the same bytes whenever it is made with the same faults', async () => {
  await resetLab(folder, ['spn-on-computer', 'windows-off']);
  const first = await everyFile();
  await setOff(ALTIRIS);
  await resetLab(folder, ['windows-off', 'spn-on-computer']);
  expect(await everyFile()).toEqual(first);
});

test('is the same again, byte for byte, after a change and its undo', async () => {
  await resetLab(folder);
  const files = await everyFile();
  const before = await shown();
  const path = `${ALTIRIS}/TaskManagement`;
  const config = (verb: string, at: string, ...edits: readonly string[]) =>
    runLabTool(folder, 'appcmd', [verb, 'config', at, SECTION, ...edits, '/commit:apphost']);
  const list = (...names: readonly string[]) => [
    ...names.map((name) => `/-providers.[value='${name}']`).toReversed(),
    ...names.toReversed().map((name) => `/+providers.[value='${name}']`),
  ];
  await config('set', ALTIRIS, '/useAppPoolCredentials:true', '/authPersistNonNTLM:true');
  await config('set', ALTIRIS, ...list('NTLM', 'Negotiate'));
  await config('set', path, ...list('NTLM', 'Negotiate'));
  await runLabTool(folder, 'setspn', ['-S', 'HTTP/smp01', 'CONTOSO\\svc-smp']);
  expect(await shown()).not.toBe(before);
  await runLabTool(folder, 'setspn', ['-D', 'HTTP/smp01', 'CONTOSO\\svc-smp']);
  await config('set', path, ...list('Negotiate', 'NTLM'));
  await config('clear', ALTIRIS, '/providers');
  await config('clear', ALTIRIS, '/authPersistNonNTLM');
  await config('clear', ALTIRIS, '/useAppPoolCredentials');
  expect(await shown()).toBe(before);
  expect(await everyFile()).toEqual(files);
});

test('is not another server because somebody looked at tickets', async () => {
  await resetLab(folder, []);
  const before = await shown();
  expect((await runLabTool(folder, 'klist', ['get', 'HTTP/smp'])).exitCode).toBe(0);
  expect(await shown()).toBe(before);
});

test('shows every change of its files, and no password', async () => {
  await resetLab(folder);
  const before = await shown();
  const path = join(folder, 'applicationHost.config');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('maxRequestLength', 'maxRequestLength ').replace('<webLimits />', '<webLimits  />'));
  const after = await shown();
  expect(after).not.toBe(before);
  for (const secret of [PLANTED_PASSWORD, '[enc:', 'password']) expect(after).not.toContain(secret);
});

test('keeps every one of many changes at the same time, from here and from other processes', async () => {
  await resetLab(folder, []);
  const names = Array.from({ length: 12 }, (_, index) => `HTTP/name${index}`);
  const answers = await Promise.all(names.map((name) => runLabTool(folder, 'setspn', ['-S', name, 'svc-smp'])));
  expect(answers.map(({ exitCode }) => exitCode)).toEqual(names.map(() => 0));
  const { stdout } = await runLabTool(folder, 'setspn', ['-L', 'svc-smp']);
  expect(names.filter((name) => !stdout.includes(name))).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('waits for another process, and does not wait for one that was killed', async () => {
  await resetLab(folder, []);
  const id = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32);
  const script = `require('node:net').createServer().listen('\\0kerbwise-lab-${id}', () => console.log('held')); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  let answered = false;
  const answer = shown().then((text) => {
    answered = true;
    return text;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(answered).toBe(false);
  holder.kill('SIGKILL');
  expect(await answer).toContain('"faults":[]');
});

test('is finished by whoever opens it where its making was cut short', async () => {
  await resetLab(folder, ['ntlm-first']);
  const whole = await everyFile();
  const marker = JSON.parse(whole['kerbwise-lab.json'] ?? '');
  await resetLab(folder, []);
  await writeFile(join(folder, 'kerbwise-lab.json'), JSON.stringify({ ...marker, stage: 'making' }));
  await rm(join(folder, 'machine.json'));
  await writeFile(join(folder, 'directory.json.new'), '{"half');
  await shown();
  await rm(join(folder, 'directory.json.new'), { force: true });
  expect(await everyFile()).toEqual(whole);
});

test.each([
  ['applicationHost.config', '<configuration>'],
  ['directory.json', '{}'],
  ['machine.json', 'null'],
  ['web-configs.json', '{"C:\\\\x":1}'],
])('says that it is damaged where %s is, and can be made anew', async (file, text) => {
  await resetLab(folder, []);
  await writeFile(join(folder, file), text);
  const opened = await openLab(folder);
  expect(opened.ok || opened.failure).toMatchObject({ code: 'input.refused', why: expect.stringContaining(file) });
  expect(await labShell(folder).run({ program: 'whoami', args: [], effect: 'read', timeoutMs: 1000 }, signal)).toMatchObject({ ok: false });
  expect(await runLabTool(folder, 'whoami', [])).toMatchObject({ exitCode: 1, stdout: '' });
  expect((await resetLab(folder, [])).ok).toBe(true);
});

test.each([
  ['files of somebody else', 'letter.txt', 'Dear Kerbwise'],
  ['a marker that cannot be read', 'kerbwise-lab.json', '{"kerbwiseLab":2}'],
])('leaves a folder with %s alone', async (_, file, text) => {
  await writeFile(join(folder, file), text);
  for (const attempt of [openLab(folder), resetLab(folder), showLab(folder)]) {
    expect(await attempt).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
  }
  expect(await everyFile()).toEqual({ [file]: text });
});

test('refuses a path that is a file', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(await openLab(file)).toMatchObject({ ok: false, failure: { code: 'state.unwritable' } });
});

test('refuses faults that are not known before anything is written', async () => {
  expect(await openLab(folder, ['spn-gone'])).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
  expect(await everyFile()).toEqual({});
});

test('serves files by their Windows paths, and says which are missing', async () => {
  await resetLab(folder, []);
  const shell = labShell(folder);
  const read = async (path: string) => {
    const result = await shell.readFile(path, signal);
    return result.ok ? result.value.slice(0, 38) : result.failure.code;
  };
  expect(await read(HOST_FILE.toUpperCase())).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  expect(await read('C:\\windows\\system32\\inetsrv\\config\\redirection.config')).toBe('<?xml version="1.0" encoding="utf-8"?>');
  expect(await read('c:\\inetpub\\status\\web.config')).toBe('<?xml version="1.0" encoding="utf-8"?>');
  expect(await read('C:\\inetpub\\wwwroot\\web.config')).toBe('file.missing');
  await shell.close();
  await shell.close();
});

test('keeps its configuration folder from somebody who is not elevated', async () => {
  await resetLab(folder, []);
  const path = join(folder, 'machine.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"elevated": true', '"elevated": false'));
  expect(await labShell(folder).readFile(HOST_FILE, signal)).toMatchObject({ ok: false, failure: { code: 'file.unreadable' } });
});

test('runs nothing that was stopped before it began', async () => {
  const command = { program: 'whoami', args: [], effect: 'read', timeoutMs: 1000 } as const;
  expect(await labShell(folder).run(command, AbortSignal.abort())).toEqual({
    ok: false,
    failure: { code: 'interrupted', during: 'whoami' },
  });
  expect(await everyFile()).toEqual({});
});

test('tells its faults in words', () => {
  expect(LAB_FAULTS.filter(({ title, symptom }) => title === '' || symptom === '')).toEqual([]);
});
