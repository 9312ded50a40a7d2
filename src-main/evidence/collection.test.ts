import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MANIFEST_NAME } from '../../flows/collector/manifest.ts';
import type { Command } from '../../flows/model/command.ts';
import { VERSION } from '../../flows/model/version.ts';
import { zipOf } from '../../test/logs/log-files.ts';
import type { Evidence } from './evidence.ts';
import { openEvidence } from './evidence-shell.ts';

const going = new AbortController().signal;
const CONFIG = 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config';
const listed: Command = { program: 'setspn', args: ['-L', 'CONTOSO\\svc-smp'], effect: 'read', timeoutMs: 1000 };
const PRINTED = 'Registered ServicePrincipalNames for CN=svc-smp,DC=contoso,DC=com:\n\tHTTP/smp01\n';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-collection-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The files of a small collection, as the collector writes them. */
function collection(changed: { readonly head?: string; readonly more?: string; readonly end?: string; readonly answer?: string } = {}) {
  const manifest = `[collection]
${changed.head ?? `format=1\ncollector=${VERSION}`}
started=2026-11-22T21:00:00Z
user=CONTOSO\\smpadmin
host=SMP01
systemroot=C:\\Windows
language=FullLanguage
[file]
path=${CONFIG}
state=read
copy=0001-applicationHost.config
copy-hash=${hash('<configuration />')}
[command]
program=setspn
argument=-L
argument=CONTOSO\\svc-smp
state=ran
exit=0
out=0002-setspn.out.txt
out-hash=${hash(PRINTED)}
${changed.more ?? ''}${changed.end ?? '[finished]\nat=2026-11-22T21:01:00Z\n[end]\n'}`;
  return {
    [MANIFEST_NAME]: manifest,
    '0001-applicationHost.config': '<configuration />',
    '0002-setspn.out.txt': changed.answer ?? PRINTED,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function inFolder(files: Readonly<Record<string, string>>): Promise<Evidence> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return opened(folder);
}

async function inZip(files: Readonly<Record<string, string>>, rename = (name: string) => name): Promise<Evidence> {
  const path = join(folder, 'collected.zip');
  await writeFile(path, zipOf(Object.entries(files).map(([name, text]) => ({ name: rename(name), bytes: Buffer.from(text) }))));
  return opened(path);
}

async function opened(path: string): Promise<Evidence> {
  const evidence = await openEvidence(path);
  if (!evidence.ok) throw new Error(JSON.stringify(evidence.failure));
  return evidence.value;
}

const ANSWERED = { ok: true, value: { exitCode: 0, stdout: PRINTED, stderr: '' } };

test('answers from a collected folder and from its zip, however it is packed, exactly what was collected', async () => {
  const all = [
    await inFolder(collection()),
    await inZip(collection()),
    await inZip(collection(), (name) => `kerbwise-SMP01/${name}`),
    await inZip(collection(), (name) => `kerbwise-SMP01\\${name}`),
  ];
  for (const { shell, notes, manifest } of all) {
    expect(notes).toEqual([]);
    expect(manifest).toMatchObject({ host: 'SMP01', user: 'CONTOSO\\smpadmin', finished: true });
    expect(await shell.run(listed, going)).toEqual(ANSWERED);
    expect(await shell.readFile(CONFIG.toLowerCase(), going)).toEqual({ ok: true, value: '<configuration />' });
  }
});

test('reads a folder that lies alone in another, as unpacking leaves it', async () => {
  const inner = join(folder, 'kerbwise-SMP01');
  await mkdir(inner);
  for (const [name, text] of Object.entries(collection())) await writeFile(join(inner, name), text);
  expect((await opened(folder)).manifest).not.toBeNull();
});

test('joins the rounds of one server, the later answer first, and refuses those of several', async () => {
  const round = (started: string, host: string, answer: string) => {
    const files = collection({ answer });
    const manifest = files[MANIFEST_NAME]
      .replace('2026-11-22T21:00:00Z', started)
      .replace('host=SMP01', `host=${host}`)
      .replaceAll(hash(PRINTED), hash(answer));
    return zipOf(Object.entries({ ...files, [MANIFEST_NAME]: manifest }).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
  };
  await writeFile(join(folder, 'a.zip'), round('2026-11-22T22:00:00Z', 'SMP01', 'later'));
  await writeFile(join(folder, 'b.zip'), round('2026-11-22T20:00:00Z', 'smp01', 'earlier'));
  await writeFile(join(folder, 'notes.txt'), 'nothing of the collector');
  const { shell, notes, manifest } = await opened(folder);
  expect(notes).toEqual([]);
  expect(manifest?.started).toBe('2026-11-22T20:00:00Z');
  expect(await shell.run(listed, going)).toMatchObject({ value: { stdout: 'later' } });
  expect(await shell.run({ ...listed, args: ['-L', 'other'] }, going)).toMatchObject({
    failure: { code: 'notCollected', reading: 'setspn -L other' },
  });
  await writeFile(join(folder, 'c.zip'), round('2026-11-22T23:00:00Z', 'SMP02', 'x'));
  expect(await openEvidence(folder)).toMatchObject({
    failure: { code: 'input.refused', what: expect.stringContaining('several servers') },
  });
});

test('calls an answer that is not in it not collected, and says how to get it', async () => {
  const { shell } = await inFolder(collection());
  expect(await shell.run({ ...listed, args: ['-L', 'CONTOSO\\other'] }, going)).toMatchObject({
    failure: { code: 'notCollected', reading: 'setspn -L CONTOSO\\other', next: expect.stringContaining('kerbwise collect') },
  });
  expect(await shell.readFile('D:\\x\\web.config', going)).toMatchObject({ failure: { code: 'notCollected' } });
});

test('says which file was edited, and reads it all the same', async () => {
  const { shell, notes } = await inFolder(collection({ answer: 'edited' }));
  expect(notes).toEqual(['0002-setspn.out.txt is not as the collector wrote it; it is read as it is now']);
  expect(await shell.run(listed, going)).toMatchObject({ value: { stdout: 'edited' } });
});

test('goes on without a file that is gone, and says so', async () => {
  const files = collection();
  const { '0002-setspn.out.txt': _gone, ...rest } = files;
  const { shell, notes } = await inFolder(rest);
  expect(notes).toEqual([expect.stringContaining('0002-setspn.out.txt')]);
  expect(await shell.run(listed, going)).toMatchObject({ failure: { code: 'notCollected' } });
  expect(await shell.readFile(CONFIG, going)).toMatchObject({ ok: true });
});

test('reads what a collector that was ended had written, without the record that was being written', async () => {
  const { shell, notes } = await inFolder(collection({ more: '[command]\nprogram=klist\nstate=ra', end: '' }));
  expect(notes).toEqual([expect.stringContaining('ended before it was done')]);
  expect(await shell.run(listed, going)).toEqual(ANSWERED);
  expect(await shell.run({ ...listed, program: 'klist', args: [] }, going)).toMatchObject({ failure: { code: 'notCollected' } });
});

test('understands what it can of a later format, and says that it is one', async () => {
  const later = collection({
    head: 'format=2\ncollector=9.0.0\nmood=fine',
    more: '[photograph]\ncopy=x\n[command]\nprogram=futurecmd\nstate=ran\nexit=0\n',
  });
  const { shell, notes } = await inFolder(later);
  expect(notes).toEqual([expect.stringContaining('format 2'), expect.stringContaining('9.0.0')]);
  expect(await shell.run(listed, going)).toEqual(ANSWERED);
});

test('keeps apart what could not be read there and why', async () => {
  const more = [
    ['reg', 'timed-out', ''],
    ['klist', 'not-started', 'no such program'],
    ['resolve', 'restricted', 'ConstrainedLanguage'],
    ['whoami', 'too-long', ''],
  ].map(([program, state, why]) => `[command]\nprogram=${program}\nstate=${state}\nwhy=${why}\n`);
  const files = '[file]\npath=D:\\a\\web.config\nstate=missing\nwhy=gone\n[file]\npath=D:\\b\\web.config\nstate=unreadable\nwhy=denied\n';
  const { shell } = await inFolder(collection({ more: more.join('') + files }));
  const codeOf = async (program: Command['program']) => {
    const ran = await shell.run({ ...listed, program, args: [] }, going);
    return ran.ok ? 'ran' : ran.failure.code;
  };
  expect([await codeOf('reg'), await codeOf('klist'), await codeOf('resolve'), await codeOf('whoami')]).toEqual([
    'command.timedOut',
    'command.notStarted',
    'session.restricted',
    'command.tooMuchOutput',
  ]);
  expect(await shell.readFile('D:\\a\\web.config', going)).toMatchObject({ failure: { code: 'file.missing' } });
  expect(await shell.readFile('D:\\b\\web.config', going)).toMatchObject({ failure: { code: 'file.unreadable', why: 'denied' } });
});

test.each(['../outside.txt', '..\\outside.txt', 'C:\\Windows\\win.ini', '/etc/passwd', 'deep/outside.txt'])(
  'never follows the name %s out of the collection',
  async (name) => {
    const more = `[command]\nprogram=klist\nstate=ran\nexit=0\nout=${name}\n`;
    for (const evidence of [await inFolder(collection({ more })), await inZip({ ...collection({ more }), [name]: 'stolen' })]) {
      expect(evidence.notes).toEqual([expect.stringContaining('was not read')]);
      expect(await evidence.shell.run({ ...listed, program: 'klist', args: [] }, going)).toMatchObject({
        failure: { code: 'notCollected' },
      });
      expect(await evidence.shell.run(listed, going)).toEqual(ANSWERED);
    }
  },
);

test.skipIf(process.platform === 'win32')('does not follow a link out of the folder, and says where it leads', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'kerbwise-outside-'));
  await writeFile(join(outside, 'secret.txt'), 'secret');
  const { '0002-setspn.out.txt': _gone, ...rest } = collection();
  await symlink(join(outside, 'secret.txt'), join(folder, '0002-setspn.out.txt'));
  const { shell, notes } = await inFolder(rest);
  expect(notes).toEqual([expect.stringContaining('is a link out of its folder')]);
  expect(await shell.run(listed, going)).toMatchObject({ failure: { code: 'notCollected' } });
  await rm(outside, { recursive: true });
});

test('does not unpack what is far larger than any answer, nor more than a zip says', async () => {
  const bomb = zipOf([
    ...Object.entries(collection())
      .filter(([name]) => !name.startsWith('0002'))
      .map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    { name: '0002-setspn.out.txt', bytes: Buffer.alloc(65 * 1024 * 1024) },
  ]);
  const lying = zipOf([
    ...Object.entries(collection())
      .filter(([name]) => !name.startsWith('0002'))
      .map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    { name: '0002-setspn.out.txt', bytes: Buffer.alloc(1024 * 1024), saidSize: 10 },
  ]);
  for (const bytes of [bomb, lying]) {
    await writeFile(join(folder, 'bomb.zip'), bytes);
    const { shell, notes } = await opened(join(folder, 'bomb.zip'));
    expect(notes).toEqual([expect.stringContaining('0002-setspn.out.txt')]);
    expect(await shell.run(listed, going)).toMatchObject({ failure: { code: 'notCollected' } });
    expect(await shell.readFile(CONFIG, going)).toMatchObject({ ok: true });
  }
});

test.each([
  ['a zip that is cut', zipOf([{ name: MANIFEST_NAME, bytes: Buffer.from('x') }]).subarray(0, 40)],
  ['a zip of something else', zipOf([{ name: 'a.txt', bytes: Buffer.from('x') }])],
  ['an empty zip', zipOf([])],
  ['a manifest that is none', zipOf([{ name: MANIFEST_NAME, bytes: Buffer.from('hello\nworld\n') }])],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52])],
])('refuses %s', async (_, bytes) => {
  const path = join(folder, 'evidence.zip');
  await writeFile(path, bytes);
  expect(await openEvidence(path)).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
});
