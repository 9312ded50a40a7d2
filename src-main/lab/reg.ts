import type { LabState, Machine } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

const ROOTS: Readonly<Record<string, string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' };

const CURRENT_VERSION = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion';

/** Keys that every Windows has, under those that the server keeps for itself: nothing that a practice server could have otherwise. */
const EVERY_WINDOWS: Machine['registry'] = {
  [CURRENT_VERSION]: [
    { name: 'ProgramFilesDir', type: 'REG_SZ', value: 'C:\\Program Files' },
    { name: 'ProgramFilesDir (x86)', type: 'REG_SZ', value: 'C:\\Program Files (x86)' },
    { name: 'ProgramW6432Dir', type: 'REG_SZ', value: 'C:\\Program Files' },
  ],
  [`${CURRENT_VERSION}\\Component Based Servicing`]: [{ name: 'Version', type: 'REG_DWORD', value: '0x1' }],
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters': [],
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\UrlAclInfo': [],
  [`${CURRENT_VERSION}\\WindowsUpdate\\Auto Update`]: [{ name: 'AcceleratedInstallRequired', type: 'REG_DWORD', value: '0x0' }],
};

/** Answers `reg query KEY [/v NAME]`; nothing is ever written. */
export function runReg(state: LabState, args: readonly string[]): ToolRun {
  const [verb = '', key = '', ...rest] = args;
  const refused = (text: string) => answer(state, 1, '', printed([`ERROR: ${text}`]));
  if (verb.toLowerCase() !== 'query' || key === '') return refused('Invalid syntax.\r\nType "REG /?" for usage.');
  const [option, name] = rest;
  if (rest.length !== 0 && (rest.length !== 2 || option?.toLowerCase() !== '/v'))
    return refused('Invalid syntax.\r\nType "REG QUERY /?" for usage.');
  const full = key.replace(/^[^\\]+/, (root) => ROOTS[root.toUpperCase()] ?? root);
  const registry = { ...EVERY_WINDOWS, ...state.machine.registry };
  const found = Object.keys(registry).find((one) => one.toLowerCase() === full.toLowerCase());
  const values = found === undefined ? [] : (registry[found] ?? []);
  const shown = name === undefined ? values : values.filter((value) => value.name.toLowerCase() === name.toLowerCase());
  if (found === undefined || (name !== undefined && shown.length === 0)) {
    return refused('The system was unable to find the specified registry key or value.');
  }
  const lines = shown.map((value) => `    ${value.name}    ${value.type}    ${value.value}`);
  const below = name === undefined ? Object.keys(registry).filter((one) => isRightBelow(one, found)) : [];
  return answer(state, 0, printed(['', found, ...lines, '', ...below]));
}

function isRightBelow(key: string, parent: string): boolean {
  const rest = key.toLowerCase().startsWith(`${parent.toLowerCase()}\\`) ? key.slice(parent.length + 1) : '';
  return rest !== '' && !rest.includes('\\');
}
