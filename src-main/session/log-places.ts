import { existsSync } from 'node:fs';
import { win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where IIS, http.sys and Altiris write their logs unless told otherwise. Source: windows-tools.md 6.1 and 6.4, itms.md 1. */
export function usualLogPlaces({ SystemDrive, SystemRoot, ProgramData }: Environment): readonly string[] {
  const under = (root: string | undefined, ...names: readonly string[]) => (root === undefined ? [] : [win32.join(root, ...names)]);
  return [
    ...under(SystemDrive === undefined ? undefined : `${SystemDrive}\\`, 'inetpub', 'logs', 'LogFiles'),
    ...under(SystemRoot, 'System32', 'LogFiles', 'HTTPERR'),
    ...under(ProgramData, 'Symantec', 'SMP', 'Logs'),
    ...under(ProgramData, 'Symantec', 'Symantec Agent', 'Logs'),
  ];
}

/** Those of them that are there. */
export function logPlaces(platform: NodeJS.Platform, environment: Environment): readonly string[] {
  return platform === 'win32' ? usualLogPlaces(environment).filter((path) => existsSync(path)) : [];
}
