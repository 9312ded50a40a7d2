import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { HostIdentity } from '../server/facts.ts';

/** One value as `reg query` prints it: `REG_DWORD` as `0x1`, `REG_MULTI_SZ` with `\0` between its parts. */
export interface RegistryValue {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const VALUE = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/**
 * Reads `reg query KEY`. In: all that it printed; names of types are English everywhere.
 * Out: the values in the order printed; `output.unreadable` where no key is named: an error message is never "no values".
 */
export function readRegistryValues(text: string): Result<readonly RegistryValue[]> {
  let key: string | undefined;
  const values: RegistryValue[] = [];
  for (const line of text.split(/\r*\n/)) {
    if (/^HKEY_[A-Z_]+(?:\\|$)/.test(line)) key = line.trim();
    const [, name, type, value] = VALUE.exec(line) ?? [];
    if (key !== undefined && name !== undefined && type !== undefined) values.push({ key, name, type, text: (value ?? '').trim() });
  }
  return key === undefined ? unreadable(say`it names no key of the registry`, text) : succeed(values);
}

/**
 * In: what `reg query KEY` printed. Out: the last part of every key that it names: the key itself, where it has values, and those
 * right below it; `output.unreadable` where it names none.
 */
export function readKeyNames(text: string): Result<readonly string[]> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const lines = text.split(/\r*\n/).filter((line) => /^HKEY_[A-Z_]+(?:\\|$)/.test(line));
  return succeed(lines.map((line) => line.trim().replace(/^.*\\/, '')));
}

/**
 * Reads who the server is. In: what `reg query HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters` printed.
 * Out: its name and the domain of its own names (`Domain`, else `NV Domain`, the one it will have after a restart); `null` where both are empty.
 * `output.unreadable` where the name is missing, or neither domain value is there to be empty.
 */
export function readHostIdentity(text: string): Result<HostIdentity> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const textOf = (name: string) => read.value.find((value) => value.name.toLowerCase() === name.toLowerCase())?.text;
  const computerName = textOf('Hostname') || textOf('NV Hostname');
  if (computerName === undefined || computerName === '') return unreadable(say`it has no value Hostname`, text);
  const domains = [textOf('Domain'), textOf('NV Domain')].filter((domain) => domain !== undefined);
  if (domains.length === 0) return unreadable(say`it has neither Domain nor NV Domain`, text);
  return succeed({ computerName, dnsDomain: domains.find((domain) => domain !== '') ?? null });
}

function unreadable(why: string, raw: string) {
  return fail({ code: 'output.unreadable', reading: say`reg query`, why, raw });
}
