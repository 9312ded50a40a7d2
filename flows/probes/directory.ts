import type { Command } from '../model/command.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { Answers } from '../model/reading.ts';
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

/** A filter holds so many names at most; commands have a greatest length. */
const NAMES_AT_ONCE = 8;
const ACCOUNTS_AT_ONCE = 16;
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
  if (first === undefined) return host.known ? unknown(`${host.value.computerName} is no name that can be looked up`, '') : host;
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
      const search = searches.find(({ names }) => names.includes(name));
      if (search === undefined)
        return [name.toLowerCase(), unknown(`${name} is of no domain of this forest`, 'Look it up in its own domain')];
      const found = answerOf(answers, search.command);
      return [name.toLowerCase(), found.known ? findNamed(name, found.value.accounts, outline.value) : found];
    }),
  );
}

/** In: client-facing names. Out: by service principal name in lower case (`http/…` and `host/…`), every account of the forest that holds it. */
export function holderFacts(answers: Answers, wanted: Wanted): Readonly<Record<string, Fact<readonly DirectoryAccount[]>>> {
  const outline = outlineFact(answers, wanted.host);
  const spns = wanted.names.flatMap((name) => [httpSpn(name), `HOST/${name}`]);
  if (!outline.known) return Object.fromEntries(spns.map((spn) => [spn.toLowerCase(), outline]));
  return Object.fromEntries(
    nameSearches(wanted.names, outline.value).flatMap(({ names, domain, forest }) => {
      const found = joined(answerOf(answers, domain), answerOf(answers, forest));
      return names
        .flatMap((name) => [httpSpn(name), `HOST/${name}`])
        .map((spn) => [spn.toLowerCase(), found.known ? known(found.value.filter(({ spns: held }) => holdsSpn(held, spn))) : found]);
    }),
  );
}

/** What the other controllers of the site say of the names; unknown where the first one could not be asked. */
export function replicationFact(answers: Answers, wanted: Wanted): Fact<Replication> {
  const outline = outlineFact(answers, wanted.host);
  if (!outline.known) return outline;
  const views = nameSearches(wanted.names, outline.value).flatMap(({ names, domain, elsewhere }) => {
    const own = answerOf(answers, domain);
    return own.known
      ? elsewhere.map(({ controller, command }) => ({ names, own: own.value, controller, theirs: answerOf(answers, command) }))
      : [];
  });
  return known({
    asked: [...new Set(views.flatMap(({ controller, theirs }) => (theirs.known ? [controller] : [])))],
    unread: [...new Map(views.flatMap(({ controller, theirs }) => (theirs.known ? [] : [[controller, theirs.why] as const])))].map(
      ([controller, why]) => ({ controller, why }),
    ),
    differing: views.flatMap(({ names, own, controller, theirs }) =>
      theirs.known ? names.map(httpSpn).flatMap((spn) => differing(spn, own, controller, theirs.value)) : [],
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
  readonly names: readonly string[];
}

function accountSearches(names: readonly string[], outline: DirectoryOutline): readonly AccountSearch[] {
  const placed = names.flatMap((name) => {
    const place = placeOfAccount(name, outline);
    return place === undefined ? [] : [{ name, ...place }];
  });
  const places = [...new Set(placed.map(({ server, scope }) => JSON.stringify([server, scope])))];
  return places.flatMap((key) => {
    const here = placed.filter(({ server, scope }) => JSON.stringify([server, scope]) === key);
    return chunks(here, ACCOUNTS_AT_ONCE).flatMap((chunk): readonly AccountSearch[] => {
      const [first] = chunk;
      if (first === undefined) return [];
      const filter = anyOf(chunk.map(({ name }) => accountFilter(name)));
      return [{ command: searchDirectory(first.server, first.scope, filter), names: chunk.map(({ name }) => name) }];
    });
  });
}

interface NameSearch {
  readonly names: readonly string[];
  readonly domain: Command;
  readonly forest: Command;
  readonly elsewhere: readonly { readonly controller: string; readonly command: Command }[];
}

/** All are asked of the controller that answered first: two controllers may be of two minds. */
function nameSearches(names: readonly string[], { controller, controllers }: DirectoryOutline): readonly NameSearch[] {
  const others = controllers
    .filter((host) => host.toLowerCase() !== controller.toLowerCase() && canBeAName(host))
    .sort()
    .slice(0, MOST_CONTROLLERS);
  const server = canBeAName(controller) ? controller : 'default';
  return chunks(names, NAMES_AT_ONCE).map((chunk) => {
    const filter = anyOf(chunk.flatMap((name) => [httpSpn(name), `HOST/${name}`]).map((spn) => equals('servicePrincipalName', spn)));
    return {
      names: chunk,
      domain: searchDirectory(server, 'domain', filter),
      forest: searchDirectory(server, 'forest', filter),
      elsewhere: others.map((host) => ({ controller: host, command: searchDirectory(host, 'domain', filter) })),
    };
  });
}

function searchDirectory(server: string, scope: 'domain' | 'forest', filter: string): Command {
  return { program: 'directory', args: [server, scope, filter], effect: 'read', timeoutMs: 60_000 };
}

function answerOf(answers: Answers, command: Command): Fact<DirectoryAnswer> {
  const where = command.args[1] === 'forest' ? 'The forest' : 'The directory';
  return factOf(answers, command, where, (answer) => ofOutput(answer, readDirectory));
}

/** An account is in the domain's answer or in the catalog's, or in both: then the domain's counts, which is never a copy. */
function joined(domain: Fact<DirectoryAnswer>, forest: Fact<DirectoryAnswer>): Fact<readonly DirectoryAccount[]> {
  if (!domain.known) return domain;
  if (!forest.known) return forest;
  const elsewhere = forest.value.accounts.filter(({ dn }) => !isIn(dn, domain.value.outline.domain));
  return known([...domain.value.accounts, ...elsewhere]);
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
