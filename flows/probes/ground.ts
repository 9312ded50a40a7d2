import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { describeFailure } from '../model/failure.ts';
import { type Answers, readingKey } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Ground } from '../server/facts.ts';
import { currentUser, networkNames, servicing, updates, windowsVersion } from './readings.ts';
import { readKeyNames, readRegistryValues } from './registry.ts';

/** What the answers say of the session and of Windows below it. */
export function groundOf(answers: Answers): Ground {
  const user = answers[readingKey(currentUser)];
  const policies = Object.values(answers).flatMap((answer) =>
    answer.kind === 'failure' && answer.failure.code === 'session.restricted' ? [answer.failure.why] : [],
  );
  return {
    isServer: user !== undefined && !(user.kind === 'failure' && user.failure.code === 'notCollected'),
    restricted: policies[0] ?? null,
    redirected: outputFact(answers, windowsVersion, readRedirected),
    pendingRestart: pendingRestart(answers),
  };
}

/**
 * In: what `reg query HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion` printed. Out: whether it was asked from the 32-bit side:
 * `ProgramFilesDir` is the folder of that side, `ProgramW6432Dir` that of 64-bit programs on both. A 32-bit Windows has only the first.
 */
function readRedirected(text: string): Result<boolean> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const textOf = (name: string) => read.value.find((value) => value.name.toLowerCase() === name)?.text.toLowerCase();
  const [own, wide] = [textOf('programfilesdir'), textOf('programw6432dir')];
  if (own !== undefined) return succeed(wide !== undefined && own !== wide);
  return fail({ code: 'output.unreadable', reading: say`reg query`, why: say`it has no value ProgramFilesDir`, raw: text });
}

/** Windows says it by keys that are there or not; so their parents are listed, for an error is never "not there". Source: ComputerManagementDsc, PendingReboot. */
function pendingRestart(answers: Answers): Fact<readonly string[]> {
  const parts: readonly Fact<readonly string[]>[] = [
    signs(answers, servicing, {
      rebootpending: say`an installed part of Windows`,
      rebootinprogress: say`a part of Windows that is being installed`,
    }),
    signs(answers, updates, { rebootrequired: say`an update of Windows` }),
    outputFact(answers, networkNames, readRename),
  ];
  const unread = parts.find((part) => !part.known);
  const found = parts.flatMap((part) => (part.known ? part.value : []));
  return unread === undefined || found.length > 0 ? known(found) : unread;
}

function signs(answers: Answers, reading: Command, names: Readonly<Record<string, string>>): Fact<readonly string[]> {
  return outputFact(answers, reading, (text) => {
    const read = readKeyNames(text);
    return read.ok ? succeed(read.value.flatMap((key) => names[key.toLowerCase()] ?? [])) : read;
  });
}

function readRename(text: string): Result<readonly string[]> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const textOf = (name: string) => read.value.find((value) => value.name.toLowerCase() === name)?.text;
  const [now, then] = [textOf('hostname'), textOf('nv hostname')];
  const isRenamed = now !== undefined && then !== undefined && then !== '' && now.toLowerCase() !== then.toLowerCase();
  return succeed(isRenamed ? [say`a new name of the computer, ${then}`] : []);
}

function outputFact<T>(answers: Answers, reading: Command, read: (text: string) => Result<T>): Fact<T> {
  const answer = answers[readingKey(reading)];
  const key = reading.args[1] ?? '';
  if (answer === undefined) return unknown(say`${key} has not been asked yet`, say`Let Kerbwise look at the server`);
  if (answer.kind === 'output') {
    const result = read([answer.output.stdout, answer.output.stderr].filter((text) => text !== '').join('\n'));
    if (result.ok) return known(result.value);
    return unknown(say`${key}: ${describeFailure(result.failure).why}`, say`Look at that key with regedit`);
  }
  const why = answer.kind === 'failure' ? describeFailure(answer.failure).what : say`it gave an answer of another kind`;
  return unknown(say`${key}: ${why}`, say`Look at that key with regedit`);
}
