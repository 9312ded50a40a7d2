import type { Command, FileRead, Program } from '../model/command.ts';
import type { AccountName } from '../model/edit.ts';
import { levelPath } from '../server/configuration.ts';

export const WINDOWS_SECTION = 'system.webServer/security/authentication/windowsAuthentication';

/** In: the system root, `C:\Windows`. Out: the file that holds the configuration of the whole server. */
export function applicationHostFile(systemRoot: string): FileRead {
  return { file: `${systemRoot}\\System32\\inetsrv\\config\\applicationHost.config` };
}

/** The file that says whether the configuration really lies on a share. */
export function redirectionFile(systemRoot: string): FileRead {
  return { file: `${systemRoot}\\System32\\inetsrv\\config\\redirection.config` };
}

/**
 * In: an application's folder as IIS writes it. Out: its web.config;
 * `undefined` where the folder holds a variable that only the server can resolve.
 */
export function webConfigFile(physicalPath: string, systemRoot: string): FileRead | undefined {
  const drive = systemRoot.slice(0, 2);
  const folder = physicalPath
    .replace(/%SystemDrive%/i, drive)
    .replace(/%(?:SystemRoot|windir)%/i, systemRoot)
    .replace(/\\+$/, '');
  return folder.includes('%') ? undefined : { file: `${folder}\\web.config` };
}

export const networkNames: Command = read('reg', ['query', 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters']);

const CURRENT_VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion';

/** Its folders of programs tell the 32-bit side of Windows from the 64-bit one. */
export const windowsVersion: Command = read('reg', ['query', CURRENT_VERSION]);

/** Below these stand the keys that say that Windows waits for a restart. */
export const servicing: Command = read('reg', ['query', `${CURRENT_VERSION}\\Component Based Servicing`]);
export const updates: Command = read('reg', ['query', `${CURRENT_VERSION}\\WindowsUpdate\\Auto Update`]);

export const currentUser: Command = read('whoami', ['/user', '/groups', '/fo', 'csv', '/nh']);

/** Asks IIS itself for what holds at one path; never for a pool, whose listing would print its password. */
export function effectiveSection(application: string): Command {
  return read('appcmd', ['list', 'config', levelPath(application), `/section:${WINDOWS_SECTION}`, '/config:*', '/xml']);
}

export function spnsOfAccount(account: AccountName): Command {
  return read('setspn', ['-L', account]);
}

/** Asks the whole forest: a ticket is made for whoever holds the name, in whichever domain. */
export function ownersOfSpn(spn: string): Command {
  return read('setspn', ['-F', '-Q', spn]);
}

function read(program: Program, args: readonly string[]): Command {
  return { program, args, effect: 'read', timeoutMs: 60_000 };
}
