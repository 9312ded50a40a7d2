import { say } from '../language/say.ts';
import type { Command } from '../model/command.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { onceEach } from '../model/once-each.ts';
import type { Answer, Answers } from '../model/reading.ts';
import { type DirectoryAccount, type DirectoryOutline, isIn, type Replication } from '../server/directory.ts';
import type { HostIdentity } from '../server/facts.ts';
import { canBeAName } from '../server/names.ts';
import { holdsSpn, httpSpn } from '../server/spns.ts';
import { accountFilter, findNamed, placeOfAccount } from './account-lookup.ts';
import { type DirectoryAnswer, readDirectory } from './directory-answer.ts';
import { anyOf, equals } from './ldap-filter.ts';
import { factOf, ofOutput } from './read-answers.ts';

/** What is to be looked up in the directory. */
export interface Wanted {
  readonly host: Fact<HostIdentity>;
  readonly accounts: readonly string[];
  /** Client-facing names. */
  readonly names: readonly string[];
}

/** So many controllers of the site are asked for the names beside the one that answered. */
const MOST_CONTROLLERS = 8;

/** In: what is wanted, and the answers so far. Out: the searches; before somebody has answered for the domain only the first one. */
export function directoryReadings(answers: Answers, wanted: Wanted): readonly Command[] {
  const first = firstSearch(wanted.host);
  const outline = outlineFact(answers, wanted.host);
  if (first === undefined || !outline.known) return first === undefined ? [] : [first];
  return [
    first,
    ...accountSearches(wanted.accounts, outline.value).map(({ command }) => command),
    ...nameSearches(wanted.names, outline.value).flatMap(({ domain, forest, elsewhere }) => [
      domain,
      forest,
      ...elsewhere.map(({ command }) => command),
    ]),
  ];
}

/** Who answered for the domain of the computer. */
export function outlineFact(answers: Answers, host: Fact<HostIdentity>): Fact<DirectoryOutline> {
  const first = firstSearch(host);
  if (first === undefined) return host.known ? unknown(say`${host.value.computerName} is no name that can be looked up`, '') : host;
  const found = answerOf(answers, first);
  return found.known ? known(found.value.outline) : found;
}

/** In: account names in any form. Out: by name in lower case, the account; `null` where the directory has none of that name. */
export function identityFacts(answers: Answers, wanted: Wanted): Readonly<Record<string, Fact<DirectoryAccount | null>>> {
  const outline = outlineFact(answers, wanted.host);
  if (!outline.known) return Object.fromEntries(wanted.accounts.map((name) => [name.toLowerCase(), outline]));
  const searches = accountSearches(wanted.accounts, outline.value);
  return Object.fromEntries(
    wanted.accounts.map((name): readonly [string, Fact<DirectoryAccount | null>] => {
      const search = searches.find((one) => one.name === name);
      if (search === undefined)
        return [name.toLowerCase(), unknown(say`${name} is of no domain of this forest`, say`Look it up in its own domain`)];
      const found = answerOf(answers, search.command);
      return [name.toLowerCase(), found.known ? findNamed(name, found.value.accounts, outline.value) : found];
    }),
  );
}

/** In: client-facing names. Out: by service principal name in lower case (`http/…` and `host/…`), every account of the forest that holds it. */
export function holderFacts(answers: Answers, wanted: Wanted): Readonly<Record<string, Fact<readonly DirectoryAccount[]>>> {
  const outline = outlineFact(answers, wanted.host);
  const spns = wanted.names.flatMap(spnsOf);
  if (!outline.known) return Object.fromEntries(spns.map((spn) => [spn.toLowerCase(), outline]));
  return Object.fromEntries(
    nameSearches(wanted.names, outline.value).flatMap(({ name, domain, forest }) => {
      const found = joined(answerOf(answers, domain), answerOf(answers, forest));
      return spnsOf(name).map((spn) => [
        spn.toLowerCase(),
        found.known ? known(found.value.filter(({ spns: held }) => holdsSpn(held, spn))) : found,
      ]);
    }),
  );
}

/** What the other controllers of the site say of the names; unknown where the first one could not be asked. */
export function replicationFact(answers: Answers, wanted: Wanted): Fact<Replication> {
  const outline = outlineFact(answers, wanted.host);
  if (!outline.known) return outline;
  const views = nameSearches(wanted.names, outline.value).flatMap(({ name, domain, elsewhere }) => {
    const own = answerOf(answers, domain);
    return own.known
      ? elsewhere.map(({ controller, command }) => ({ name, own: own.value, controller, theirs: answerOf(answers, command) }))
      : [];
  });
  return known({
    asked: [...new Set(views.flatMap(({ controller, theirs }) => (theirs.known ? [controller] : [])))],
    unread: [...new Map(views.flatMap(({ controller, theirs }) => (theirs.known ? [] : [[controller, theirs.why] as const])))].map(
      ([controller, why]) => ({ controller, why }),
    ),
    differing: views.flatMap(({ name, own, controller, theirs }) =>
      theirs.known ? differing(httpSpn(name), own, controller, theirs.value) : [],
    ),
  });
}

function differing(spn: string, own: DirectoryAnswer, controller: string, theirs: DirectoryAnswer): Replication['differing'] {
  const owners = ({ accounts }: DirectoryAnswer) => accounts.filter(({ spns }) => holdsSpn(spns, spn));
  const guids = (accounts: readonly DirectoryAccount[]) =>
    accounts
      .map(({ guid }) => guid.toLowerCase())
      .sort()
      .join();
  if (guids(owners(own)) === guids(owners(theirs))) return [];
  const namesOf = (answer: DirectoryAnswer) => owners(answer).map(({ account }) => account);
  return [{ spn, controller: own.outline.controller, owners: namesOf(own), otherController: controller, otherOwners: namesOf(theirs) }];
}

/** The computer's own account is in the domain, or the domain is not the computer's: so it is looked for first. */
function firstSearch(host: Fact<HostIdentity>): Command | undefined {
  return host.known ? searchDirectory('default', 'domain', equals('sAMAccountName', `${host.value.computerName}$`)) : undefined;
}

interface AccountSearch {
  readonly command: Command;
  readonly name: string;
}

/** One question for each account, so that one that cannot be asked holds no other back. */
function accountSearches(names: readonly string[], outline: DirectoryOutline): readonly AccountSearch[] {
  return names.flatMap((name) => {
    const place = placeOfAccount(name, outline);
    return place === undefined ? [] : [{ name, command: searchDirectory(place.server, place.scope, accountFilter(name)) }];
  });
}

interface NameSearch {
  readonly name: string;
  readonly domain: Command;
  readonly forest: Command;
  readonly elsewhere: readonly { readonly controller: string; readonly command: Command }[];
}

function nameSearches(names: readonly string[], { controller, controllers }: DirectoryOutline): readonly NameSearch[] {
  const others = controllers
    .filter((host) => host.toLowerCase() !== controller.toLowerCase() && canBeAName(host))
    .sort()
    .slice(0, MOST_CONTROLLERS);
  return names.map((name) => {
    const filter = anyOf(spnsOf(name).map((spn) => equals('servicePrincipalName', spn)));
    return {
      name,
      domain: searchDirectory('default', 'domain', filter),
      forest: searchDirectory('default', 'forest', filter),
      elsewhere: others.map((host) => ({ controller: host, command: searchDirectory(host, 'domain', filter) })),
    };
  });
}

/** HOST on a computer covers HTTP, so both are looked for. */
function spnsOf(name: string): readonly string[] {
  return [httpSpn(name), `HOST/${name}`];
}

function searchDirectory(server: string, scope: 'domain' | 'forest', filter: string): Command {
  return { program: 'directory', args: [server, scope, filter], effect: 'read', timeoutMs: 60_000 };
}

function answerOf(answers: Answers, command: Command): Fact<DirectoryAnswer> {
  const where = command.args[1] === 'forest' ? say`The forest` : say`The directory`;
  return factOf(answers, command, where, directoryIn);
}

/** The same answer is asked about for each name, and holds every name of the accounts in it. */
const directoryIn = onceEach((answer: Answer) => ofOutput(answer, readDirectory));

/** An account is in the domain's answer or in the catalog's, or in both: then the domain's counts, which is never a copy. */
function joined(domain: Fact<DirectoryAnswer>, forest: Fact<DirectoryAnswer>): Fact<readonly DirectoryAccount[]> {
  if (!domain.known) return domain;
  if (!forest.known) return forest;
  const elsewhere = forest.value.accounts.filter(({ dn }) => !isIn(dn, domain.value.outline.domain));
  return known([...domain.value.accounts, ...elsewhere]);
}
