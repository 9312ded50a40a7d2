import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTrustedKeys, trustedFolder, whyWritable, writeNewKey } from './key-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onPosix = test.skipIf(process.platform === 'win32');

onPosix('a folder below one that everybody may write to is not relied on', async () => {
  await writeNewKey(join(folder, 'ada.pem'));
  await rm(join(folder, 'ada.pem'));
  const { keys, unsafe } = await readTrustedKeys(folder, false, 'linux');
  expect(keys.map(({ name }) => name)).toEqual(['ada.public.pem']);
  expect(unsafe).toMatch(/others than root may write to|belongs to another account than root/);
});

onPosix('a folder of root that nobody else may write to is', async () => {
  expect(await whyWritable('/usr/share', [])).toBeNull();
});

onPosix('a key that others may write is not relied on', async () => {
  await writeFile(join(folder, 'a.pem'), '');
  await chmod(join(folder, 'a.pem'), 0o666);
  expect(await whyWritable(folder, [{ name: 'a.pem' }])).toMatch(/a\.pem$|a\.pem belongs/);
});

test('what was not looked at is said: on Windows, and where the folder was named', async () => {
  expect(await readTrustedKeys(folder, true, 'linux')).toMatchObject({
    keys: [],
    unsafe: null,
    notChecked: expect.stringContaining('--trust'),
  });
  expect(await readTrustedKeys(folder, false, 'win32')).toMatchObject({
    notChecked: expect.stringContaining('make sure that only administrators can'),
  });
});

test('no folder means that nobody is trusted', async () => {
  expect(await readTrustedKeys(join(folder, 'none'), false, 'linux')).toMatchObject({ keys: [], unsafe: null });
  expect(trustedFolder('win32', 'D:\\ProgramData')).toBe('D:\\ProgramData\\Kerbwise\\TrustedKeys');
});

test('what is no public key of the kind is passed over, with the reason', async () => {
  await writeNewKey(join(folder, 'ada.pem'));
  await writeFile(join(folder, 'odd.pem'), '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n');
  await writeFile(join(folder, 'note.txt'), 'hello');
  const { keys, passedOver } = await readTrustedKeys(folder, true, 'linux');
  expect(keys.map(({ name }) => name)).toEqual(['ada.public.pem']);
  expect(passedOver).toEqual(['ada.pem is no public key in PEM', expect.stringContaining('odd.pem cannot be read')]);
});
