import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { LabState } from './lab-state.ts';
import { CONFIG_FOLDER } from './server/application-host.ts';

/** As Windows installs it, with nothing but remarks; the practice server adds no name of its own. */
const HOSTS = ['# Names that this computer takes from here before it asks DNS.', '#', '#\t127.0.0.1       localhost', ''].join('\r\n');

/** In: a full Windows path, any letter case. Out: the text of the file as the server holds it; its configuration folder only to administrators. */
export function readServerFile(state: LabState, path: string): Result<string> {
  const wanted = normal(path);
  const isConfiguration = wanted.startsWith(`${normal(CONFIG_FOLDER)}\\`);
  if (isConfiguration && !state.machine.elevated) return fail({ code: 'file.unreadable', path, why: 'Access is denied.' });
  const files: Readonly<Record<string, string>> = {
    [`${CONFIG_FOLDER}\\applicationHost.config`]: state.applicationHost,
    [`${CONFIG_FOLDER}\\redirection.config`]: state.redirection,
    'C:\\Windows\\System32\\drivers\\etc\\hosts': HOSTS,
    ...state.webConfigs,
  };
  const found = Object.keys(files).find((file) => normal(file) === wanted);
  const text = found === undefined ? undefined : files[found];
  return text === undefined ? fail({ code: 'file.missing', path, why: 'There is no such file on the practice server' }) : succeed(text);
}

function normal(path: string): string {
  return path
    .replace(/^%SystemDrive%/i, 'C:')
    .replace(/^%(?:windir|SystemRoot)%/i, 'C:\\Windows')
    .replaceAll('/', '\\')
    .toLowerCase();
}
