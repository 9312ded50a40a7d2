import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import type { Fact } from '../model/fact.ts';
import type { Answers } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords, type ScriptRecord } from '../scripts/records.ts';
import type { SignInProof, Tried } from '../server/sign-in.ts';
import { packageOf, readSignInToken } from '../wire/sign-in-token.ts';
import { factOf, ofOutput } from './read-answers.ts';

/** A sign-in as the user of the session, and a request as nobody before it. In: an address, `http://smp01.contoso.com/Altiris/`. */
export function signInAt(url: string): Command {
  return { program: 'sign-in', args: [url], effect: 'read', timeoutMs: 120_000 };
}

export function signInFact(answers: Answers, url: string): Fact<SignInProof> {
  return factOf(answers, signInAt(url), say`A sign-in at ${url}`, (answer) => ofOutput(answer, (printed) => readSignIn(url, printed)));
}

/** In: what the script printed for an address. Out: the proof; `output.unreadable` where a part is missing or makes no sense. */
export function readSignIn(url: string, printed: string): Result<SignInProof> {
  const records = readRecords('sign-in', printed);
  if (!records.ok) return records;
  const unreadable = (why: string) => fail({ code: 'output.unreadable', reading: 'sign-in', why, raw: printed });
  const [challenge, client, signIn, ...more] = records.value;
  if (challenge?.kind !== 'challenge' || client?.kind !== 'client' || signIn?.kind !== 'sign-in' || more.length > 0)
    return unreadable(say`its parts are not a challenge, a client and a sign-in`);
  const [anonymous, asUser] = [triedOf(challenge), triedOf(signIn)];
  const spn = firstOf(client, 'target');
  const begin = firstOf(client, 'begin');
  const failed = firstOf(client, 'failed');
  if (anonymous === undefined || asUser === undefined) return unreadable(say`a request has neither a status nor a failure`);
  if (spn === undefined || (begin === undefined) === (failed === undefined))
    return unreadable(say`the client has no token and no failure, or both`);
  const sends = begin === undefined ? null : packageOf(readSignInToken(begin));
  return succeed({ url, spn, anonymous, client: { sends, failed: failed ?? null }, asUser });
}

function triedOf(record: ScriptRecord): Tried | undefined {
  const failed = firstOf(record, 'failed');
  if (failed !== undefined) return { reached: false, failed };
  const status = firstOf(record, 'status') ?? '';
  const clock = firstOf(record, 'clock');
  if (!/^[1-5]\d\d$/.test(status)) return undefined;
  return {
    reached: true,
    status: Number(status),
    challenges: (record.values['challenge'] ?? []).flatMap(splitChallenges),
    clock: clock === 'same' || clock === 'ahead' || clock === 'behind' ? clock : null,
  };
}

/** Some versions of .NET join several headers of a name with commas; a comma inside quotes or before `name=` belongs to one challenge. */
function splitChallenges(header: string): readonly string[] {
  return header.split(/,\s*(?=(?:[^"]*"[^"]*")*[^"]*$)(?=[A-Za-z][\w.-]*(?:\s+[^=,\s]|\s*,|\s*$))/).map((challenge) => challenge.trim());
}
