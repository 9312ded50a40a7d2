import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEvidence } from './evidence-shell.ts';

const going = new AbortController().signal;
/** The smallest configuration of a server: a list of sites with one. */
const SERVER =
  '<configuration><system.applicationHost><sites><site name="Default Web Site" id="1"/></sites></system.applicationHost></configuration>';
const CONFIG = 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-evidence-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function evidenceShell(path: string) {
  const evidence = await openEvidence(path);
  return evidence.ok ? { ok: true as const, value: evidence.value.shell } : evidence;
}

async function put(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test.each(['applicationHost.config', 'from smp01.xml'])('answers applicationHost.config from the one file %s', async (name) => {
  const shell = await evidenceShell(await put(name, `\ufeff${SERVER}`));
  if (!shell.ok) throw new Error(shell.failure.code);
  expect(await shell.value.readFile(CONFIG, going)).toEqual({ ok: true, value: SERVER });
  expect(await shell.value.readFile('D:\\inetsrv\\config\\APPLICATIONHOST.CONFIG', going)).toMatchObject({ ok: true });
});

test('names what Kerbwise asks by scripts of its own in words, and sends nobody to run them', async () => {
  const shell = await evidenceShell(await put('applicationHost.config', SERVER));
  if (!shell.ok) throw new Error(shell.failure.code);
  const told = await Promise.all(
    (['log-tail', 'directory', 'resolve', 'sign-in', 'ports', 'application-identity'] as const).map(async (program) => {
      const ran = await shell.value.run({ program, args: ['x', 'y', 'z'], effect: 'read', timeoutMs: 1000 }, going);
      return ran.ok || ran.failure.code !== 'notCollected' ? ran : [ran.failure.reading, ran.failure.next];
    }),
  );
  expect(told.flat().join()).not.toMatch(/log-tail|resolve\b|sign-in x|directory x|Run on the server/);
  expect(told[0]).toEqual(['The newest log in x', 'Collect it with kerbwise collect']);
});

test('says of a file that only its name makes a zip that it is none, and looks for no configuration in it', async () => {
  for (const text of ['<html>please sign in</html>', '', 'not a zip'])
    expect(await openEvidence(await put('Evidence.ZIP', text))).toMatchObject({
      ok: false,
      failure: { code: 'input.refused', what: expect.stringContaining('Evidence.ZIP is no zip') },
    });
});

test('answers from a folder, and says how to find out what is not in it', async () => {
  await put('applicationHost.config', SERVER);
  await put('redirection.config', '<configuration><configurationRedirection/></configuration>');
  await put('web.config', '<configuration/>');
  const shell = await evidenceShell(folder);
  if (!shell.ok) throw new Error(shell.failure.code);
  expect(await shell.value.readFile(CONFIG, going)).toMatchObject({ ok: true });
  expect(await shell.value.readFile('C:\\Windows\\System32\\inetsrv\\config\\redirection.config', going)).toMatchObject({ ok: true });
  expect(await shell.value.readFile('C:\\inetpub\\wwwroot\\web.config', going)).toEqual({
    ok: false,
    failure: {
      code: 'notCollected',
      reading: 'C:\\inetpub\\wwwroot\\web.config',
      next: 'Look at C:\\inetpub\\wwwroot\\web.config on the server',
    },
  });
  const command = { program: 'setspn', args: ['-L', 'CONTOSO\\svc smp'], effect: 'read', timeoutMs: 1000 } as const;
  expect(await shell.value.run(command, going)).toEqual({
    ok: false,
    failure: { code: 'notCollected', reading: 'setspn -L "CONTOSO\\svc smp"', next: 'Run on the server: setspn -L "CONTOSO\\svc smp"' },
  });
  await shell.value.close();
});

test('does not answer for a server of which nothing but the configuration was brought', async () => {
  const shell = await evidenceShell(await put('applicationHost.config', SERVER));
  expect(shell.ok && (await shell.value.readFile('C:\\x\\redirection.config', going))).toMatchObject({ failure: { code: 'notCollected' } });
});

test.each([
  ['is empty', ''],
  ['is blank', ' \r\n\t'],
  ['is binary', Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)],
])('refuses a file that %s', async (_, bytes) => {
  expect(await evidenceShell(await put('applicationHost.config', bytes))).toMatchObject({ ok: false, failure: { code: 'input.refused' } });
});

test.each([
  ['a file that ends too early', '<configuration>\n', 'it is not well-formed XML at line 2, column 1'],
  ['a web.config', '<configuration><system.webServer/></configuration>', 'it is a web.config, or a fragment'],
  ['a page', '<html></html>', 'its root element is <html>'],
])('refuses %s at once, alone and in a folder', async (_, text, why) => {
  const path = await put('applicationHost.config', text);
  const refused = {
    failure: { code: 'input.refused', what: `${path} is not a configuration of IIS`, why: expect.stringContaining(why) },
  };
  expect(await evidenceShell(path)).toMatchObject(refused);
  expect(await evidenceShell(folder)).toMatchObject(refused);
});

test('refuses a file that is too large, without reading it', async () => {
  const path = await put('applicationHost.config', 'x');
  const file = await open(path, 'r+');
  await file.truncate(65 * 1024 * 1024);
  await file.close();
  expect(await evidenceShell(path)).toMatchObject({ failure: { code: 'input.refused', why: 'it is larger than 67108864 bytes' } });
});

test('refuses a folder without a configuration, and says where to get it', async () => {
  expect(await evidenceShell(folder)).toMatchObject({
    failure: { code: 'input.refused', what: `${folder} holds no applicationHost.config` },
  });
  await mkdir(join(folder, 'applicationHost.config'));
  expect(await evidenceShell(folder)).toMatchObject({ failure: { code: 'input.refused' } });
});

test('says that there is nothing at the path', async () => {
  expect(await evidenceShell(join(folder, 'none'))).toMatchObject({ failure: { code: 'file.missing' } });
});

test.skipIf(process.platform === 'win32')('does not follow a link out of the folder, but one within it', async () => {
  const outside = await put('outside.config', SERVER);
  const inside = join(folder, 'evidence');
  await mkdir(join(inside, 'deep'), { recursive: true });
  await symlink(outside, join(inside, 'applicationHost.config'));
  expect(await evidenceShell(inside)).toMatchObject({ failure: { code: 'input.refused', why: expect.stringContaining('outside.config') } });
  await rm(join(inside, 'applicationHost.config'));
  await writeFile(join(inside, 'deep', 'a.config'), SERVER);
  await symlink('deep/a.config', join(inside, 'applicationHost.config'));
  expect(await evidenceShell(inside)).toMatchObject({ ok: true });
});

test.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
  execFileSync('mkfifo', [join(folder, 'applicationHost.config')]);
  expect(await evidenceShell(folder)).toMatchObject({ failure: { code: 'input.refused' } });
  expect(await evidenceShell(join(folder, 'applicationHost.config'))).toMatchObject({ failure: { code: 'input.refused' } });
});
