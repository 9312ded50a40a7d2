import { access, chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAKETIME } from './bench.ts';
import type { Domain } from './domain.ts';
import { startServer } from './program.ts';

const MODULES = ['mpm_prefork', 'authn_core', 'authz_core', 'authz_user', 'auth_gssapi', 'dir'];

/** A real web server that asks for Negotiate and reads tickets with the keys of one keytab. */
export interface WebServer {
  /** Such as `http://smp.lab.local/`. */
  readonly url: string;
  /** What it has logged: why it refused a ticket, as its Kerberos library says it. */
  readonly logFile: string;
  stop(): Promise<void>;
}

export interface WebServerOptions {
  /** The name in its address; it must lead to the domain's address: see `nameHost`. */
  readonly name: string;
  /** The path of a keytab; see `Domain.keytab`. */
  readonly keytab: string;
  /** How far its clock is away from everybody else's, such as `+20m`. */
  readonly clock?: string;
  /** Default: 80. The address is the domain's own, so only its own servers stand in the way. */
  readonly port?: number;
}

/** Starts Apache with mod_auth_gssapi at the domain's address. */
export async function startWebServer(domain: Domain, { name, keytab, clock, port = 80 }: WebServerOptions): Promise<WebServer> {
  const folder = await mkdtemp(join(domain.folder, 'web-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'pages'));
  await writeFile(join(folder, 'pages/index.html'), 'signed in\n');
  const logFile = join(folder, 'error.log');
  await writeFile(join(folder, 'apache2.conf'), settings(folder, `${domain.address}:${port}`, name, keytab));
  const environment = {
    KRB5_CONFIG: domain.environment.KRB5_CONFIG,
    ...(clock === undefined ? {} : { LD_PRELOAD: FAKETIME, FAKETIME: clock }),
  };
  const words = ['apache2', '-d', folder, '-f', join(folder, 'apache2.conf'), '-D', 'FOREGROUND'];
  // Asked by its file, not by connecting: it opens its port twice while it starts.
  const isReady = () => access(join(folder, 'apache2.pid')).then(yes, no);
  const { stop } = await startServer(words, environment, isReady);
  return { url: `http://${name}${port === 80 ? '' : `:${port}`}/`, logFile, stop };
}

function settings(folder: string, listen: string, name: string, keytab: string): string {
  const modules = MODULES.map((module) => `LoadModule ${module}_module /usr/lib/apache2/modules/mod_${module}.so\n`);
  return `${modules.join('')}Listen ${listen}
ServerName ${name}
User www-data
Group www-data
PidFile ${folder}/apache2.pid
Mutex file:${folder}
ErrorLog ${folder}/error.log
LogLevel info
StartServers 1
MinSpareServers 1
DocumentRoot ${folder}/pages
<Directory ${folder}/pages>
  DirectoryIndex index.html
  AuthType GSSAPI
  AuthName lab
  GssapiCredStore keytab:${keytab}
  Require valid-user
</Directory>
`;
}

const yes = () => true;
const no = () => false;
