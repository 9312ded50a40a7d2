import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import type { Fact } from '../model/fact.ts';
import type { Answers } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords } from '../scripts/records.ts';
import type { ApplicationIdentity, DirectoryAccount, DirectoryFacts } from '../server/directory.ts';
import type { HostIdentity, ServerFacts } from '../server/facts.ts';
import { httpSpn } from '../server/spns.ts';
import { holderFacts, identityFacts, outlineFact, replicationFact, type Wanted } from './directory.ts';
import { askedAccounts, askedOwners, factOf, ofOutput } from './read-answers.ts';
import { accountsOfBoth, ownersOfBoth } from './two-witnesses.ts';

/** The registry of ITMS says whom people mean by "the service account". */
export const applicationIdentityReading: Command = { program: 'application-identity', args: [], effect: 'read', timeoutMs: 60_000 };

/** What is to be looked up in the directory: beside the accounts in question also the Application Identity, which may be locked. */
export function wantedOfDirectory(
  answers: Answers,
  host: Fact<HostIdentity>,
  names: readonly string[],
  accounts: readonly string[],
): Wanted {
  const identity = applicationIdentityFact(answers);
  const more = identity.known && identity.value !== null ? identity.value.accounts.map(({ text }) => text) : [];
  const all = [...accounts, ...more];
  return { host, names, accounts: all.filter((name, at) => all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at) };
}

/** The facts that the directory and setspn give together. */
export function directoryOf(
  answers: Answers,
  host: Fact<HostIdentity>,
  names: readonly string[],
  accountNames: readonly string[],
): Pick<ServerFacts, 'accounts' | 'owners' | 'directory'> {
  const wanted = wantedOfDirectory(answers, host, names, accountNames);
  const identities = identityFacts(answers, wanted);
  const holders = holderFacts(answers, wanted);
  const accounts = accountsOfBoth(askedAccounts(answers, accountNames), identities);
  const owners = ownersOfBoth(askedOwners(answers, names.map(httpSpn)), holders);
  const directory: DirectoryFacts = {
    outline: outlineFact(answers, host),
    identities,
    holders,
    replication: replicationFact(answers, wanted),
    applicationIdentity: applicationIdentityFact(answers),
    alone: [...accounts.alone, ...owners.alone],
  };
  return { accounts: accounts.facts, owners: owners.facts, directory };
}

/** Everybody who holds one of the names, as the directory says. */
export function ownersByDirectory({ holders }: DirectoryFacts): readonly DirectoryAccount[] {
  return Object.entries(holders).flatMap(([spn, fact]) => (fact.known && spn.startsWith('http/') ? fact.value : []));
}

function applicationIdentityFact(answers: Answers): Fact<ApplicationIdentity | null> {
  return factOf(answers, applicationIdentityReading, say`The Application Identity of ITMS`, (answer) =>
    ofOutput(answer, readApplicationIdentity),
  );
}

function readApplicationIdentity(printed: string): Result<ApplicationIdentity | null> {
  const records = readRecords('application-identity', printed);
  if (!records.ok) return records;
  const [key, ...values] = records.value;
  const isKey = key?.kind === 'key' && firstOf(key, 'values') === String(values.length);
  const names = values.flatMap((value) => (value.kind === 'value' ? [firstOf(value, 'name') ?? ''] : []));
  if (key === undefined || !isKey || names.length !== values.length) {
    const why = (key && firstOf(key, 'why')) ?? say`it does not hold what it says that it holds`;
    return fail({ code: 'output.unreadable', reading: say`the registry key AppIdentity`, why, raw: printed });
  }
  if (firstOf(key, 'present')?.toLowerCase() !== 'true') return succeed(null);
  return succeed({
    valueNames: names,
    accounts: values.flatMap((value) => {
      const text = firstOf(value, 'text');
      return text === undefined ? [] : [{ name: firstOf(value, 'name') ?? '', text }];
    }),
  });
}
