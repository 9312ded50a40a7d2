import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findEngine } from '../shell/engine.ts';

const start = promisify(execFile);

/** Programs and modules of the bench, by the Debian package that has each. `apache2-bin` is Apache without its service. */
const NEEDED = {
  samba: '/usr/sbin/samba',
  'samba-ad-dc': '/usr/share/doc/samba-ad-dc',
  'samba-dsdb-modules': '/usr/lib/x86_64-linux-gnu/samba/ldb/samldb.so',
  'samba-ad-provision': '/usr/share/samba/setup/provision.ldif',
  openssl: '/usr/bin/openssl',
  'krb5-user': '/usr/bin/kinit',
  'ldap-utils': '/usr/bin/ldapmodify',
  'apache2-bin': '/usr/sbin/apache2',
  'libapache2-mod-auth-gssapi': '/usr/lib/apache2/modules/mod_auth_gssapi.so',
  'libnss-wrapper': '/usr/lib/x86_64-linux-gnu/libnss_wrapper.so',
  'libsasl2-modules-gssapi-mit': '/usr/lib/x86_64-linux-gnu/sasl2/libgssapiv2.so',
  'gss-ntlmssp': '/usr/lib/x86_64-linux-gnu/gssntlmssp/gssntlmssp.so',
  faketime: '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
} as const;

/** Answers for names from a file of the bench's own, so that the machine's `/etc/hosts` stays as it is. */
export const NSS_WRAPPER = NEEDED['libnss-wrapper'];
/** Moves the clock that a program sees. */
export const FAKETIME = NEEDED.faketime;

/** The PowerShell engine beside everything that a domain and a web server need; or why there is no bench: then tests skip with that reason. */
export type Bench = { readonly engine: string; readonly missing?: undefined } | { readonly engine?: undefined; readonly missing: string };

/** Installs the Debian packages where they are missing and may be installed; no service is started by that. */
export async function findBench(): Promise<Bench> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `the bench is set up on Linux x64 only, this is ${process.platform} ${process.arch}` };
  if (process.getuid?.() !== 0) return { missing: 'only root may use the ports of a domain controller' };
  try {
    await ensurePackages();
  } catch (error) {
    return { missing: `the bench could not be installed: ${reason(error)}` };
  }
  const engine = await findEngine();
  return engine.path === undefined ? { missing: engine.missing } : { engine: engine.path };
}

async function ensurePackages(): Promise<void> {
  if ((await missingPackages()).length === 0) return;
  const install = async () => apt('install', '-y', '--no-install-recommends', ...(await missingPackages()));
  await install().catch(() => apt('update').then(install));
  const missing = await missingPackages();
  if (missing.length > 0) throw new Error(`still missing: ${missing.join(', ')}`);
}

async function missingPackages(): Promise<readonly string[]> {
  const present = await Promise.all(Object.entries(NEEDED).map(async ([name, file]) => ((await exists(file)) ? [] : [name])));
  return present.flat();
}

/** In run level 1 the packages start none of their services. */
function apt(...words: readonly string[]): Promise<unknown> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  return start('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...words], { env, timeout: 240_000, maxBuffer: 1e8 });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'this is no Debian: there is no apt-get';
  return error.message.split('\n')[0] ?? 'unknown';
}
