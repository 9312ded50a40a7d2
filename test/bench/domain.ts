import { execFile } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Bench, NSS_WRAPPER } from './bench.ts';
import { isOpen, startServer } from './program.ts';
import { CONTROLLER, DNS_DOMAIN, provisionedDomain, REALM, writeSettings } from './provision.ts';

const start = promisify(execFile);
const DIRECTORY = fileURLToPath(new URL('directory.py', import.meta.url));
const STEP_MS = 60_000;
/** AES128 and AES256, no RC4. Source: [MS-KILE] 2.2.7. */
const AES_ONLY = '24';

/** A running Active Directory domain (Samba's) on a loopback address of its own: KDC, LDAP and global catalog at their usual ports. */
export interface Domain {
  /** Everything of this domain; gone after `stop`. */
  readonly folder: string;
  /** Such as `127.83.20.9`: several domains can run beside each other. */
  readonly address: string;
  /** What a program of the bench needs in its environment to find the names and the realm. */
  readonly environment: Readonly<Record<'LD_PRELOAD' | 'NSS_WRAPPER_HOSTS' | 'KRB5_CONFIG', string>>;
  /** A user of the domain, with keys of AES and a password that nobody knows. */
  createUser(name: string): Promise<void>;
  /** A computer account, named without its `$`; it holds `HOST/name` and `HOST/name.lab.local`, as a joined machine does. */
  createComputer(name: string): Promise<void>;
  /** `account` is a user, or a computer with its `$`. The directory refuses what a domain refuses: see `forceSpn` for duplicates. */
  addSpn(spn: string, account: string): Promise<void>;
  removeSpn(spn: string, account: string): Promise<void>;
  /** Writes past the directory's rules, as an older controller or two at once could: the way to a duplicate. */
  forceSpn(spn: string, account: string): Promise<void>;
  /** Replaces one attribute of an account, with the rights of the directory itself. */
  setAttribute(account: string, attribute: string, value: string): Promise<void>;
  /** Out: the path of a keytab with the keys that the principal (an SPN or an account) has now. */
  keytab(principal: string): Promise<string>;
  /** Out: the path of a credential cache with a fresh ticket-granting ticket of the user. */
  signIn(user: string): Promise<string>;
  /** Names that lead to the domain's address for programs of the bench, from now on. */
  nameHost(...names: readonly string[]): Promise<void>;
  /**
   * Out: a program to start as PowerShell: the engine as the owner of that credential cache; without one, as somebody without tickets.
   * `withNtlm`: somebody who can answer an NTLM challenge, as everybody on Windows can.
   */
  powershellAs(credentials?: string, withNtlm?: boolean): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a domain of a test file's own from a provision that is made once for all. In: a bench that is there. */
export async function startDomain({ engine }: Bench): Promise<Domain> {
  if (engine === undefined) throw new Error('there is no bench: ask findBench first');
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise-domain-'));
  await chmod(folder, 0o755); // Apache's own user reads its keytab here
  await start('cp', ['-a', join(await provisionedDomain(), 'dc'), folder]);
  const address = `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(2, 255)}`;
  const settings = await writeSettings(folder, address);
  const environment = { LD_PRELOAD: NSS_WRAPPER, NSS_WRAPPER_HOSTS: join(folder, 'hosts'), KRB5_CONFIG: join(folder, 'krb5.conf') };
  const nameHost = hostNames(environment.NSS_WRAPPER_HOSTS, address);
  await nameHost(CONTROLLER, 'dc1');
  const controller = await startServer(['samba', '-s', settings, '-F', '--no-process-group'], environment, async () => {
    const open = await Promise.all([88, 389, 3268].map((port) => isOpen(address, port)));
    return open.every(Boolean);
  });
  const newFile = fileNames(folder);
  return {
    folder,
    address,
    environment,
    nameHost,
    ...accountsOf(settings),
    keytab: async (principal) => exportKeys(settings, principal, newFile('keytab')),
    signIn: async (user) => {
      const [keys, cache] = [await exportKeys(settings, user, newFile('keytab')), newFile('tickets')];
      const env = { ...process.env, ...environment };
      await start('kinit', ['-c', `FILE:${cache}`, '-kt', keys, `${user}@${REALM}`], { env, timeout: STEP_MS });
      return cache;
    },
    powershellAs: async (cache = join(folder, 'no-tickets'), withNtlm = false) => {
      const known = join(folder, 'ntlm-user');
      await writeFile(known, `LAB:alice:${randomUUID()}\n`); // no account has that password; servers of the bench believe any answer
      const ntlm = withNtlm ? { NTLM_USER_FILE: known } : {};
      return writeProgram(newFile('powershell'), engine, { ...environment, ...ntlm, KRB5CCNAME: `FILE:${cache}` });
    },
    stop: async () => {
      await controller.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

type Accounts = Pick<Domain, 'createUser' | 'createComputer' | 'addSpn' | 'removeSpn' | 'forceSpn' | 'setAttribute'>;

function accountsOf(settings: string): Accounts {
  const tool = async (...words: readonly string[]) => {
    await start('samba-tool', [...words, '-s', settings], { timeout: STEP_MS });
  };
  const change = async (...words: readonly string[]) => {
    await start('/usr/bin/python3', [DIRECTORY, settings, ...words], { timeout: STEP_MS }); // Debian's own, which has Samba's modules
  };
  return {
    createUser: async (name) => {
      await tool('user', 'create', name, '--random-password');
      await change('replace', name, 'msDS-SupportedEncryptionTypes', AES_ONLY);
    },
    createComputer: async (name) => {
      await tool('computer', 'create', name);
      for (const host of [name, `${name}.${DNS_DOMAIN}`]) await tool('spn', 'add', `HOST/${host}`, `${name}$`);
      await change('replace', `${name}$`, 'msDS-SupportedEncryptionTypes', AES_ONLY);
    },
    addSpn: (spn, account) => tool('spn', 'add', spn, account),
    removeSpn: (spn, account) => tool('spn', 'delete', spn, account),
    forceSpn: (spn, account) => change('force', account, 'servicePrincipalName', spn),
    setAttribute: (account, attribute, value) => change('replace', account, attribute, value),
  };
}

async function exportKeys(settings: string, principal: string, file: string): Promise<string> {
  await start('samba-tool', ['domain', 'exportkeytab', file, `--principal=${principal}`, '-s', settings], { timeout: STEP_MS });
  await chmod(file, 0o644);
  return file;
}

async function writeProgram(path: string, program: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(path, `#!/bin/sh\n${lines.join('')}exec '${program}' "$@"\n`, { mode: 0o755 });
  return path;
}

function hostNames(file: string, address: string): (...names: readonly string[]) => Promise<void> {
  const known: string[] = [];
  return async (...names) => {
    known.push(...names);
    await writeFile(file, known.map((name) => `${address} ${name}\n`).join(''));
  };
}

function fileNames(folder: string): (kind: string) => string {
  let made = 0;
  return (kind) => join(folder, `${kind}-${made++}`);
}
