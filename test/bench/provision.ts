import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const start = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/kerbwise', import.meta.url));
const PROVISION_MS = 240_000;

export const REALM = 'LAB.LOCAL';
export const DNS_DOMAIN = 'lab.local';
/** The name of the domain controller, which leads to the domain's own loopback address for programs of the bench only. */
export const CONTROLLER = `dc1.${DNS_DOMAIN}`;

/** Out: a folder that holds a domain that was never started. Provisioned once for each version of Samba, and of this text. */
export async function provisionedDomain(): Promise<string> {
  const { stdout: version } = await start('samba', ['--version']);
  const source = await readFile(fileURLToPath(import.meta.url));
  const folder = join(CACHE, `domain-${createHash('sha256').update(version).update(source).digest('hex').slice(0, 16)}`);
  if (await exists(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, 'domain-making-'));
  try {
    await provision(making);
    await rename(making, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error; // another run was faster: its domain is as good
    });
    return folder;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function provision(folder: string): Promise<void> {
  const first = join(folder, 'start.conf');
  await writeFile(first, '[global]\n  interfaces = 127.0.0.2/8\n  bind interfaces only = yes\n');
  const domain = [`--realm=${REALM}`, '--domain=LAB', '--server-role=dc', '--host-name=dc1', '--host-ip=127.0.0.2', '--dns-backend=NONE'];
  const words = ['domain', 'provision', ...domain, `--targetdir=${join(folder, 'dc')}`, '-s', first];
  await start('samba-tool', words, { timeout: PROVISION_MS, maxBuffer: 1e8 });
  const settings = await writeSettings(folder, '127.0.0.2');
  const spns = [`ldap/${CONTROLLER}`, `ldap/${CONTROLLER}/${DNS_DOMAIN}`, `GC/${CONTROLLER}/${DNS_DOMAIN}`];
  for (const spn of spns) await start('samba-tool', ['spn', 'add', spn, 'dc1$', '-s', settings]);
}

/** Writes what Samba and Kerberos are told of the domain in a folder. Out: the path of Samba's settings. */
export async function writeSettings(folder: string, address: string): Promise<string> {
  const at = (name: string) => join(folder, 'dc', name);
  for (const name of ['cache', 'lock', 'run']) await mkdir(at(name), { recursive: true });
  const settings = {
    'netbios name': 'DC1',
    realm: REALM,
    workgroup: 'LAB',
    'server role': 'active directory domain controller',
    'server services': 'ldap, cldap, kdc',
    interfaces: `${address}/8`,
    'bind interfaces only': 'yes',
    'disable netbios': 'yes',
    'private dir': at('private'),
    'state directory': at('state'),
    'cache directory': at('cache'),
    'lock directory': at('lock'),
    'pid directory': at('run'),
    'ncalrpc dir': at('ncalrpc'),
    'binddns dir': at('bind-dns'),
    'log file': at('samba.log'),
    logging: 'file',
  };
  const lines = Object.entries(settings).map(([name, value]) => `  ${name} = ${value}\n`);
  await writeFile(join(folder, 'krb5.conf'), kerberosSettings(address));
  await writeFile(join(folder, 'smb.conf'), `[global]\n${lines.join('')}`);
  return join(folder, 'smb.conf');
}

function kerberosSettings(address: string): string {
  return `[libdefaults]
  default_realm = ${REALM}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
[realms]
  ${REALM} = {
    kdc = ${address}
  }
[domain_realm]
  .${DNS_DOMAIN} = ${REALM}
`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
