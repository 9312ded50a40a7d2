import type { LabState } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

const ROOTS: Readonly<Record<string, string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' };

/** Answers `reg query KEY [/v NAME]`; nothing is ever written. */
export function runReg(state: LabState, args: readonly string[]): ToolRun {
  const [verb = '', key = '', ...rest] = args;
  const refused = (text: string) => answer(state, 1, '', printed([`ERROR: ${text}`]));
  if (verb.toLowerCase() !== 'query' || key === '') return refused('Invalid syntax.\r\nType "REG /?" for usage.');
  const [option, name] = rest;
  if (rest.length !== 0 && (rest.length !== 2 || option?.toLowerCase() !== '/v'))
    return refused('Invalid syntax.\r\nType "REG QUERY /?" for usage.');
  const full = key.replace(/^[^\\]+/, (root) => ROOTS[root.toUpperCase()] ?? root);
  const found = Object.keys(state.machine.registry).find((one) => one.toLowerCase() === full.toLowerCase());
  const values = found === undefined ? [] : (state.machine.registry[found] ?? []);
  const shown = name === undefined ? values : values.filter((value) => value.name.toLowerCase() === name.toLowerCase());
  if (found === undefined || (name !== undefined && shown.length === 0)) {
    return refused('The system was unable to find the specified registry key or value.');
  }
  return answer(state, 0, printed(['', found, ...shown.map((value) => `    ${value.name}    ${value.type}    ${value.value}`), '']));
}
