import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandOutput } from '../../flows/model/command.ts';
import { succeed } from '../../flows/model/result.ts';
import { printRecords } from '../../flows/scripts/records.ts';
import type { Shell } from '../core/shell.ts';
import { labShell } from '../lab/lab.ts';
import { readTrustedKeys, trustedFolder, whyWritable, whyWritableOnWindows, writeNewKey } from './key-files.ts';

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

test('what was not looked at is said, where the folder was named', async () => {
  expect(await readTrustedKeys(folder, true, 'linux')).toMatchObject({
    keys: [],
    unsafe: null,
    notChecked: expect.stringContaining('--trust'),
  });
});

const WINDOWS_FOLDER = 'C:\\ProgramData\\Kerbwise\\TrustedKeys';
const SAFE = 'O:BAD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)';

/** Answers as the script does on a Windows with these rights. */
function windowsWith(rightsOf: (path: string) => string): () => Shell {
  return () => ({
    run: async ({ args }) =>
      succeed({
        exitCode: 0,
        stdout: printRecords(args.map((path) => ({ kind: 'item', values: { path: [path], rights: [rightsOf(path)] } }))),
        stderr: '',
      }),
    readFile: () => Promise.reject(new Error('no file is asked for')),
    close: async () => undefined,
  });
}

test('on Windows a folder is relied on where only administrators may write to it, its keys and the way to it', async () => {
  expect(
    await whyWritableOnWindows(
      WINDOWS_FOLDER,
      [{ name: 'ada.pem' }],
      windowsWith(() => SAFE),
    ),
  ).toBeNull();
  const asked: string[] = [];
  const note = (path: string) => {
    asked.push(path);
    return SAFE;
  };
  await whyWritableOnWindows(WINDOWS_FOLDER, [{ name: 'ada.pem' }], windowsWith(note));
  expect(asked).toEqual([WINDOWS_FOLDER, 'C:\\ProgramData\\Kerbwise', 'C:\\ProgramData', 'C:\\.', `${WINDOWS_FOLDER}\\ada.pem`]);
});

test.each([WINDOWS_FOLDER, 'C:\\ProgramData\\Kerbwise', 'C:\\.', `${WINDOWS_FOLDER}\\ada.pem`])(
  'on Windows nothing is relied on where everybody may change %s',
  async (open) => {
    const shell = windowsWith((path) => (path === open ? 'O:BAD:(A;;FA;;;WD)' : SAFE));
    expect(await whyWritableOnWindows(WINDOWS_FOLDER, [{ name: 'ada.pem' }], shell)).toBe(`${open}: Everyone may write there`);
  },
);

test('on the practice lab, whose disk is as Windows was installed, users could add a key', async () => {
  const state = await mkdtemp(join(tmpdir(), 'kerbwise-keys-lab-'));
  try {
    expect(await whyWritableOnWindows(WINDOWS_FOLDER, [], () => labShell(state))).toBe(`${WINDOWS_FOLDER}: BUILTIN\\Users may write there`);
  } finally {
    await rm(state, { recursive: true, force: true });
  }
});

test('on Windows what cannot be read is not relied on', async () => {
  const failing =
    (output: Partial<CommandOutput>): (() => Shell) =>
    () => ({ ...windowsWith(() => SAFE)(), run: async () => succeed({ exitCode: 0, stdout: '', stderr: '', ...output }) });
  expect(await whyWritableOnWindows(WINDOWS_FOLDER, [], failing({}))).toMatch(/could not be read/);
  expect(await whyWritableOnWindows(WINDOWS_FOLDER, [], failing({ stdout: '[item]\npath=C:\\other\nrights=O:BAD:P\n[end]\n' }))).toMatch(
    /could not be read/,
  );
  const denied = printRecords(
    [WINDOWS_FOLDER, 'C:\\ProgramData\\Kerbwise', 'C:\\ProgramData', 'C:\\.'].map((path) => ({
      kind: 'item',
      values: { path: [path], failed: ['UnauthorizedAccessException'], why: ['Access is denied'] },
    })),
  );
  expect(await whyWritableOnWindows(WINDOWS_FOLDER, [], failing({ stdout: denied }))).toBe(`${WINDOWS_FOLDER}: Access is denied`);
  await writeNewKey(join(folder, 'ada.pem'));
  const trusted = await readTrustedKeys(folder, false, 'win32', failing({ stdout: 'no' }));
  expect(trusted).toMatchObject({ unsafe: expect.stringContaining('could not be read'), notChecked: null });
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
