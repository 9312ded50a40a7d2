import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import type { Fact } from '../model/fact.ts';
import type { Answers } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords } from '../scripts/records.ts';
import type { Resolution } from '../server/facts.ts';
import { factOf, ofOutput } from './read-answers.ts';

/** One question for each name, so that one that is answered slowly holds no other back. */
export function resolveName(name: string): Command {
  return { program: 'resolve', args: [name], effect: 'read', timeoutMs: 60_000 };
}

/** In: names that clients use. Out: by name in lower case, where each leads. A name that does not resolve is an answer too. */
export function resolutionFacts(answers: Answers, names: readonly string[]): Readonly<Record<string, Fact<Resolution>>> {
  return Object.fromEntries(
    names.map((name) => [
      name.toLowerCase(),
      factOf(answers, resolveName(name), say`The address of ${name}`, (answer) => ofOutput(answer, readResolution)),
    ]),
  );
}

function readResolution(printed: string): Result<Resolution> {
  const records = readRecords('resolve', printed);
  if (!records.ok) return records;
  const [record] = records.value;
  const failed = record && firstOf(record, 'failed');
  if (record === undefined || records.value.length > 1 || (failed !== undefined && !ABSENT.has(failed))) {
    const why = failed === undefined ? say`it answers for no name, or for several` : say`name resolution failed: ${failed}`;
    return fail({ code: 'output.unreadable', reading: 'resolve', why, raw: printed });
  }
  return succeed({
    canonical: firstOf(record, 'canonical') ?? null,
    addresses: record.values['address'] ?? [],
    pointer: firstOf(record, 'pointer') ?? null,
  });
}

/** Names of System.Net.Sockets.SocketError that say that there is no such name; every other one says that nobody could be asked. */
const ABSENT: ReadonlySet<string> = new Set(['HostNotFound', 'NoData']);
