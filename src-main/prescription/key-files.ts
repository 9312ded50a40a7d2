import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { dirname, join, win32 } from 'node:path';
import { say } from '../../flows/language/say.ts';
import { windowsPrograms } from '../../flows/model/command.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { type Place, whoElseMayWrite } from '../../flows/prescription/who-may-write.ts';
import { accessRightsReading, readAccessRights } from '../../flows/probes/access-rights.ts';
import { powershellShell } from '../core/powershell-shell.ts';
import { readBytes } from '../core/read-text-file.ts';
import type { Shell } from '../core/shell.ts';
import { reasonOf } from '../core/state-folder.ts';
import { fingerprint, newKeyPair } from './seal.ts';

/** A public key that prescriptions are trusted by, named after its file. */
export interface TrustedKey {
  readonly name: string;
  readonly fingerprint: string;
  readonly key: KeyObject;
}

/** The trusted keys, and how far it was looked at whether only administrators could have put them there. */
export interface TrustedKeys {
  readonly folder: string;
  readonly keys: readonly TrustedKey[];
  /** Why the folder cannot be trusted; `null` where nothing speaks against it. */
  readonly unsafe: string | null;
  /** What was not looked at, one sentence; `null` where it was. */
  readonly notChecked: string | null;
  /** Files of the folder that are no public key, with the reason. */
  readonly passedOver: readonly string[];
}

/** Where trusted keys lie: a folder that only administrators can write. */
export function trustedFolder(platform: NodeJS.Platform, programData: string | undefined): string {
  return platform === 'win32' ? `${programData ?? 'C:\\ProgramData'}\\Kerbwise\\TrustedKeys` : '/etc/kerbwise/trusted-keys';
}

/**
 * In: the folder; whether it was named with `--trust` (tests and the lab: then its rights are not looked at); what answers for the rights on
 * Windows. Out: its keys. A folder that is not there holds none.
 */
export async function readTrustedKeys(
  folder: string,
  isNamed: boolean,
  platform: NodeJS.Platform,
  openRights: () => Shell = openThisWindows,
): Promise<TrustedKeys> {
  const names = await readdir(folder).catch((): readonly string[] => []); // no folder: nobody is trusted
  const read = await Promise.all(
    [...names]
      .sort()
      .filter(isKeyFile)
      .map((name) => readTrustedKey(folder, name)),
  );
  const keys = read.flatMap((one) => ('key' in one ? [one] : []));
  const isLookedAt = !isNamed && names.length > 0;
  return {
    folder,
    keys,
    unsafe: isLookedAt ? await (platform === 'win32' ? whyWritableOnWindows(folder, keys, openRights) : whyWritable(folder, keys)) : null,
    notChecked: isNamed ? say`The folder of trusted keys was named with --trust; who may write to ${folder} was not looked at` : null,
    passedOver: read.flatMap((one) => ('why' in one ? [one.why] : [])),
  };
}

/** The Windows that this program runs on. */
function openThisWindows(): Shell {
  return powershellShell({ programs: windowsPrograms(process.env['SystemRoot'] ?? 'C:\\Windows') });
}

function isKeyFile(name: string): boolean {
  return name.toLowerCase().endsWith('.pem');
}

async function readTrustedKey(folder: string, name: string): Promise<TrustedKey | { readonly why: string }> {
  const bytes = await readBytes(join(folder, name));
  const text = bytes.ok ? Buffer.from(bytes.value).toString('latin1') : '';
  if (!text.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) return { why: say`${name} is no public key in PEM` };
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType !== 'ed25519') return { why: say`${name} is a key of another kind than Ed25519` };
    return { name, fingerprint: fingerprint(key), key };
  } catch (error) {
    return { why: say`${name} cannot be read as a public key: ${reasonOf(error)}` };
  }
}

/**
 * Whether somebody else than root could have put a key there: the folder, every folder above it, and each key.
 * Source: path_resolution(7): who may write to a folder may rename what lies in it.
 */
export async function whyWritable(folder: string, keys: readonly Pick<TrustedKey, 'name'>[]): Promise<string | null> {
  const real = await realpath(folder);
  const paths = [...keys.map(({ name }) => join(real, name)), ...foldersUpTo(real)];
  for (const path of paths) {
    const { uid, mode } = await lstat(path);
    if (uid !== 0) return say`${path} belongs to another account than root`;
    if ((mode & 0o022) !== 0) return say`others than root may write to ${path}`;
  }
  return null;
}

/**
 * The same on Windows: nobody but administrators may put a key there, exchange one, or move a folder on the way to it.
 * In: what answers for the rights. What cannot be read is not relied on.
 */
export async function whyWritableOnWindows(
  folder: string,
  keys: readonly Pick<TrustedKey, 'name'>[],
  open: () => Shell,
): Promise<string | null> {
  const places = new Map<string, Place>(win32FoldersUpTo(folder).map((path) => [path, path === folder ? 'folder' : 'above']));
  for (const { name } of keys) places.set(win32.join(folder, name), 'key');
  const paths = [...places.keys()];
  const shell = open();
  try {
    const ran = await shell.run(accessRightsReading(paths), new AbortController().signal);
    const read = ran.ok ? readAccessRights(paths, ran.value.stdout) : ran;
    if (!read.ok) return say`who may write to it could not be read: ${describeFailure(read.failure).why}`;
    for (const item of read.value) {
      const why = 'why' in item ? item.why : whoElseMayWrite(item.rights, places.get(item.path) ?? 'folder');
      if (why !== undefined) return say`${item.path}: ${why}`;
    }
    return null;
  } finally {
    await shell.close();
  }
}

/** Up to the drive, which is named by the folder that it is: a path with a backslash at its end cannot be passed on. */
function win32FoldersUpTo(folder: string): readonly string[] {
  const above = win32.dirname(folder);
  return above === folder ? [`${folder}.`] : [folder, ...win32FoldersUpTo(above)];
}

function foldersUpTo(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpTo(above)];
}

/** The senior's key: PKCS#8 in PEM, Ed25519, not encrypted. */
export async function readPrivateKey(path: string): Promise<Result<KeyObject>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  try {
    const key = createPrivateKey(Buffer.from(bytes.value));
    return key.asymmetricKeyType === 'ed25519' ? succeed(key) : refuse(path, say`it is a key of another kind than Ed25519`);
  } catch {
    return refuse(path, say`it is no private key in PEM that can be read without a passphrase`); // the message of the library could hold parts of the key
  }
}

function refuse(path: string, why: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`Nothing can be signed with ${path}`,
    why,
    next: say`Make a key with kerbwise prescription new-key --out FILE`,
  });
}

/** The two files of a new pair of keys. */
export interface KeyFiles {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** Writes a new pair of keys, never over a file that is there. Out: where they lie; `state.unwritable` where they cannot be written. */
export async function writeNewKey(path: string): Promise<Result<KeyFiles>> {
  const pair = newKeyPair();
  const publicPath = `${path.replace(/\.pem$/i, '')}.public.pem`;
  for (const [file, text, mode] of [
    [path, pair.privateKey, 0o600],
    [publicPath, pair.publicKey, 0o644],
  ] as const) {
    try {
      const handle = await open(file, 'wx', mode);
      await handle.writeFile(text).finally(() => handle.close());
    } catch (error) {
      return fail({ code: 'state.unwritable', path: file, why: reasonOf(error) });
    }
  }
  return succeed({ privateKey: path, publicKey: publicPath, fingerprint: fingerprint(createPublicKey(pair.publicKey)) });
}
