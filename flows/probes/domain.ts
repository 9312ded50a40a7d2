import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords } from '../scripts/records.ts';
import type { ChannelStatus, Controller, PortState } from '../server/surroundings.ts';

/** Asks Windows which controller it found for the domain that this computer is a member of. Source: Microsoft Learn, Nltest. */
export const domainController: Command = { program: 'nltest', args: ['/dsgetdc:'], effect: 'read', timeoutMs: 60_000 };

/** Asks how the computer's own channel to its domain was when it was last used; nothing is reset. Source: Microsoft Learn, Nltest Syntax. */
export const secureChannel: Command = { program: 'nltest', args: ['/query'], effect: 'read', timeoutMs: 60_000 };

/** One sample of the difference between two clocks. */
export function clockAgainst(controller: string): Command {
  const args = ['/stripchart', `/computer:${controller}`, '/samples:1', '/dataonly'];
  return { program: 'w32tm', args, effect: 'read', timeoutMs: 60_000 };
}

/** Kerberos, LDAP, and the global catalog where the controller has it. */
export function controllerPorts({ name, globalCatalog }: Controller): Command {
  return { program: 'ports', args: [name, '88', '389', ...(globalCatalog ? ['3268'] : [])], effect: 'read', timeoutMs: 60_000 };
}

/** `Status = 1355 0x54b ERROR_NO_SUCH_DOMAIN`: numbers and names that Windows does not translate. */
const STATUS = /=\s*(\d+)\s+0x[0-9a-f]+\s+([A-Z][A-Za-z0-9_]+)/;
const NO_SUCH_DOMAIN = 1355;

/**
 * In: what `nltest /dsgetdc:` printed. Out: the controller; `null` where Windows says that it finds none (ERROR_NO_SUCH_DOMAIN);
 * `output.unreadable` for anything else. Labels are not read: the name is the first value that begins with two backslashes.
 */
export function readController(text: string): Result<Controller | null> {
  const name = /^[^\r\n]*:\s*\\\\([\p{L}\p{N}._-]+)\s*$/mu.exec(text)?.[1];
  if (name !== undefined) return succeed({ name, globalCatalog: /:\s(?:[A-Z_]+\s)*GC(?:\s|$)/m.test(text) });
  const status = STATUS.exec(text);
  if (Number(status?.[1]) === NO_SUCH_DOMAIN) return succeed(null);
  return unreadable(say`nltest /dsgetdc`, status?.[2] ?? say`it names no controller`, text);
}

/** In: what `nltest /query` printed. Out: how the channel was when it was last used; `output.unreadable` where the service gave no answer. */
export function readChannel(text: string): Result<ChannelStatus> {
  const status = /\bConnection Status\b[^\r\n]*/.exec(text)?.[0] ?? '';
  const [, code, name] = STATUS.exec(status) ?? [];
  if (code !== undefined && name !== undefined) return succeed({ code: Number(code), name });
  return unreadable(say`nltest /query`, STATUS.exec(text)?.[2] ?? say`it names no connection status`, text);
}

/**
 * In: what `w32tm /stripchart … /dataonly` printed: `10:20:00, +00.0206779s`, a comma for the point in some languages.
 * Out: seconds; `output.unreadable` where the controller gave no time (`error: 0x800705B4`).
 */
export function readClock(text: string): Result<number> {
  const sample = /,\s*([+-]\d+)[.,](\d+)s\s*$/m.exec(text);
  if (sample !== null) return succeed(Number(`${sample[1]}.${sample[2]}`));
  return unreadable('w32tm', /\b0x[0-9a-f]{8}\b/i.exec(text)?.[0] ?? say`it holds no sample`, text);
}

/** In: what the script `ports` printed. Out: the state of each; `output.unreadable` where the host itself could not be found. */
export function readPorts(text: string): Result<readonly PortState[]> {
  const records = readRecords('ports', text);
  if (!records.ok) return records;
  const ports = records.value.map((record) => {
    const [port, state, failed] = ['number', 'state', 'failed'].map((name) => firstOf(record, name));
    return { port: Number(port), state: failed === undefined ? state : ANSWERS[failed], failed };
  });
  const odd = ports.find(({ state }) => state === undefined);
  if (odd !== undefined || ports.length === 0) return unreadable('ports', odd?.failed ?? say`it answers for no port`, text);
  return succeed(ports.flatMap(({ port, state }) => (isState(state) ? [{ port, state }] : [])));
}

const ANSWERS: Readonly<Record<string, PortState['state']>> = { ConnectionRefused: 'closed', TimedOut: 'silent' };

function isState(state: string | undefined): state is PortState['state'] {
  return state === 'open' || state === 'closed' || state === 'silent';
}

function unreadable(reading: string, why: string, raw: string) {
  return fail({ code: 'output.unreadable', reading, why, raw });
}
